// `cordon sessions` as a program: the shipped log as a tree and as an incident file, that file
// through `cordon contain`, every way of naming logs, and what is said of bad ones.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/sessions/progress.h"
#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string kFolder = "fixtures/trails/2017-leaked-key";
const std::string kLogs = kFolder + "/AWSLogs/111122223333/CloudTrail/us-east-1/2017/08/15/";
const std::string kLog = kLogs + "111122223333_CloudTrail_us-east-1_20170815T0915Z_EXAMPLE.json.gz";

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("cordon-sessions-{}", ::getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] std::string file(const std::string& name, std::string_view text) const {
    REQUIRE(write_file(path_ / name, text));
    return (path_ / name).string();
  }
  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }

 private:
  fs::path path_;
};

ProgramRun sessions(Words arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), "sessions");
  auto run = run_program(arguments, {.standard_input = input});
  REQUIRE(run);
  return *std::move(run);
}

Words leaked_key(const std::string& trail, Words more = {}) {
  Words words{"--cloudtrail",         trail,    "--key",
              "AKIAIOSFODNN7EXAMPLE", "--from", "2017-08-15T09:00:00Z"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_CASE("sessions: the shipped log as a tree and as an incident file") {
  const std::string account = kFolder + "/account.json";
  const auto in = [&](const std::string& format) {
    return sessions(
        leaked_key(kFolder + "/**/*.json.gz", {"--account", account, "--format", format}));
  };
  for (const std::string format : {"human", "yaml", "json"}) {
    CAPTURE(format);
    const ProgramRun run = in(format);
    const std::string ending = format == "human" ? "txt" : format;
    CHECK(golden_difference(fmt::format("{}/expected.{}", kFolder, ending), run.out) == "");
    CHECK(run.exit_code == 0);
    CHECK(!run.out.contains("SECRET"));
    if (format == "json")
      CHECK(json_schema_complaint("schemas/incident-file.v1.json", run.out) == "");
  }
}

TEST_CASE("sessions: from a key and a folder of logs to a verdict") {
  const Folder folder;
  const std::string incident = folder / "incident.yaml";
  const ProgramRun run = sessions(leaked_key(
      kFolder + "/AWSLogs", {"--account", kFolder + "/account.json", "--output", incident}));
  CHECK(run.exit_code == 0);
  CHECK(run.out.starts_with("Minted from AKIAIOSFODNN7EXAMPLE\n"));
  const auto verdict = run_program({"contain", incident});
  REQUIRE(verdict);
  CHECK(verdict->err == "");
  CHECK(verdict->exit_code == 1);
  CHECK(verdict->out.contains("\nNOT CONTAINED\n"));
  CHECK(verdict->out.contains("ASIATOKENTHIRTYSIXHR  live"));
  CHECK(verdict->out.contains("i-0abc0abc0abc0abc0   live"));

  // As JSON, and with a snapshot for the other account too.
  const std::string other = folder.file(
      "tools.json",
      R"({"RoleDetailList":[{"RoleName":"audit","RoleId":"AROAIOSFODNN7AUDIT001","Arn":"arn:aws:iam::444455556666:role/audit","Path":"/","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}}]})");
  const std::string json = folder / "incident.json";
  const ProgramRun both = sessions(
      leaked_key(kFolder + "/AWSLogs", {"--account", kFolder + "/account.json", "--account",
                                        "444455556666=" + other, "--output", json, "--quiet"}));
  CHECK(both.err == "");
  const auto second = run_program({"contain", json});
  REQUIRE(second);
  CHECK(!second->out.contains("444455556666 was not given"));
  CHECK(second->exit_code == 1);
}

TEST_CASE("sessions: the incident file may be written to standard output, for a pipe") {
  const auto run = run_command(
      {"sh", "-c",
       "cordon sessions --cloudtrail " + kFolder + " --key AKIAIOSFODNN7EXAMPLE --account " +
           kFolder +
           "/account.json --format yaml --quiet | cordon contain - --expect not-contained"});
  REQUIRE(run);
  CHECK(run->exit_code == 0);
}

TEST_CASE("sessions: ways of naming logs") {
  const auto records = [](const ProgramRun& run) {
    if (run.out.empty()) return std::string();
    const std::size_t at = run.out.find('\n') + 3;
    return run.out.substr(at, run.out.find(',', at) - at);
  };
  CHECK(records(sessions(leaked_key(kLog))) == "4 records of 1 file");
  CHECK(records(sessions(leaked_key(kFolder + "/AWSLogs/*/*/*/2017/08/15/*T09??Z*"))) ==
        "9 records of 3 files");
  CHECK(records(sessions(leaked_key(kFolder + "/AWSLogs/**/4444*"))) == "");
  CHECK(records(sessions(leaked_key(kLog, {"--cloudtrail", kLogs, kLog}))) ==
        "18 records of 6 files");
  const std::string packed = read_file(kLog).value();
  CHECK(records(sessions(leaked_key("-"), packed)) == "4 records of 1 file");
  // Packed files one behind the other are one text.
  const std::string next =
      read_file(kLogs + "111122223333_CloudTrail_us-east-1_20170815T0930Z_EXAMPLE.json.gz").value();
  CHECK(records(sessions(leaked_key("-"), packed + next)) == "7 records of 1 file");
}

