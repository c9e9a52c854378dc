// `cordon plan` through the built program: the formats, the exit codes, and what hostile names
// can't do to a shell.
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/plan/aws_command.h"
#include "cli/plan/formats.h"
#include "doctest/doctest.h"
#include "grammar/text.h"
#include "tests/support/file.h"
#include "tests/support/hostile_incident.h"
#include "tests/support/judged.h"
#include "tests/support/run_program.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kFile = "fixtures/incidents/2017-leaked-key/incident.yaml";

ProgramRun run(const Words& arguments, const ProgramInput& input = {}) {
  auto result = run_program(arguments, input);
  REQUIRE(result);
  return *std::move(result);
}

TEST_CASE("plan: exit codes") {
  struct Row {
    std::string_view name;
    Words arguments;
    int exit_code;
    std::string_view out, err;
  };
  const Row rows[] = {
      {"proved", {std::string(kFile)}, 0, "3 STEPS CONTAIN IT", ""},
      {"contained already",
       {"fixtures/incidents/contained/incident.yaml"},
       0,
       "CONTAINED: NOTHING TO DO",
       ""},
      {"no plan",
       {"fixtures/incidents/2017-remedy-delete-user/incident.yaml"},
       1,
       "NO PLAN FOUND THAT IS PROVED TO CONTAIN IT",
       ""},
      {"no such file", {"no-such-file"}, 2, "", "no-such-file"},
      {"a time without zone", {std::string(kFile), "--at", "2017-08-15T12:00:00"}, 2, "", "--at: "},
      {"too early",
       {std::string(kFile), "--at", "2017-08-15T11:00:00Z"},
       2,
       "",
       "the incident goes on up to 2017-08-15T12:00:00Z"},
      {"no incident", {"fixtures/incidents/2017-leaked-key/account.json"}, 2, "", "error"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Words arguments{"plan"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    const ProgramRun result = run(arguments);
    CHECK(result.exit_code == row.exit_code);
    CHECK(result.out.contains(row.out));
    CHECK(result.err.contains(row.err));
    CHECK(result.err.empty() == row.err.empty());
  }
}

TEST_CASE("plan: JSON is as its schema says") {
  Words texts;
  for (const std::filesystem::path& file : files_below("fixtures/incidents", {".yaml"})) {
    if (file.filename() != "incident.yaml") continue;
    texts.push_back(run({"plan", file.string(), "--format", "json"}).out);
  }
  CHECK(texts.size() >= 8);
  const auto complaints = json_schema_complaints("cordon.plan.v1.json", texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i].substr(0, 100));
    CHECK(complaints[i] == "");
  }
  if (!has_json_validator()) return;
  CHECK(json_schema_complaint("cordon.plan.v1.json", R"({"schema":"cordon.plan.v1"})") != "");
}

TEST_CASE("plan: from a leaked key and a folder of logs") {
  const std::string trail = "fixtures/trails/2017-leaked-key";
  const ProgramRun sessions =
      run({"sessions", "--cloudtrail", trail + "/AWSLogs", "--key", "AKIAIOSFODNN7EXAMPLE",
           "--account", trail + "/account.json", "--format", "yaml"});
  const ProgramRun planned = run({"plan", "-"}, {.standard_input = sessions.out});
  CHECK(planned.exit_code == 0);
  for (const std::string_view part :
       {"AccessKeyId: AKIABACKUPEXAMPLE001", "iam:DeleteLoginProfile",
        "iam:RemoveRoleFromInstanceProfile", "closes: ASIACONSOLEEXAMPLE01"}) {
    CAPTURE(part);
    CHECK(planned.out.contains(part));
  }
}

// The verdict of `cordon contain` on an incident file with a plan's steps.
std::string verdict_with_plan(const std::string& text) {
  const ProgramRun planned = run({"plan", "-", "--format", "incident"}, {.standard_input = text});
  CHECK(planned.err == "");
  const ProgramRun judged =
      run({"contain", "-", "--expect", "contained"}, {.standard_input = planned.out});
  return judged.err + judged.out.substr(0, judged.out.find("\n  "));
}

