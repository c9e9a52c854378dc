#include "tests/support/small_incident.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

namespace cordon::support {
namespace {

constexpr std::string_view kUsers[] = {"u0", "u1"};
constexpr std::string_view kRoles[] = {"r0", "r1", "r2"};

// What a user or role may do.
constexpr std::string_view kMay[] = {
    R"({"Effect":"Allow","Action":["sts:AssumeRole","s3:GetObject"],"Resource":"*"})",
    R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
    R"({"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/r1"})",
    R"({"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::111122223333:user/u1"})",
    R"({"Effect":"Allow","Action":["s3:GetObject","sts:AssumeRole"],"Resource":"*","Condition":{"StringEquals":{"aws:userid":"AROAR1:eve"}}})",
    R"({"Effect":"Allow","Action":["s3:Get*","sts:AssumeRole"],"Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2024-01-01T12:30:00Z"}}})",
    R"({"Effect":"Allow","Action":"sts:*","Resource":"*"},{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/r0"})",
};

// Whom a role trusts.
constexpr std::string_view kTrusts[] = {
    R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"})",
    R"("Principal":{"AWS":"arn:aws:iam::111122223333:user/u0"})",
    R"("Principal":{"AWS":"arn:aws:iam::111122223333:role/r0"})",
    R"("Principal":{"AWS":["arn:aws:iam::111122223333:role/r1","arn:aws:iam::111122223333:user/u1"]})",
    R"("Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/r0/eve"})",
    R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Condition":{"StringEquals":{"sts:ExternalId":"ext"}})",
    R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2024-01-01T12:30:00Z"}})",
    R"("Principal":{"AWS":"*"},"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:*/?0"}})",
    R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Condition":{"Null":{"aws:TokenIssueTime":"true"}})",
    R"("Principal":{"Service":"ec2.amazonaws.com"})",
};

std::string document(std::string_view statements) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
}

std::string trust(Choices& choices) {
  return document(
      fmt::format(R"({{"Effect":"Allow",{},"Action":"sts:AssumeRole"}})", choices.of(kTrusts)));
}

std::string policies(Choices& choices) {
  return fmt::format(R"([{{"PolicyName":"work","PolicyDocument":{}}}])",
                     document(choices.of(kMay)));
}

std::string account(Choices& choices) {
  std::vector<std::string> users;
  for (const std::string_view name : kUsers) {
    users.push_back(fmt::format(
        R"({{"UserName":"{0}","UserId":"AIDA{0}","Arn":"arn:aws:iam::111122223333:user/{0}","UserPolicyList":{1}}})",
        name, policies(choices)));
  }
  std::vector<std::string> roles;
  for (const std::string_view name : kRoles) {
    const std::string profile =
        name == "r2"
            ? R"({"InstanceProfileName":"p","Arn":"arn:aws:iam::111122223333:instance-profile/p","Roles":[]})"
            : "";
    roles.push_back(fmt::format(
        R"({{"RoleName":"{0}","RoleId":"AROA{1}","Arn":"arn:aws:iam::111122223333:role/{0}","AssumeRolePolicyDocument":{2},"InstanceProfileList":[{3}],"RolePolicyList":{4}}})",
        name, name == "r1" ? "R1" : name, trust(choices), profile, policies(choices)));
  }
  return fmt::format(R"({{"UserDetailList":[{}],"RoleDetailList":[{}]}})", fmt::join(users, ","),
                     fmt::join(roles, ","));
}

std::string credentials(Choices& choices) {
  std::vector<std::string> held{
      R"({"id":"key","kind":"access-key","accessKeyId":"AKIAAAAAAAAAAAAAAAAA","principal":"arn:aws:iam::111122223333:user/u0"})"};
  if (choices.one_in(2)) {
    held.emplace_back(
        R"({"id":"token","kind":"get-session-token","parent":"key","issuedAt":"2024-01-01T10:00:00Z","duration":"36h"})");
  }
  if (choices.one_in(2)) {
    held.push_back(fmt::format(
        R"({{"id":"session","kind":"assume-role","parent":"key","principal":"arn:aws:sts::111122223333:assumed-role/{}/eve","issuedAt":"2024-01-01T11:30:00Z","duration":"12h"}})",
        choices.of(kRoles)));
  }
  if (choices.one_in(4)) {
    held.emplace_back(
        R"({"id":"node","kind":"instance-profile","principal":"arn:aws:iam::111122223333:role/r2","issuedAt":"2024-01-01T10:00:00Z","renews":true})");
  }
  return fmt::format("[{}]", fmt::join(held, ","));
}

std::string deny(Choices& choices, std::string_view at) {
  if (choices.one_in(3)) return document(R"({"Effect":"Deny","Action":"*","Resource":"*"})");
  if (choices.one_in(6)) return document(R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})");
  return document(fmt::format(
      R"({{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"DateLessThan":{{"aws:TokenIssueTime":"{}"}}}}}})",
      at));
}

// `"call":…,"parameters":…`
std::string step(Choices& choices, std::string_view at) {
  const auto call = [](std::string_view name, std::string_view parameters) {
    return fmt::format(R"("call":"iam:{}","parameters":{{{}}})", name, parameters);
  };
  const std::string user = fmt::format(R"("UserName":"{}")", choices.of(kUsers));
  const std::string role = fmt::format(R"("RoleName":"{}")", choices.of(kRoles));
  switch (choices.below(12)) {
    case 0:
    case 1:
    case 2:
      return call("DeleteAccessKey", R"("UserName":"u0","AccessKeyId":"AKIAAAAAAAAAAAAAAAAA")");
    case 3:
      return call("UpdateAccessKey",
                  R"("UserName":"u0","AccessKeyId":"AKIAAAAAAAAAAAAAAAAA","Status":"Inactive")");
    case 4:
    case 5:
      return call("PutUserPolicy", fmt::format(R"({},"PolicyName":"stop","PolicyDocument":{})",
                                               user, deny(choices, at)));
    case 6:
    case 7:
    case 8:
      return call("PutRolePolicy", fmt::format(R"({},"PolicyName":"stop","PolicyDocument":{})",
                                               role, deny(choices, at)));
    case 9:
      return call("UpdateAssumeRolePolicy",
                  fmt::format(R"({},"PolicyDocument":{})", role, trust(choices)));
    case 10:
      return choices.one_in(2) ? call("DeleteRolePolicy", role + R"(,"PolicyName":"stop")")
                               : call("DeleteRolePolicy", role + R"(,"PolicyName":"work")");
    default:
      return call("RemoveRoleFromInstanceProfile", R"("InstanceProfileName":"p","RoleName":"r2")");
  }
}

std::string events(Choices& choices) {
  std::vector<std::string> steps;
  for (std::size_t left = choices.below(9); left > 0; --left) {
    const std::size_t minutes = steps.size() * 10;
    const std::string at = fmt::format("2024-01-01T{}:{:02}:00Z", 12 + minutes / 60, minutes % 60);
    steps.push_back(fmt::format(R"({{"at":"{}","by":"responder",{}}})", at, step(choices, at)));
  }
  return fmt::format("[{}]", fmt::join(steps, ","));
}

}  // namespace

std::string small_incident(Choices& choices) {
  const std::string there = account(choices);
  const std::string held = credentials(choices);
  return fmt::format(
      R"({{"incident":"small","account":{},"assumptions":{{"resourcePolicies":"complete","otherAccounts":"closed"}},"tolerate":["sts:GetCallerIdentity"],"credentials":{},"credentialsKnownUntil":"{}","events":{}}})",
      there, held, kSmallIncidentKnown, events(choices));
}

}  // namespace cordon::support
