// No command writes its result over what it was made of, whatever the file is called there; and
// what was only looked at is no input.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAccount =
    R"({"UserDetailList":[{"UserName":"bob","Arn":"arn:aws:iam::111122223333:user/bob"}]})";
constexpr std::string_view kIncident =
    "incident: x\naccount: account.json\ncredentials:\n  - {id: k, kind: access-key, principal: "
    "\"arn:aws:iam::111122223333:user/bob\"}\nexpect: contained\n";
constexpr std::string_view kPolicy =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}})";
constexpr std::string_view kCase =
    R"({"principal":"*","action":"s3:GetObject","policies":{"resource":[]}})";

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("cordon-overwrite-{}", ::getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    REQUIRE(write_file(path_ / "account.json", kAccount));
    REQUIRE(write_file(path_ / "incident.yaml", kIncident));
    REQUIRE(write_file(path_ / "policy.json", kPolicy));
    REQUIRE(write_file(path_ / "case.jsonl", kCase));
    fs::create_symlink("account.json", path_ / "link.json");
    fs::create_hard_link(path_ / "account.json", path_ / "hard.json");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] ProgramRun run(const std::string& command) const {
    auto run = run_command({"sh", "-c", "cordon " + command}, {.directory = path_.string()});
    REQUIRE(run);
    return *std::move(run);
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    return read_file(path_ / name).value_or("gone");
  }

 private:
  fs::path path_;
};

TEST_CASE("a result never overwrites an input") {
  const Folder folder;
  struct Row {
    std::string command;
    std::string file;  // that is refused
  };
  const Row rows[] = {
      {"contain incident.yaml --output incident.yaml", "incident.yaml"},
      {"contain incident.yaml --format json=./incident.yaml", "./incident.yaml"},
      {"contain incident.yaml --output account.json", "account.json"},
      {"contain incident.yaml --output link.json", "link.json"},
      {"contain incident.yaml --format html=hard.json", "hard.json"},
      {"contain - --output incident.yaml < incident.yaml", "incident.yaml"},
      {"test incident.yaml --output account.json", "account.json"},
      {"test . --output incident.yaml", "incident.yaml"},
      {"lint policy.json --output policy.json", "policy.json"},
      {"lint . --format sarif=policy.json", "policy.json"},
      {"simulate --principal arn:aws:iam::111122223333:user/bob --action s3:GetObject --identity "
       "policy.json --output policy.json",
       "policy.json"},
      {"simulate --batch case.jsonl --output case.jsonl", "case.jsonl"},
      {"diff policy.json policy.json --output policy.json", "policy.json"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.command);
    const ProgramRun run = folder.run(row.command);
    INFO(run.err);
    CHECK(run.exit_code == 2);
    CHECK(run.err.contains(fmt::format("can't write `{}`: it is an input of this run", row.file)));
    CHECK(folder.text("account.json") == kAccount);
    CHECK(folder.text("incident.yaml") == kIncident);
    CHECK(folder.text("policy.json") == kPolicy);
    CHECK(folder.text("case.jsonl") == kCase);
  }
}

TEST_CASE("a result may overwrite what was no input, such as the result of the last run") {
  const Folder folder;
  for (const std::string command :
       {"contain incident.yaml --format json=report.json", "lint . --format json --output l.json",
        "test . --format json --output results.json"}) {
    CAPTURE(command);
    const ProgramRun first = folder.run(command);
    const ProgramRun second = folder.run(command);
    INFO(second.err);
    CHECK(first.exit_code != 2);
    CHECK(second.exit_code == first.exit_code);
    CHECK(second.err == first.err);
  }
}

TEST_CASE("a list of paths that is none does not print secrets") {
  const Folder folder;
  const ProgramRun run =
      folder.run("lint --files-from - <<'END'\naws_secret_access_key = wJalrXUtnFEMIKEY\nEND");
  CHECK(run.exit_code == 2);
  CHECK(run.err.contains("can't read `aws_secret_access_key = ****************`"));
  CHECK(!run.err.contains("wJalr"));
}

}  // namespace
}  // namespace cordon::support