TEST_CASE("plan: the incident file with the steps is contained") {
  const std::string folder = "fixtures/incidents/2017-leaked-key";
  const ProgramRun planned = run({"plan", std::string(kFile), "--format", "incident"});
  const std::string before = *read_file(kFile);
  // Comments and layout stay: lines were added, none was changed.
  CHECK(planned.out.size() > before.size());
  std::string rest = planned.out;
  for (const std::string_view line : split_lines(before)) {
    const std::size_t at = rest.find(std::string(line) + "\n");
    REQUIRE(at != std::string::npos);
    rest.erase(0, at + line.size());
  }
  const std::string account = *read_file(folder + "/account.json");
  const auto with_account = [&](std::string text) {
    const std::size_t at = text.find("account.json");
    return text.replace(at, std::string("account.json").size(),
                        account.substr(0, account.find_last_not_of('\n') + 1));
  };
  CHECK(verdict_with_plan(with_account(before)).ends_with("\nCONTAINED"));
}

TEST_CASE("plan: events are added to an incident file of any layout") {
  const std::string account(incident::kAccount);
  const std::string known = "credentialsKnownUntil: 2024-01-01T12:00:00Z\n";
  const std::string key = fmt::format("credentials:\n{}", incident::kKey);
  const std::string read = "{at: 2024-01-01T11:00:00Z, call: iam:GetUser}";
  const std::string block = fmt::format(
      "{}{}events:\n    - at: 2024-01-01T11:00:00Z\n      call: "
      "iam:GetUser\n\n# that was it\n{}",
      account, known, key);
  const std::string rows[] = {
      account + known + key,
      account + known + key.substr(0, key.size() - 1),
      account + known + key + "events: []\n",
      account + known + key + "events:\n- " + read + "\n",
      account + known + key + "events: [" + read + "]\n",
      account + known + "events: [" + read + "]\n" + key,
      account + known + "events:\n- " + read + "\n- " + read + " # the last\n" + key,
      block,
      account + known + key + "...\n",
      account + known + key + "events: null\n",
  };
  for (const std::string& text : rows) {
    CAPTURE(text.substr(account.size()));
    CHECK(verdict_with_plan(text).ends_with("CONTAINED"));
  }
}

// Runs a script with a command `aws` that writes its words, one a line, each between brackets, and
// is somebody in account 111122223333; what deletes fails.
ProgramRun run_script(const std::string& script, std::string_view before) {
  constexpr std::string_view kAws = R"sh(aws() {
  case "$1 $2" in
    "sts get-caller-identity") echo 111122223333 ;;
    *) printf '[%s]\n' "$@" ;;
  esac
  case "$2" in delete-*) return 1 ;; esac
}
)sh";
  const auto result = run_command({"sh", "-c", fmt::format("{}{}\n{}", kAws, before, script)});
  REQUIRE(result);
  return *result;
}

std::string words_of(const std::string& command) {
  const ProgramRun result = run_script(command, "PLAN_IS_LATE=accepted");
  return result.out + result.err;
}

TEST_CASE("plan: a value is one word of its command, whatever it is") {
  const std::string values[] = {"a",
                                "",
                                "it's",
                                "a b",
                                "$(touch /tmp/cordon-hostile)",
                                "`id`",
                                "a\nb\n",
                                "\"",
                                "\\",
                                "'; rm -rf x; '",
                                "*",
                                "~",
                                "#no comment",
                                "{\"a\": \"b\"}",
                                "\t",
                                "$HOME",
                                "--profile",
                                "-",
                                "!",
                                std::string(kHostile)};
  for (const std::string& value : values) {
    CAPTURE(value);
    CHECK(words_of("aws " + shell_quoted(value)) == fmt::format("[{}]\n", value));
  }
}

std::string script_of(std::string_view credentials, std::string_view more) {
  const incident::Judged judged = incident::judged(credentials, "", more);
  const auto plan = make_plan(judged.read.incident,
                              {.at = *parse_time("2024-01-01T12:00:00Z"), .most_judgements = {}});
  REQUIRE(plan);
  return plan_script({*plan, judged.read.inputs}, Painter(false));
}

TEST_CASE("plan: hostile names reach no shell and no terminal") {
  const incident::Judged judged = hostile_incident();
  const auto plan = make_plan(judged.read.incident, {});
  REQUIRE(plan);
  REQUIRE(!plan->steps.empty());
  const MadePlan made{*plan, judged.read.inputs};
  CHECK(!plan_text(made, Painter(false)).contains('\x1b'));
  const std::string key = fmt::format(
      "- {{id: key, kind: access-key, accessKeyId: \"'$(echo pwned)`echo pwned`\\n\\\"{}\", "
      "principal: \"arn:aws:iam::111122223333:user/bob\"}}\n",
      "; echo pwned #");
  const std::string script = script_of(key, "");
  CHECK(script.contains("aws iam delete-access-key"));
  CHECK(words_of(script).starts_with(
      "[iam]\n[delete-access-key]\n[--user-name]\n[bob]\n[--access-key-id]\n"
      "['$(echo pwned)`echo pwned`\n\"; echo pwned #]\n"));
  const std::string dashed =
      "- {id: key, kind: access-key, accessKeyId: --profile, principal: "
      "\"arn:aws:iam::111122223333:user/bob\"}\n";
  CHECK(words_of(script_of(dashed, "")).contains("[--access-key-id=--profile]\n"));
}

