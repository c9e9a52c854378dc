// Users and roles that most policies do not tell apart are asked about once: where something does
// tell them apart, each has its own answer.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "engine/incident/report.h"
#include "tests/support/large_incident.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kRoot = "arn:aws:iam::111122223333:root";

std::string user(std::string_view name, std::string_view statement) {
  return fmt::format(
      R"({{"UserName":"{0}","UserId":"AIDA{0:A>17}","Arn":"arn:aws:iam::111122223333:user/{0}","UserPolicyList":[{{"PolicyName":"own","PolicyDocument":{{"Version":"2012-10-17","Statement":[{1}]}}}}]}})",
      name, statement);
}

std::string role(std::string_view name, std::string_view trusted, std::string_view more = "") {
  return fmt::format(
      R"({{"RoleName":"{0}","RoleId":"AROA{0:A>17}","Arn":"arn:aws:iam::111122223333:role/{0}","InstanceProfileList":[],"RolePolicyList":[{{"PolicyName":"own","PolicyDocument":{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}}}}],"AssumeRolePolicyDocument":{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{1}"}},"Action":"sts:AssumeRole"{2}}}}}}})",
      name, trusted, more);
}

// What bob's session token reaches by statements of his own, in the order of names.
std::string reached(std::string_view statements, std::string_view more = "") {
  const std::string text = fmt::format(
      R"({{"account":{{"UserDetailList":[{0},{1},{2}],"GroupDetailList":[],"Policies":[],"RoleDetailList":[{3},{4},{5},{6}]}},{7}"credentials":[{{"id":"bob","kind":"access-key","accessKeyId":"AKIAAAAAAAAAAAAAAAAA","principal":"arn:aws:iam::111122223333:user/bob"}}],"events":[{{"at":"2024-01-01T12:00:00Z","call":"iam:TagUser","parameters":{{"UserName":"bob","Tags":[]}}}}],"tolerate":["sts:GetCallerIdentity"]}})",
      user("alice", ""), user("bob", statements), user("carol", ""), role("a", kRoot),
      role("b", kRoot), role("c", kRoot, R"(,"Condition":{"Bool":{"aws:SecureTransport":"true"}})"),
      role("other", "arn:aws:iam::111122223333:user/alice"), more);
  const IncidentResult read = support::read_incident_text(text);
  for (const Diagnostic& diagnostic : read.diagnostics) INFO(to_line(diagnostic));
  REQUIRE(read.usable);
  const Report report = judge(read.incident);
  std::vector<std::string> names;
  for (const CredentialReport& one : report.reached) {
    const std::string& id = one.credential->id;
    if (one.credential->parent == "bob" && !id.contains("token of")) names.push_back(id.substr(6));
  }
  std::ranges::sort(names);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string allow(std::string_view action, std::string_view resource) {
  return fmt::format(R"({{"Effect":"Allow","Action":"{}","Resource":"{}"}})", action, resource);
}

TEST_CASE("alike targets: each has its own answer where something tells them apart") {
  const std::string assume = allow("sts:AssumeRole", "*");
  const std::string keys = allow("iam:CreateAccessKey", "*");
  const auto deny = [](std::string_view element, std::string_view resource,
                       std::string_view condition = "") {
    return fmt::format(R"(,{{"Effect":"Deny","Action":"*","{}":"{}"{}}})", element, resource,
                       condition);
  };
  const auto limit = [](std::string_view type, std::string_view statement) {
    return fmt::format(
        R"("organization":{{"managementAccount":"999999999999","policies":{{"p-x":{{"type":"{}","document":{{"Version":"2012-10-17","Statement":{}}}}}}},"targets":{{"r-ab12":{{"policies":["p-FullAWSAccess"]}},"111122223333":{{"parent":"r-ab12","policies":["p-FullAWSAccess","p-x"]}}}}}},)",
        type, statement);
  };
  struct Row {
    std::string_view name;
    std::string statements;
    std::string more;
    std::string_view expected;
  };
  const std::string_view all_keys = "key of user/alice, key of user/bob, key of user/carol";
  const Row rows[] = {
      {"all roles that let the account in", assume, "", "role/a, role/b, role/c"},
      {"one that is allowed", allow("sts:AssumeRole", "arn:aws:iam::*:role/b"), "", "role/b"},
      {"one that is denied", assume + deny("Resource", "arn:aws:iam::*:role/b"), "",
       "role/a, role/c"},
      {"all but one denied", assume + deny("NotResource", "arn:aws:iam::*:role/b"), "", "role/b"},
      {"one that an SCP denies", assume,
       limit("scp", R"({"Effect":"Deny","Action":"sts:*","Resource":"arn:aws:iam::*:role/a"})"),
       "role/b, role/c"},
      {"one that an RCP denies", assume,
       limit(
           "rcp",
           R"({"Effect":"Deny","Principal":"*","Action":"sts:*","Resource":"arn:aws:iam::*:role/a"})"),
       "role/b, role/c"},
      {"keys of all users", keys, "", all_keys},
      {"of those that a pattern names", allow("iam:CreateAccessKey", "arn:aws:iam::*:user/*a*"), "",
       "key of user/alice, key of user/carol"},
      {"the caller's own", allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}"), "",
       "key of user/bob"},
      {"all but the caller's own", keys + deny("Resource", "arn:aws:iam::*:user/${aws:username}"),
       "", "key of user/alice, key of user/carol"},
      {"a variable that nobody told",
       keys + deny("Resource", "arn:aws:iam::*:user/${aws:PrincipalTag/no}"), "", all_keys},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(reached(row.statements, row.more) == row.expected);
  }
}

}  // namespace
}  // namespace cordon::incident