TEST_CASE("sessions: one bad file of many is told, and the others are read") {
  const Folder folder;
  const std::string packed = read_file(kLog).value();
  const std::string cut = folder.file("cut.json.gz", packed.substr(0, packed.size() / 2));
  std::string flipped = packed;
  flipped[packed.size() / 2] = static_cast<char>(~flipped[packed.size() / 2]);
  struct Row {
    std::string name;
    std::string file;
    std::string error;  // what standard error has to hold; empty: nothing of the file
    int exit_code;
  };
  const Row rows[] = {
      {"cut off", cut, "cut.json.gz: its compressed data ends early; ", 2},
      {"damaged", folder.file("damaged.json.gz", flipped),
       "damaged.json.gz: its compressed data is damaged", 2},
      {"not JSON", folder.file("words.json", "words\n"),
       "words.json: record 1: expected a JSON object with a record, or a list of them", 2},
      {"half of a list", folder.file("half.json", R"({"Records":[{"eventName":"A"},{"ev)"),
       "half.json: record 2: the file ends in the middle of its list of records", 2},
      {"no record", folder.file("other.json", R"({"a":1})"),
       "warning: " + (folder / "other.json") + ": no CloudTrail record", 0},
      {"a digest", folder.file("digest.json", R"({"digestStartTime":"x","logFiles":[]})"), "", 0},
      {"a record that can't be read",
       folder.file(
           "time.json",
           R"([{"eventName":"A","eventTime":"noon","userIdentity":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}])"),
       "time.json: record 1: its `eventTime` is no time: `noon`", 2},
      {"nothing there", folder / "missing.json", "missing.json`: no such file", 2},
      {"no match", folder / "x*.gz", "no file matches `", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const ProgramRun run = sessions(leaked_key(kLog, {"--cloudtrail", row.file}));
    CHECK(run.exit_code == row.exit_code);
    CHECK(run.err.contains(row.error));
    if (row.error.empty()) CHECK_FALSE(run.err.contains(row.file));
    CHECK(run.out.contains("ASIATOKENTHIRTYSIXHR"));
  }
}

// A key is seen at nine and deleted at noon; its user may do everything.
constexpr std::string_view kDeletedKey =
    R"({"Records":[{"eventID":"e1","eventTime":"2024-01-01T09:00:00Z","eventSource":"s3.amazonaws.com","eventName":"ListBuckets","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/bob","accountId":"111122223333","userName":"bob","accessKeyId":"AKIABOB"}},)"
    R"({"eventID":"e2","eventTime":"2024-01-01T12:00:00Z","eventSource":"iam.amazonaws.com","eventName":"DeleteAccessKey","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/responder","accountId":"111122223333","userName":"responder","accessKeyId":"AKIARESPONDER"},"requestParameters":{"userName":"bob","accessKeyId":"AKIABOB"},"responseElements":null}]})";
constexpr std::string_view kBobsAccount =
    R"({"UserDetailList":[{"UserName":"bob","Arn":"arn:aws:iam::111122223333:user/bob","UserPolicyList":[{"PolicyName":"p","PolicyDocument":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}}}]}]})";

TEST_CASE("sessions: where something could not be read, nothing is known to be complete") {
  const Folder folder;
  const std::string log = folder.file("log.json", kDeletedKey);
  const std::string account = folder.file("account.json", kBobsAccount);
  struct Row {
    std::string name;
    Words more;
    int exit_code;
    std::string known_until;
    std::string verdict;
  };
  const Row rows[] = {
      {"all is read", {}, 0, "2024-01-01T12:00:00Z", "\nCONTAINED\n"},
      {"a file is damaged",
       {"--cloudtrail", folder.file("damaged.json", "words\n")},
       2,
       "2024-01-01T09:00:00Z",
       "\nUNKNOWN\n"},
      {"a file is not there",
       {"--cloudtrail", folder / "none.json", "--from", "2024-01-01T08:00:00Z"},
       2,
       "2024-01-01T08:00:00Z",
       "\nUNKNOWN\n"},
      {"an account can't be read",
       {"--account", "222222222222=" + (folder / "none.json")},
       2,
       "2024-01-01T09:00:00Z",
       "\nUNKNOWN\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string incident = folder / "incident.yaml";
    Words words{"--cloudtrail", log,     "--key",    "AKIABOB",
                "--account",    account, "--output", incident};
    words.insert(words.end(), row.more.begin(), row.more.end());
    const ProgramRun run = sessions(words);
    INFO(run.err);
    CHECK(run.exit_code == row.exit_code);
    const std::string text = read_file(incident).value();
    INFO(text);
    CHECK(text.contains("credentialsKnownUntil: " + row.known_until));
    CHECK(text.contains("# not all could be read") == (row.exit_code == 2));
    CHECK(run.out.contains("could not be read") == (row.exit_code == 2));
    const auto verdict = run_program({"contain", incident});
    REQUIRE(verdict);
    CHECK(verdict->out.contains(row.verdict));
  }
}

TEST_CASE("sessions: what is no regular file is kept for the next reading") {
  // Backwards, so that one reading does not suffice.
  const std::string logs = "$(ls -r " + kLogs + "*.gz)";
  const std::string rest = " --key AKIAIOSFODNN7EXAMPLE --from 2017-08-15T09:00:00Z --quiet";
  const auto told = [](const std::string& command) {
    const auto run = run_command({"bash", "-c", command});
    REQUIRE(run);
    CHECK(run->exit_code == 0);
    return run->out;
  };
  const std::string expected = told("cat " + logs + " | cordon sessions --cloudtrail -" + rest);
  CHECK(expected.contains("ASIACONSOLEEXAMPLE01"));
  CHECK(told("cordon sessions --cloudtrail <(cat " + logs + ")" + rest) == expected);
  const Folder folder;
  const std::string pipe = folder / "pipe";
  CHECK(told(fmt::format("mkfifo {0}; cat {1} > {0} & cordon sessions --cloudtrail {0}{2}", pipe,
                         logs, rest)) == expected);
}

TEST_CASE("sessions: when the snapshot was taken") {
  const Folder folder;
  const std::string log = folder.file("log.json", kDeletedKey);
  const std::string account = folder.file("account.json", kBobsAccount);
  const auto yaml = [&](const Words& more) {
    Words words{"--cloudtrail", log, "--key", "AKIABOB", "--account", account, "--format", "yaml"};
    words.insert(words.end(), more.begin(), more.end());
    return sessions(words);
  };
  const ProgramRun undated = yaml({});
  CHECK(undated.exit_code == 0);
  CHECK(undated.err.contains("warning: the events are applied on top of the account snapshot"));
  CHECK(undated.out.contains("# the events are applied on top of the account snapshot"));
  CHECK(!undated.out.contains("\nsnapshotAt"));
  const ProgramRun dated = yaml({"--snapshot-at", "2024-01-01T12:00:00Z"});
  CHECK(dated.exit_code == 0);
  CHECK(dated.err == "");
  CHECK(dated.out.contains("\nsnapshotAt: 2024-01-01T12:00:00Z\n"));
  CHECK(!dated.out.contains("on top of"));
}

TEST_CASE("sessions: a bar of progress") {
  CHECK(progress_line("reading", 0, 8) ==
        "reading [........................................]   0%");
  CHECK(progress_line("reading", 6, 8) ==
        "reading [##############################..........]  75%");
  // A file that grew meanwhile, and nothing to do at all.
  CHECK(progress_line("reading", 9, 8).ends_with("] 100%"));
  CHECK(progress_line("reading", 0, 0).ends_with("] 100%"));
}

TEST_CASE("sessions: what can't be asked") {
  struct Row {
    Words arguments;
    std::string error;
  };
  const Row rows[] = {
      {{"--cloudtrail", kLog}, "expected --key or --user"},
      {{"--key", "AKIA1"}, "--cloudtrail is required"},
      {{"--cloudtrail", kLog, "--key", "AKIANOBODY"},
       "the key `AKIANOBODY` is in no record: check the key and the files"},
      {{"--cloudtrail", kLog, "--user", "eve"}, "--user: `eve` is no ARN of a user"},
      {{"--cloudtrail", kLog, "--user", "arn:aws:iam::111122223333:user/eve"},
       "a credential of `arn:aws:iam::111122223333:user/eve` is in no record: check the ARN"},
      {leaked_key(kLog, {"--user", "arn:aws:iam::111122223333:user/eve"}),
       "is in no record from 2017-08-15T09:00:00Z on: check the ARN and the files, and the "
       "stretch"},
      {leaked_key(kLog, {"--to", "2017-08-15T09:00:01Z"}),
       "the key `AKIAIOSFODNN7EXAMPLE` is in no record from 2017-08-15T09:00:00Z on until "
       "2017-08-15T09:00:01Z: check the key"},
      {{"--cloudtrail", kLog, "--key", "AKIA1", "--from", ""}, "--from: expected a time"},
      {leaked_key(kLog, {"--to", ""}), "--to: expected a time"},
      {leaked_key(kLog, {"--snapshot-at", ""}), "--snapshot-at: expected a time"},
      {leaked_key(kLog, {"--snapshot-at", "noon"}), "--snapshot-at: `noon` is no time"},
      {leaked_key(kLog, {"--to", "noon"}), "--to: `noon` is no time"},
      {leaked_key(kLog, {"--account", "nothing.json"}), "nothing.json`: no such file"},
      {leaked_key(kLog, {"--account", kFolder + "/expected.json"}), "does not tell its account"},
  };
  for (const Row& row : rows) {
    const ProgramRun run = sessions(row.arguments);
    CHECK(run.exit_code == 2);
    CHECK(run.err.contains(row.error));
  }
}

}  // namespace
}  // namespace cordon::support
