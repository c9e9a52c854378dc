// `cordon prove` and `cordon diff` as programs: verdicts and exit statuses, formats, and one clear
// message for whatever can't be used.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/run_program.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kFolder = "fixtures/prove";

ProgramRun run(const Words& words, const std::string& standard_input = "") {
  const auto result =
      run_program(words, {.standard_input = standard_input, .directory = std::string(kFolder)});
  REQUIRE(result);
  return *result;
}

Words none(const Words& more) {
  Words words{"prove", "none", "--principal", "arn:aws:iam::111122223333:user/alice"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Words in_incident(const Words& more) {
  Words words{"prove", "none", "--incident",
              "../incidents/2017-remedy-issue-time-deny/incident.yaml"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_CASE("prove and diff: the first line and the exit status") {
  struct Row {
    Words words;
    int exit_code;
    std::string_view first;
  };
  const Row rows[] = {
      {none({"--identity", "read-reports.json", "--identity", "deny-all.json", "--except",
             "sts:Get*"}),
       0, "holds: no request of this credential is allowed"},
      {none({"--identity", "read-reports.json", "--identity", "deny-all.json"}), 1,
       "refuted: this request is allowed"},
      {none({"--credential", "get-session-token", "--issued", "2017-08-15T09:10:00Z", "--identity",
             "read-reports.json", "--identity", "deny-old-sessions.json", "--except", "sts:Get*"}),
       0, "holds: no request of this credential is allowed"},
      {none({"--credential", "get-session-token", "--identity", "read-reports.json", "--identity",
             "deny-old-sessions.json", "--except", "sts:Get*"}),
       1, "refuted: this request is allowed"},
      {in_incident({"--for", "token-36h"}), 0, "holds: no request of this credential is allowed"},
      {in_incident({"--for", "token-36h", "--at", "2017-08-15T12:03:00Z"}), 1,
       "refuted: this request is allowed"},
      {in_incident({"--for", "token-36h", "--at", "2017-08-15T09:00:00Z"}), 0,
       "holds: this credential does not exist yet: it is issued at 2017-08-15T09:10:00Z"},
      {in_incident({"--for", "prod-instance"}), 1, "refuted: this request is allowed"},
      {none({"--identity", "read-reports.json", "--action", "s3:PutObject", "--resource",
             "arn:aws:s3:::reports/*"}),
       0, "holds: no request of this credential is allowed"},
      {none({"--identity", "window.json", "--except", "sts:Get*", "--action", "s3:*", "--from",
             "2024-02-01T00:00:00Z"}),
       0, "holds: no request of this credential is allowed"},
      {none({"--identity", "window.json", "--except", "sts:Get*", "--at", "2024-01-15T00:00:00Z"}),
       1, "refuted: this request is allowed"},
      {none({"--identity", "queue-of-another-account.json", "--except", "sts:Get*"}), 3,
       "undecided: not known whether no request of this credential is allowed"},
      {none({"--account", "account-old.json", "--except", "sts:Get*", "--action", "s3:Put*"}), 0,
       "holds: no request of this credential is allowed"},
      {{"prove", "denies", "deny-old-sessions.json", "--when",
        "issued before 2017-08-15T12:00:00Z"},
       0,
       "holds: every request of such a session is denied explicitly"},
      {{"prove", "denies", "deny-old-sessions.json"},
       1,
       "refuted: this request is not denied explicitly"},
      {{"prove", "denies", "deny-old-sessions.json", "--when",
        "issued at or after 2017-08-15T12:00:00Z"},
       1,
       "refuted: this request is not denied explicitly"},
      {{"prove", "not-granted", "read-reports.json", "--action", "iam:*"},
       0,
       "holds: none of this access is granted"},
      {{"prove", "not-granted", "read-reports.json", "--action", "s3:*"},
       1,
       "refuted: this request is granted"},
      {{"prove", "not-public", "bucket-of-organization.json"}, 0, "holds: no stranger is let in"},
      {{"prove", "not-public", "bucket-with-user-agent.json"},
       1,
       "refuted: this request of a stranger is allowed"},
      {{"prove", "equivalent", "read-reports.json", "read-reports-split.json"},
       0,
       "holds: both allow the same requests"},
      {{"prove", "equivalent", "read-reports-wider.json", "read-reports.json"},
       1,
       "refuted: read-reports.json allows this request, read-reports-wider.json does not"},
      {{"diff", "read-reports.json", "read-reports-split.json"},
       0,
       "no new access: read-reports-split.json allows nothing that read-reports.json"},
      {{"diff", "read-reports.json", "read-reports-wider.json"},
       1,
       "new access: read-reports-wider.json allows what read-reports.json does not"},
      {{"diff", "account-old.json", "account-new.json"},
       1,
       "new access: account-new.json allows what account-old.json does not"},
      {{"diff", "account-old.json", "account-old.json"},
       0,
       "no new access: account-old.json allows nothing that account-old.json does not"},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", fmt::join(row.words, " ")));
    const ProgramRun result = run(row.words);
    CHECK(result.out.substr(0, result.out.find('\n')) == row.first);
    CHECK(result.err == "");
    CHECK(result.exit_code == row.exit_code);
  }
}

TEST_CASE("prove and diff: what can't be used is one clear message") {
  struct Row {
    Words words;
    std::string_view error;
  };
  const Row rows[] = {
      {{"prove"}, "CLAIM is required"},
      {{"prove", "nothing"}, "`nothing` is none of none, denies"},
      {{"prove", "denies"}, "`denies` needs one policy file, got 0"},
      {{"prove", "denies", "deny-all.json", "deny-all.json"},
       "`denies` needs one policy file, got 2"},
      {{"prove", "equivalent", "deny-all.json"}, "`equivalent` needs two policy files, got 1"},
      {{"prove", "none", "deny-all.json"}, "`none` takes policies by --identity"},
      {{"prove", "none", "--identity", "deny-all.json"}, "--principal is missing"},
      {{"prove", "none", "--principal", "alice"}, "--principal `alice`: expected an ARN"},
      {none({"--identity", "lost.json"}), "can't read `lost.json`: no such file"},
      {none({"--identity", "."}), "can't read `.`: it is a directory, expected a file"},
      {none({"--at", "2024-01-01T00:00:00"}), "--at: `2024-01-01T00:00:00` has no offset from UTC"},
      {in_incident({"--for", "leaked-key", "--at", "2010-01-01T00:00:00Z"}),
       "--at: nothing is known of `leaked-key` before 2017-08-15T0"},
      {in_incident({"--for", "nobody"}), "--for `nobody`: expected the id of one of"},
      {none({"--from", "2024-01-01"}), "--from: "},
      {none({"--from", "2024-01-02T00:00:00Z", "--until", "2024-01-01T00:00:00Z"}),
       "--until is before --from"},
      {none({"--at", "2024-01-02T00:00:00Z", "--until", "2024-01-01T00:00:00Z"}),
       "--at is one moment, --from and --until are many: give either"},
      {none({"--credential", "assume-role"}), "can't belong to"},
      {none({"--except", "GetObject"}), "--except `GetObject`: expected `service:name`"},
      {none({"--resource", "bucket"}), "--resource `bucket`: expected an ARN with its six fields"},
      {none({"--when", "issued before 2024-01-01T00:00:00Z"}),
       "--when is not for `none`, but for `denies`"},
      {none({"--type", "scp"}), "--type is not for `none`, but for `denies`, `not-granted`"},
      {none({"--format", "access-analyzer"}), "Access Analyzer has no check like `none`"},
      {none({"--budget", "0"}), "--budget: `0` is out of range: expected 1 to 1000000000000"},
      {none({"--budget", "99999999999999999999"}),
       "--budget: `99999999999999999999` is out of range"},
      {none({"--budget", "1e6"}), "--budget: `1e6` is not a number"},
      {none({"--account", "account-old.json", "--identity", "-", "--boundary", "-"}),
       "standard input (`-`) is named more than once"},
      {{"prove", "denies", "deny-all.json", "--when", "before noon"},
       "--when `before noon`: expected `issued before TIME` or `issued at or after TIME`"},
      {{"prove", "denies", "deny-all.json", "--when", "issued before 2017-08-15T12:00:00"},
       "--when: `2017-08-15T12:00:00` has no offset from UTC"},
      {{"prove", "denies", "deny-all.json", "--identity", "deny-all.json"},
       "--identity is not for `denies`, but for `none`"},
      {{"prove", "not-granted", "deny-all.json"}, "`not-granted` needs --action or --resource"},
      {{"prove", "not-public", "deny-all.json"},
       "`not-public` is about policies of type resource and trust, and `deny-all.json` is of type "
       "identity (inferred; --type tells another)"},
      {{"prove", "not-public", "bucket-of-organization.json", "--type", "identity"}, "Principal"},
      {{"prove", "not-public", "../prove"}, "it is a directory"},
      {{"prove", "not-public", "bucket-of-organization.json", "--resource-account", "12"},
       "--resource-account `12`: an account id is 12 digits"},
      {{"prove", "equivalent", "deny-all.json", "bucket-of-organization.json"},
       "only policies of one type can be compared"},
      {{"prove", "denies", "account-old.json"}, "holds 3 policy documents, expected one"},
      {{"diff"}, "OLD is required"},
      {{"diff", "deny-all.json", "lost.json"}, "can't read `lost.json`: no such file"},
      {{"diff", "-", "-"}, "standard input (`-`) can be one of the files, not both"},
      {{"diff", "deny-all.json", "account-old.json"},
       "`account-old.json` is an account snapshot, `deny-all.json` is not"},
      {{"diff", "account-old.json", "account-new.json", "--type", "scp"},
       "--type is for policies, not for account snapshots"},
      {{"diff", "deny-all.json", "bucket-of-organization.json"},
       "only policies of one type can be compared"},
      {{"diff", "deny-all.json", "deny-all.json", "--groups", "0"},
       "--groups: `0` is out of range: expected 1 to 100000"},
      {{"diff", "account-old.json", "account-new.json", "--format", "smt-lib"},
       "--format smt-lib is for policies, not for account snapshots"},
      {{"diff", "deny-all.json", "topics-of-team.json", "--format", "smt-lib"},
       "can't be written as SMT-LIB: a variable that is not compared as a text"},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", fmt::join(row.words, " ")));
    const ProgramRun result = run(row.words);
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CAPTURE(result.err);
    CHECK(result.err.contains(row.error));
  }
}

TEST_CASE("prove and diff: unreadable JSON is reported with its place") {
  for (const Words& words : {Words{"prove", "denies", "-"}, Words{"diff", "deny-all.json", "-"},
                             none({"--identity", "-"})}) {
    const ProgramRun result = run(words, R"({"Version": )");
    CHECK(result.exit_code == 2);
    CHECK(result.err.contains("<stdin>:1:"));
    CHECK(result.err.contains("error: "));
  }
}

TEST_CASE("prove and diff: JSON is as the schemas say") {
  const Words proofs[] = {
      none({"--identity", "read-reports.json"}),
      none({"--identity", "deny-all.json", "--except", "sts:Get*"}),
      none({"--identity", "queue-of-another-account.json", "--except", "sts:Get*"}),
      {"prove", "denies", "deny-old-sessions-with-hole.json"},
      {"prove", "not-granted", "read-reports.json", "--action", "s3:*"},
      {"prove", "not-public", "bucket-with-user-agent.json"},
      {"prove", "equivalent", "read-reports.json", "read-reports-wider.json"},
  };
  for (Words words : proofs) {
    CAPTURE(fmt::format("{}", fmt::join(words, " ")));
    words.insert(words.end(), {"--format", "json"});
    CHECK(json_schema_complaint("cordon.proof.v1.json", run(words).out) == "");
  }
  for (const auto& [before, after] : {std::pair("read-reports.json", "read-reports-wider.json"),
                                      {"account-old.json", "account-new.json"}}) {
    const ProgramRun result = run({"diff", before, after, "--format", "json"});
    CHECK(json_schema_complaint("cordon.diff.v1.json", result.out) == "");
  }
  if (!support::has_json_validator()) return;
  CHECK(json_schema_complaint("cordon.diff.v1.json", R"({"schema":"cordon.diff.v1"})") != "");
  CHECK(json_schema_complaint("cordon.proof.v1.json", R"({"schema":"cordon.proof.v1"})") != "");
}

TEST_CASE("prove: of a time within an incident a request of that time is shown") {
  struct Row {
    std::string credential, at;
    bool refuted;
  };
  const Row rows[] = {
      {"token-36h", "2017-08-15T11:59:00Z", true},     {"token-36h", "2017-08-15T12:03:00Z", true},
      {"token-36h", "2017-08-15T13:00:00Z", false},    {"token-36h", "2017-08-15T09:00:00Z", false},
      {"prod-instance", "2017-08-16T01:02:03Z", true}, {"leaked-key", "2017-08-15T11:00:00Z", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.credential);
    CAPTURE(row.at);
    const ProgramRun result =
        run(in_incident({"--for", row.credential, "--at", row.at, "--format", "json"}));
    CHECK(json_schema_complaint("cordon.proof.v1.json", result.out) == "");
    const auto proof = nlohmann::json::parse(result.out);
    CHECK(proof["credential"] == row.credential);
    CHECK(proof["at"] == row.at);
    CHECK(proof["witness"].is_object() == row.refuted);
    if (row.refuted) CHECK(proof["witness"]["request"]["at"] == row.at);
  }
}

// What simulate says of the request that a proof shows.
TEST_CASE("prove: a request that is shown is one that simulate decides likewise") {
  const ProgramRun proof =
      run(none({"--identity", "read-reports.json", "--except", "sts:Get*", "--format", "json"}));
  constexpr std::string_view kName = "\"request\": ";
  const std::size_t begin = proof.out.find(kName) + kName.size();
  std::string request = proof.out.substr(begin, proof.out.find("\"decision\": {") - begin);
  request.resize(request.rfind(','));
  std::erase(request, '\n');
  const ProgramRun decided = run(
      {"simulate", "--batch", "-"},
      fmt::format(R"({{"request":{},"policies":{{"identity":[{{"file":"read-reports.json"}}]}}}})",
                  request) +
          "\n");
  CHECK(decided.out.contains(R"("decision":"allowed")"));
}

TEST_CASE("prove and diff answer as Access Analyzer's checks do") {
  const ProgramRun passed = run({"prove", "not-granted", "read-reports.json", "--action", "iam:*",
                                 "--format", "access-analyzer"});
  CHECK(passed.out ==
        "{\n  \"result\": \"PASS\",\n  \"message\": \"none of this access is granted\",\n"
        "  \"reasons\": []\n}\n");
  const ProgramRun failed =
      run({"diff", "read-reports.json", "read-reports-wider.json", "--format", "access-analyzer"});
  CHECK(failed.exit_code == 1);
  for (const std::string_view part :
       {"\"result\": \"FAIL\"", "\"statementIndex\": 1", "\"statementId\": \"Keys\""}) {
    CHECK(failed.out.contains(part));
  }
  CHECK_FALSE(failed.out.contains("(left to the account)"));
}

}  // namespace
}  // namespace cordon::support
