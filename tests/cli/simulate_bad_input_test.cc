// What `cordon simulate` says of input that it can't use: one message for each problem, no
// decision, exit code 2.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

constexpr std::string_view kAlice = "arn:aws:iam::111122223333:user/alice";

using Words = std::vector<std::string>;

Words request(const Words& more) {
  Words words{"simulate", "--principal", std::string(kAlice), "--action", "s3:GetObject"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_CASE("simulate: every bad file under fixtures/simulate/bad is reported with its place") {
  std::string report;
  for (const std::filesystem::path& file : files_below("fixtures/simulate/bad", {".json"})) {
    const auto run = run_program(request({"--identity", file.filename().string()}),
                                 {.directory = "fixtures/simulate/bad"});
    REQUIRE(run);
    CAPTURE(file.string());
    CHECK(run->exit_code == 2);
    CHECK(run->out == "");
    report += run->err;
  }
  CHECK(golden_difference("fixtures/simulate/bad/expected.txt", report) == "");
  CHECK_FALSE(report.contains("bPxRfiCY"));
  CHECK_FALSE(report.contains("FwoG"));
}

TEST_CASE("simulate: one bad file among good ones is no reason to stop looking") {
  const auto run =
      run_program(request({"--identity", "bad/truncated.json", "policies/work.json",
                           "bad/empty.json", "lost.json", "--boundary", "policies", "--scp",
                           "root=bad/wrong-types.json", "--at", "2017-08-15T12:00:00"}),
                  {.directory = "fixtures/simulate"});
  REQUIRE(run);
  CHECK(run->exit_code == 2);
  CHECK(run->out == "");
  for (const std::string_view part :
       {"bad/truncated.json:1:38: error: ", "bad/empty.json:1:1: error: ",
        "bad/wrong-types.json:3:27: error: ", "can't read `lost.json`: no such file",
        "can't read `policies`: it is a directory, expected a file",
        "--at: `2017-08-15T12:00:00` has no offset from UTC"}) {
    CAPTURE(part);
    CHECK(run->err.contains(part));
  }
}

TEST_CASE("simulate: deep nesting ends with a message") {
  const auto run =
      run_program(request({"--identity", "-"}), {.standard_input = std::string(100'000, '[')});
  REQUIRE(run);
  CHECK(run->exit_code == 2);
  CHECK(run->err.starts_with("<stdin>:1:65: error: arrays and objects are nested deeper than 64"));
}

TEST_CASE("simulate: a policy of standard input") {
  const std::string policy = read_file("fixtures/simulate/policies/work.json").value();
  const auto run = run_program(request({"--identity", "-", "--expect", "allowed", "--quiet"}),
                               {.standard_input = policy});
  REQUIRE(run);
  CHECK(run->exit_code == 0);
  CHECK(run->out.contains("<stdin>:6:17: identity statement 0 `Work` allows"));
}

// Every first line of standard error, without `cordon: error: `.
TEST_CASE("simulate: options that make no request") {
  struct Row {
    Words words;
    std::string_view error;
  };
  const std::string alice(kAlice);
  const Row rows[] = {
      {{"simulate", "--action", "s3:GetObject"},
       "--principal is missing: the ARN of who asks, or * for anybody"},
      {{"simulate", "--principal", alice}, "--action is missing: one action, such as s3:GetObject"},
      {{"simulate", "--principal", "alice", "--action", "s3:GetObject"},
       "--principal `alice`: expected an ARN, a service principal such as `ec2.amazonaws.com`, or "
       "`*`"},
      {{"simulate", "--principal", alice, "--action", ""},
       "--action ``: expected `service:name`, such as `s3:GetObject`"},
      {{"simulate", "--principal", alice, "--action", "s3:Get*"},
       "--action `s3:Get*`: a request names one action, without wildcards"},
      {{"simulate", "--principal", alice, "--action", "s3:Get:Object"},
       "--action `s3:Get:Object`: expected `service:name`, such as `s3:GetObject`"},
      {request({"--resource", "reports"}),
       "--resource `reports`: expected an ARN with its six fields, or * for an action that takes "
       "no "
       "resource"},
      {request({"--resource-account", "1111"}),
       "--resource-account `1111`: an account id is 12 digits"},
      {request({"--credential", "get-session-tokn"}),
       "--credential: unknown kind `get-session-tokn`, did you mean `get-session-token`?"},
      {request({"--credential", "assume-role"}),
       "--credential: a credential of kind `assume-role` can't belong to "
       "`arn:aws:iam::111122223333:user/alice` (IAM user)"},
      {request({"--issued", "2017-08-15T12:00:00Z"}),
       "--issued is not for a credential of kind `access-key`, which is taken without "
       "--credential"},
      {request({"--credential", "get-session-token", "--source-identity", "x"}),
       "--source-identity is not for a credential of kind `get-session-token`"},
      {{"simulate", "--principal", "*", "--action", "s3:GetObject", "--mfa-at",
        "2017-08-15T12:00:00Z"},
       "--mfa-at is not for a caller without a credential (anonymous caller)"},
      {request({"--credential", "get-session-token", "--issued", "2017-08-15T12:00:00Z",
                "--expires", "2017-08-15T12:00:00Z"}),
       "--expires is not after --issued"},
      {request({"--credential", "get-session-token", "--expires", "tomorrow"}),
       "--expires: `tomorrow` is no time; expected a form such as `2017-08-15T09:10:00Z`"},
      {request({"--context", "aws:SourceIp"}),
       "--context `aws:SourceIp`: expected KEY=VALUE, such as aws:SourceIp=198.51.100.7"},
      {request({"--context", "=x"}),
       "--context `=x`: expected KEY=VALUE, such as aws:SourceIp=198.51.100.7"},
      {request({"--scp", "scp.json"}),
       "--scp `scp.json`: expected LEVEL=FILE, such as 0=full-access.json or root=scp.json"},
      {request({"--identity", "-", "--session-policy", "-"}),
       "standard input (`-`) is named more than once; it can be read once"},
      {request({"--account", "fixtures/simulate/policies/account.json"}),
       "--account: `fixtures/simulate/policies/account.json` knows the principal as "
       "`arn:aws:iam::111122223333:user/staff/alice`"},
  };
  for (const Row& row : rows) {
    const auto run = run_program(row.words);
    REQUIRE(run);
    CAPTURE(row.error);
    CHECK(run->exit_code == 2);
    CHECK(run->out == "");
    CHECK(run->err.contains(fmt::format("cordon: error: {}\n", row.error)));
  }
}

TEST_CASE("simulate: a snapshot without the principal, or of another account") {
  const std::string file = "fixtures/simulate/policies/account.json";
  const auto error_of = [&](std::string principal) {
    const auto run = run_program({"simulate", "--principal", std::move(principal), "--action",
                                  "s3:GetObject", "--account", file});
    CHECK(run->exit_code == 2);
    return run->err;
  };
  CHECK(error_of("arn:aws:iam::111122223333:user/bob") ==
        fmt::format("cordon: error: --account: `{}` has no user `bob`: take a snapshot that "
                    "has it, or mend the ARN\n",
                    file));
  CHECK(error_of("arn:aws:iam::111122223333:role/bob") ==
        fmt::format("cordon: error: --account: `{}` has no role `bob`: take a snapshot that "
                    "has it, or mend the ARN\n",
                    file));
  CHECK(error_of("arn:aws:iam::444455556666:user/alice") ==
        fmt::format("cordon: error: --account: `{}` is of account 111122223333, and the principal "
                    "of account 444455556666\n",
                    file));
  CHECK(error_of("arn:aws:sts::111122223333:federated-user/x")
            .contains("can't tell which user called GetFederationToken"));
}

TEST_CASE("simulate: a policy of the snapshot that can't be read is unknown to the decision") {
  const auto run =
      run_program({"simulate", "--principal", "arn:aws:iam::111122223333:user/staff/alice",
                   "--action", "s3:GetObject", "--resource", "arn:aws:s3:::home/red/x", "--account",
                   "fixtures/simulate/policies/broken-account.json"});
  REQUIRE(run);
  CHECK(run->exit_code == 2);
  CHECK(run->err.contains("broken-account.json:30:27: error: unknown effect `Deni`"));
  CHECK(run->out.starts_with("undecided: "));
  CHECK(
      run->out.contains("what `inline policy broken of user alice` says is not known\n"
                        "    tell it with a copy of the policy that can be read\n"));
}

TEST_CASE("the program: usage errors, help and version") {
  struct Row {
    Words words;
    int exit_code;
    std::string_view out, err;  // what these contain
  };
  const Row rows[] = {
      {{}, 0, "Usage: cordon [OPTION]... COMMAND", ""},
      {{"--help"}, 0, "simulate ", ""},
      {{"--version"}, 0, "\ncatalogue: 20", ""},
      {{"--version"}, 0, "RCP services: 2", ""},
      {{"simulate", "--help"}, 0, "Example:\n  cordon simulate --principal", ""},
      {{"simulat"}, 2, "", "unknown command `simulat`; did you mean `simulate`?"},
      {{"--vershun"}, 2, "", "unknown option `--vershun`; did you mean `--version`?"},
      {{"simulate", "--acton", "s3:GetObject"},
       2,
       "",
       "cordon simulate: error: unknown option `--acton`; did you mean `--action`?\nsee `cordon "
       "simulate --help`\n"},
      {{"simulate", "word"}, 2, "", "unexpected argument `word`"},
      {request({"--expect", "alowed"}), 2, "",
       "--expect: `alowed` is none of allowed, implicitDeny, explicitDeny, undecided, denied; did "
       "you mean `allowed`?"},
      {request({"--format", "xml"}), 2, "", "--format: `xml` is none of human, json"},
      {request({"--color", "blue"}), 2, "", "--color: `blue` is none of auto, always, never"},
      {request({"--batch", "x"}), 2, "", "--batch excludes --"},
      {request({"--output", "/no/such/folder/x"}), 2, "",
       "cordon: error: can't write `/no/such/folder/x`: no such file"},
      {request({"--output", "/dev/full"}), 2, "",
       "cordon: error: can't write `/dev/full`: No space"},
  };
  for (const Row& row : rows) {
    const auto run = run_program(row.words);
    REQUIRE(run);
    CAPTURE(fmt::format("{}", fmt::join(row.words, " ")));
    CHECK(run->exit_code == row.exit_code);
    CHECK(run->out.contains(row.out));
    CHECK(run->err.contains(row.err));
    CHECK(run->out.empty() == row.out.empty());
    CHECK(run->err.empty() == row.err.empty());
  }
}

}  // namespace
}  // namespace cordon::support
