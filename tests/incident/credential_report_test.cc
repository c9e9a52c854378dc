// Credential reports: what is read, what is said of broken ones, and that nothing in one makes a
// credential look deader.
#include "engine/incident/world/credential_report.h"

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "engine/incident/report.h"
#include "tests/support/json_dump.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kHeader =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_2_active\n";

// A line under that header.
std::string user(std::string_view name, std::string_view password, std::string_view mfa,
                 std::string_view key1, std::string_view key2,
                 std::string_view created = "2023-01-01T00:00:00+00:00",
                 std::string_view changed = "2023-01-02T00:00:00+00:00") {
  return fmt::format("{0},arn:aws:iam::111122223333:user/{0},{1},{2},N/A,{3},N/A,{4},{5},N/A,{6}\n",
                     name, created, password, changed, mfa, key1, key2);
}

SourcePtr source(std::string_view text) { return std::make_shared<Source>("t", std::string(text)); }

std::string word(const Reported<bool>& reported) {
  return !reported.value ? "?" : *reported.value ? "yes" : "no";
}

std::string dump(const ReportedCredentials& report) {
  std::string text;
  for (const ReportedUser& user : report.users) {
    text += fmt::format("{}{}: password {} mfa {} keys {} {} created {}\n", user.name,
                        user.is_root() ? " (root)" : "", word(user.password), word(user.mfa),
                        word(user.keys[0]), word(user.keys[1]),
                        user.created.value ? to_string(*user.created.value) : "?");
  }
  return text;
}

TEST_CASE("a credential report as AWS writes it") {
  const std::string text = fmt::format(
      "{}<root_account>,arn:aws:iam::111122223333:root,2022-01-01T00:00:00+00:00,not_supported,"
      "no_information,not_supported,not_supported,FALSE,false,N/A,true\r\n{}{}",
      kHeader, user("alice", "TRUE", "true", "true", "FALSE"),
      user("bob", "no_information", "N/A", "N/A", "not_supported", "N/A"));
  const ReportedCredentialsResult result = read_credential_report(source(text), "");
  CHECK(test::lines(result.diagnostics) == "");
  CHECK(dump(result.report) ==
        "<root_account> (root): password ? mfa no keys no yes created 2022-01-01T00:00:00Z\n"
        "alice: password yes mfa yes keys yes no created 2023-01-01T00:00:00Z\n"
        "bob: password ? mfa ? keys ? ? created ?\n");
}

TEST_CASE("columns are known by name, and may be missing") {
  const auto read = [](std::string_view text) {
    return dump(read_credential_report(source(text), "").report);
  };
  CHECK(read("arn,new_column,mfa_active,user\narn:aws:iam::111122223333:user/a,x,true,a\n") ==
        "a: password ? mfa yes keys ? ? created ?\n");
  CHECK(read("\"user\",\"arn\"\n\"a,b\",\"arn:aws:iam::111122223333:user/a,b\"\n") ==
        "a,b: password ? mfa ? keys ? ? created ?\n");
}

struct Row {
  std::string text;
  std::string_view users;  // names
  std::string_view diagnostics;
  std::string_view account;
};