TEST_CASE("plan: the id of a policy that is created is AWS's answer") {
  const std::string script = script_of(
      "- {id: root, kind: access-key, principal: \"arn:aws:iam::111122223333:root\"}\n",
      "credentialsKnownUntil: 2024-01-01T12:00:00Z\norganization:\n  managementAccount: "
      "\"999999999999\"\n  targets:\n    r-ab12: {policies: "
      "[p-FullAWSAccess]}\n    \"111122223333\": {parent: r-ab12, policies: [p-FullAWSAccess]}\n");
  CHECK(script.contains("policy_1=$(aws organizations create-policy \\\n"));
  CHECK(script.contains("  --query Policy.PolicySummary.Id \\\n  --output text) || failed=1\n"));
  CHECK(words_of(script).contains("[attach-policy]\n[--policy-id]\n[[organizations]\n"));
}

TEST_CASE("plan: a script is for its time and account, and one step keeps no other back") {
  const std::string script = script_of(
      "- {id: key, kind: access-key, accessKeyId: AKIAAAAAAAAAAAAAAAAA, principal: "
      "\"arn:aws:iam::111122223333:user/bob\"}\n",
      "credentialsKnownUntil: 2024-01-01T11:00:00Z\nsnapshotAt: 2024-01-01T11:00:00Z\n");
  const ProgramRun late = run_script(script, "");
  CHECK(late.exit_code == 1);
  CHECK(late.out == "");
  CHECK(late.err.contains("make it again with --at"));
  const ProgramRun run_now = run_script(script, "PLAN_IS_LATE=accepted");
  CHECK(run_now.exit_code == 1);  // the key was gone already
  CHECK(run_now.out.contains("[delete-access-key]\n"));
  std::string elsewhere = script;
  for (std::size_t at = 0; (at = elsewhere.find("in_account 1", at)) != std::string::npos; ++at) {
    elsewhere.replace(at, 23, "in_account 444455556666");
  }
  const ProgramRun other = run_script(elsewhere, "PLAN_IS_LATE=accepted");
  CHECK(other.exit_code == 1);
  CHECK(other.out == "");
  CHECK(other.err.contains("left out: a step in account 444455556666"));
}

TEST_CASE("plan: steps to come tell nothing of what was made before them") {
  const std::string text =
      "account: {UserDetailList: [{UserName: bob, Arn: \"arn:aws:iam::111122223333:user/bob\", "
      "UserPolicyList: [{PolicyName: p, PolicyDocument: {Version: \"2012-10-17\", Statement: "
      "{Effect: Allow, Action: \"s3:GetObject\", Resource: \"*\"}}}]}]}\n"
      "assumptions: {resourcePolicies: complete, otherAccounts: closed}\n"
      "snapshotAt: 2024-01-01T12:00:00Z\n"
      "credentials:\n- {id: key, kind: access-key, accessKeyId: AKIAAAAAAAAAAAAAAAAA, principal: "
      "\"arn:aws:iam::111122223333:user/bob\"}\n";
  const ProgramRun planned =
      run({"plan", "-", "--at", "2024-01-05T00:00:00Z"}, {.standard_input = text});
  CHECK(planned.exit_code == 0);
  CHECK(planned.out.contains("iam:DeleteAccessKey"));
  CHECK(planned.out.contains("AWSRevokeOlderSessions"));
}

TEST_CASE("plan: only commands are wider than a terminal") {
  for (const std::filesystem::path& file : files_below("fixtures/incidents", {".yaml"})) {
    if (file.filename() != "incident.yaml") continue;
    CAPTURE(file.string());
    const ProgramRun result = run({"plan", file.string()});
    for (const std::string_view line : split_lines(result.out)) {
      CAPTURE(line);
      CHECK((display_width(line) <= 80 || line.starts_with("         --policy-document ")));
    }
  }
}

}  // namespace
}  // namespace cordon::support