TEST_CASE("what is wrong with a report is said with its place, and the rest is read") {
  const std::string header(kHeader);
  const std::string good = user("alice", "true", "true", "true", "false");
  const Row rows[] = {
      {"", "", "1:1: error: this is no credential report: it is empty"},
      {"\n\n", "", "1:1: error: this is no credential report: it is empty"},
      {"dXNlcixhcm4K", "",
       "1:1: error: this is no credential report: the first line has no column `user`"},
      {"user,name\na,b\n", "",
       "1:1: error: this is no credential report: the first line has no column `arn`"},
      {good, "", "1:1: error: this is no credential report: the first line has no column `user`"},
      {"user,arn,user\na,arn:aws:iam::111122223333:user/a,b\n", "a ",
       "1:10: error: the column `user` stands twice: the first one counts"},
      {header + "alice,arn:aws:iam::111122223333:user/alice\n" + good, "alice ",
       "2:1: error: 2 fields where the first line has 11: the line is not read"},
      {header + good.substr(0, good.size() - 1) + ",more\n", "",
       "2:1: error: 12 fields where the first line has 11: the line is not read"},
      {header + "\"alice,arn\n" + good, "alice ",
       "2:1: error: this quote is not closed on its line: the line is not read"},
      {header + good + good, "alice ",
       "3:1: error: user `alice` is listed twice: the first one counts"},
      {header + "eve,somebody,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A\n" + good, "alice ",
       "2:5: error: `somebody` is no ARN of a user: the line is not read"},
      {header + user("a", "maybe", "true", "true", "false"), "a ",
       "2:62: error: expected TRUE or FALSE, found `maybe`: it is taken as not told"},
      {header + user("a", "true", "true", "true", "false", "yesterday"), "a ", "2:36: error: "},
      {header + good, "",
       "2:7: error: this belongs to account 111122223333, but the report is given "
       "for account 444455556666",
       "444455556666"},
      {header + "\xff\n" + good, "alice ", "2:1: error: this is no UTF-8: the line is not read"},
      {header + std::string(70'000, 'a') + "\n" + good, "alice ",
       "2:1: error: this line has 70000 bytes, the limit is 65536: it is not read"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.diagnostics);
    const ReportedCredentialsResult result = read_credential_report(source(row.text), row.account);
    std::string users;
    for (const ReportedUser& one : result.report.users) users += one.name + " ";
    CHECK(users == row.users);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(test::lines(result.diagnostics).starts_with(row.diagnostics));
  }
}

TEST_CASE("a file of the wrong kind is not told line by line") {
  std::string text(kHeader);
  for (int i = 0; i < 100'000; ++i) text += "x\n";
  const ReportedCredentialsResult result = read_credential_report(source(text), "");
  CHECK(result.diagnostics.size() == 101);
  CHECK(result.diagnostics.back().message == "99900 more problems in this report");
}

// Incidents with one user and what is held of it; `report` is YAML.
struct Judged {
  IncidentResult read;
  std::string verdicts;
};

Judged judged(std::string_view snapshot, std::string_view credentials, const std::string& csv,
              std::string_view report = "credentialReport: report.csv") {
  const LoadFile load = [&](std::string_view path) -> std::expected<SourcePtr, Error> {
    if (path == "report.csv") return source(csv);
    return std::unexpected(Error{fmt::format("no `{}`", path)});
  };
  const std::string text = fmt::format(
      "account:\n  UserDetailList: [{{UserName: bob, Arn: \"arn:aws:iam::111122223333:user/bob\", "
      "CreateDate: 2023-01-01T00:00:00Z, UserPolicyList: [{{PolicyName: p, PolicyDocument: "
      "{{Statement: {{Effect: Allow, Action: s3:ListAllMyBuckets, Resource: \"*\"}}}}}}]}}]\n{}\n"
      "{}\ncredentials:\n{}",
      snapshot, report, credentials);
  Judged result{read_incident(std::make_shared<Source>("incident.yaml", text), load), ""};
  const Report verdicts = judge(result.read.incident);
  for (const auto& credential : verdicts.credentials) {
    result.verdicts += fmt::format("{}{}", result.verdicts.empty() ? "" : " ",
                                   to_string(credential.timeline.front().what.verdict));
  }
  return result;
}

constexpr std::string_view kHeld =
    "- {id: k, kind: access-key, accessKeyId: AKIA1, principal: "
    "\"arn:aws:iam::111122223333:user/bob\"}\n";
constexpr std::string_view kPassword =
    "- {id: pw, kind: console-password, principal: \"arn:aws:iam::111122223333:user/bob\", "
    "setAt: 2023-01-02T00:00:00Z}\n";
constexpr std::string_view kToken =
    "- {id: t, kind: get-session-token, principal: \"arn:aws:iam::111122223333:user/bob\", "
    "issuedAt: 2022-12-31T00:00:00Z, expiresAt: 2099-01-01T00:00:00Z, mfaAt: "
    "2022-12-31T00:00:00Z}\n";

TEST_CASE("a report is held against snapshot and credentials, and kills nothing") {
  struct Use {
    std::string_view name;
    std::string_view snapshot;
    std::string_view credentials;
    std::string csv;
    std::string_view diagnostics;
  };
  const std::string two_keys =
      "  AccessKeyMetadata: [{UserName: bob, AccessKeyId: AKIA1, Status: Active}, {UserName: bob, "
      "AccessKeyId: AKIA2, Status: Active}]";
  const std::string login = "  LoginProfiles: [{UserName: bob}]";
  const Use rows[] = {
      {"all fits", "", kHeld, user("bob", "false", "false", "true", "false"), ""},
      {"all fits, with MFA", "", kPassword, user("bob", "true", "true", "false", "false"), ""},
      {"no active key, but one is held", "", kHeld, user("bob", "false", "false", "false", "false"),
       "2:112: warning: user `bob` has no active access key here, and one is held: what is held "
       "counts as active"},
      {"whether there are active keys is not told", "", kHeld,
       user("bob", "false", "false", "N/A", "N/A"), ""},
      {"a key that nobody named", "", kHeld, user("bob", "false", "false", "true", "true"),
       "2:112: warning: user `bob` has 2 active access keys, of which 1 is known by id: nothing is "
       "said of the other"},
      {"both keys are listed", two_keys, kHeld, user("bob", "false", "false", "true", "true"), ""},
      {"the list has more", two_keys, kHeld, user("bob", "false", "false", "true", "false"),
       "2:112: warning: the report has 1 active access key of user `bob`, `AccessKeyMetadata` has "
       "2: the latter counts"},
      {"no password, but one is held", "", kPassword,
       user("bob", "false", "true", "false", "false"),
       "2:66: warning: user `bob` has no console password here, and `pw` is held: it counts as "
       "working"},
      {"no password, but one is listed", login, kHeld,
       user("bob", "false", "true", "true", "false"),
       "2:66: warning: user `bob` has a console password as `LoginProfiles` has it: it counts as "
       "having one"},
      {"a later password", "", kPassword,
       user("bob", "true", "true", "false", "false", "2023-01-01T00:00:00Z",
            "2023-06-01T00:00:00Z"),
       "2:70: warning: the console password of user `bob` was set later than `pw` "
       "(2023-01-02T00:00:00Z): the latter counts as working"},
      {"made with MFA by a user without; issued before its user", "", kToken,
       user("bob", "false", "false", "false", "false"),
       "2:40: warning: user `bob` is younger than its credential `t`, issued at "
       "2022-12-31T00:00:00Z"},
      {"a namesake", "", kHeld,
       user("bob", "false", "false", "false", "false", "2024-01-01T00:00:00Z"),
       "2:40: warning: user `bob` was created at 2023-01-01T00:00:00Z as the snapshot has it: this "
       "is another one, and not used"},
      {"a user that the snapshot lacks", "", kHeld,
       user("bob", "false", "false", "true", "false") + user("eve", "true", "true", "true", "true"),
       "3:1: warning: user `eve` is not in the snapshot: this is not used"},
      {"a report without the user", "", kHeld, user("eve", "true", "true", "true", "true"),
       "1:1: warning: the report does not tell of user `bob`, whose credential `k` is held"},
  };
  for (const Use& row : rows) {
    CAPTURE(row.name);
    const Judged with = judged(row.snapshot, row.credentials, std::string(kHeader) + row.csv);
    const Judged without = judged(row.snapshot, row.credentials, "", "");
    CHECK(with.verdicts == "live");
    CHECK(with.verdicts == without.verdicts);
    CHECK(!has_errors(with.read.diagnostics));
    const std::string said = test::lines(with.read.diagnostics);
    INFO(said);
    CHECK(said.contains(row.diagnostics));
    CHECK(said.empty() == row.diagnostics.empty());
    REQUIRE(with.read.inputs.size() == 2);
    CHECK(with.read.inputs[1].source->name() == "t");
  }
}

TEST_CASE("what a report tells of passwords is kept, where the snapshot tells nothing") {
  const auto login = [](std::string_view password) {
    const Judged result =
        judged("", kHeld, std::string(kHeader) + user("bob", password, "false", "true", "false"));
    const auto told =
        result.read.incident.snapshot.accounts.begin()->second.users.begin()->second.login_profile;
    return told ? *told ? "yes" : "no" : "not told";
  };
  CHECK(login("true") == std::string_view("yes"));
  CHECK(login("false") == std::string_view("not told"));
  CHECK(login("N/A") == std::string_view("not told"));
}

TEST_CASE("the JSON of the command, in a file, in place, and by account") {
  // user,arn\nbob,arn:aws:iam::111122223333:user/bob\n and the same with a field too many
  const std::string good = "dXNlcixhcm4KYm9iLGFybjphd3M6aWFtOjoxMTExMjIyMjMzMzM6dXNlci9ib2IK";
  const auto said = [&](std::string_view csv, std::string_view report) {
    return test::lines(judged("", kHeld, std::string(csv), report).read.diagnostics);
  };
  const std::string json = fmt::format(
      R"({{"Content": "{}", "ReportFormat": "text/csv", "GeneratedTime": "2024-01-01"}})", good);
  CHECK(said(json, "credentialReport: report.csv") == "");
  CHECK(said("", "credentialReport: " + json) == "");
  CHECK(said(json, "credentialReports: {\"111122223333\": report.csv}") == "");
  CHECK(
      said(json, "credentialReports: {\"444455556666\": report.csv}")
          .contains("2:5: error: this belongs to account 111122223333, but the report is given for "
                    "account 444455556666"));
  CHECK(said("", "credentialReports: [report.csv]").contains("has to be an object by account id"));
  CHECK(said("", "credentialReport: gone.csv").contains("no `gone.csv`"));
  CHECK(said("{", "credentialReport: report.csv").contains("error"));
  CHECK(said(R"({"Content": 1})", "credentialReport: report.csv")
            .contains("expected an object with `Content`"));
  CHECK(said(R"({"Content": "?"})", "credentialReport: report.csv")
            .contains("1:13: error: `Content` has to be base64"));
  CHECK(said(R"({"Content": "", "ReportFormat": "xml"})", "credentialReport: report.csv")
            .contains("`ReportFormat` has to be `text/csv`"));
  CHECK(said("", "credentialReport: 12").contains("expected an object with `Content`"));
  // dXNlcixhcm4KYSxiLGMK is user,arn\na,b,c\n: places inside of the string.
  CHECK(said(R"({"Content": "dXNlcixhcm4KYSxiLGMK"})", "credentialReport: report.csv")
            .contains("1:13 > 2:1: error: 3 fields where the first line has 2"));
}

}  // namespace
}  // namespace cordon::incident
