#include "cli/case_reader.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/cli/case_dump.h"

namespace cordon {
namespace {

using case_dump::read;
using case_dump::Reading;

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/bob";

// A request of `kUser` with more members, or a request of its own when it starts with a brace.
std::string case_with(std::string_view request) {
  if (request.starts_with('{')) return fmt::format(R"({{"request":{}}})", request);
  return fmt::format(
      R"({{"request":{{"principal":"{}","action":"s3:GetObject","resource":"arn:aws:s3:::b/k"{}}}}})",
      kUser, request);
}

std::string case_of(std::string_view principal, std::string_view more = "") {
  return fmt::format(
      R"({{"request":{{"principal":"{}","action":"s3:GetObject","resource":"*"{}}}}})", principal,
      more);
}

// --- Requests -----------------------------------------------------------------------------------

TEST_CASE("principals, and the credential that each has when none is described") {
  struct Row {
    std::string_view principal, request;
  };
  const Row rows[] = {
      {"arn:aws:iam::111122223333:user/a/b/bob",
       "IAM user arn:aws:iam::111122223333:user/a/b/bob | s3:GetObject * of 111122223333 | "
       "access-key"},
      {"arn:aws-cn:iam::111122223333:role/app",
       "role session arn:aws-cn:iam::111122223333:role/app | s3:GetObject * of 111122223333 | "
       "assume-role"},
      {"arn:aws:sts::111122223333:assumed-role/app/i-1",
       "role session arn:aws:sts::111122223333:assumed-role/app/i-1 | s3:GetObject * of "
       "111122223333 | assume-role"},
      {"arn:aws:sts::111122223333:federated-user/eve",
       "federated user arn:aws:sts::111122223333:federated-user/eve | s3:GetObject * of "
       "111122223333 | get-federation-token"},
      {"arn:aws:iam::111122223333:root",
       "root user arn:aws:iam::111122223333:root | s3:GetObject * of 111122223333 | access-key"},
      {"ec2.amazonaws.com", "AWS service ec2.amazonaws.com | s3:GetObject * of  | no credential"},
      {"*", "anonymous caller  | s3:GetObject * of  | no credential"},
      {"anonymous", "anonymous caller  | s3:GetObject * of  | no credential"},
  };
  for (const Row& row : rows) {
    const Reading got = read(case_of(row.principal));
    CHECK(got.errors == "");
    CHECK(got.request == row.request);
  }
}

TEST_CASE("credentials, times and accounts") {
  struct Row {
    std::string_view principal, more, rest;  // what follows the resource
  };
  constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/r";
  constexpr std::string_view kFederated = "arn:aws:sts::111122223333:federated-user/eve";
  const Row rows[] = {
      {kUser, R"(,"at":"2017-08-15T15:00:00Z")",
       "111122223333 | access-key | at "
       "2017-08-15T15:00:00Z"},
      {kUser, R"(,"at":"2017-08-15T15:00:00+02:00","credential":null,"resourceAccount":null)",
       "111122223333 | access-key | at 2017-08-15T13:00:00Z"},
      {kUser, R"(,"resourceAccount":"444455556666")", "444455556666 | access-key"},
      {kUser, R"(,"resourceAccount":444455556666)", "444455556666 | access-key"},
      {kUser,
       R"(,"credential":{"kind":"get-session-token","issuedAt":"2017-08-15T09:10:00Z",)"
       R"("expiresAt":"2017-08-16T21:10:00Z","mfaAt":"2017-08-15T09:00:00Z"})",
       "111122223333 | get-session-token issued 2017-08-15T09:10:00Z..2017-08-15T09:10:00.999Z "
       "expires 2017-08-16T21:10:00Z mfa 2017-08-15T09:00:00Z"},
      {kRole,
       R"(,"credential":{"kind":"assume-role","issuedAt":"2017-08-15T09:10:00.250Z",)"
       R"("mfaAt":null,"sourceIdentity":"alice"})",
       "111122223333 | assume-role issued 2017-08-15T09:10:00.250Z..2017-08-15T09:10:00.250Z "
       "source alice"},
      {kRole, R"(,"credential":{"kind":"instance-profile","sourceIdentity":null})",
       "111122223333 | instance-profile"},
      {kFederated,
       R"(,"credential":{"kind":"get-federation-token",)"
       R"("issuer":"arn:aws:iam::111122223333:user/bob"})",
       "111122223333 | get-federation-token by arn:aws:iam::111122223333:user/bob"},
      {"ec2.amazonaws.com", R"(,"credential":{"kind":"service"})", " | service"},
  };
  for (const Row& row : rows) {
    const Reading got = read(case_of(row.principal, row.more));
    CHECK(got.errors == "");
    CHECK(got.request.substr(got.request.find(" of ") + 4) == row.rest);
  }
}

TEST_CASE("context") {
  struct Row {
    std::string_view context, entries;
  };
  const Row rows[] = {
      {R"({})", ""},
      {R"(null)", ""},
      {R"({"aws:SourceIp":"203.0.113.9"})", " | aws:SourceIp=203.0.113.9"},
      {R"({"s3:max-keys":10.50,"n":-1e400})", " | s3:max-keys=10.50 | n=-1e400"},
      {R"({"aws:SecureTransport":true,"b":false})", " | aws:SecureTransport=true | b=false"},
      {R"({"aws:TagKeys":["a","b"]})", " | aws:TagKeys=[a,b]"},
      {R"({"aws:TagKeys":["a"],"none":[]})", " | aws:TagKeys=[a] | none=[]"},
      {R"({"mixed":["a",1,true]})", " | mixed=[a,1,true]"},
      {R"({"aws:MultiFactorAuthPresent":null})", " | aws:MultiFactorAuthPresent absent"},
      {R"({"k":"caf\u00e9 \"x\""})", " | k=café \"x\""},
      {R"({"k":""})", " | k="},
  };
  for (const Row& row : rows) {
    const Reading got = read(case_with(fmt::format(R"(,"context":{})", row.context)));
    CHECK(got.errors == "");
    CHECK(got.request ==
          fmt::format("IAM user {} | s3:GetObject arn:aws:s3:::b/k of 111122223333 | access-key{}",
                      kUser, row.entries));
  }
  CHECK(read(case_with(R"(,"contextComplete":true)")).request.ends_with(" | complete"));
  CHECK_FALSE(read(case_with(R"(,"contextComplete":false)")).request.ends_with(" | complete"));
}

TEST_CASE("what is wrong with a request, at the value that is wrong") {
  struct Row {
    std::string_view request, errors;
  };
  const Row rows[] = {
      {R"({})",
       "`{}`: a request needs `action`; `{}`: a request needs `principal`; `{}`: a request needs "
       "`resource`"},
      {R"(,"att":"2017-08-15T15:00:00Z")",
       "`\"att\"`: unknown member `att` in a request (did you mean `at`?)"},
      {R"(,"zzz":1)", "`\"zzz\"`: unknown member `zzz` in a request"},
      {R"(,"at":"2017-08-15T15:00:00Z","at":"2017-08-15T15:00:00Z")",
       "`\"at\"`: `at` is given twice in a request"},
      {R"(,"at":"2017-08-15T15:00:00")",
       "`\"2017-08-15T15:00:00\"`: `at`: `2017-08-15T15:00:00` has no offset from UTC; expected "
       "`Z` or an offset such as `+02:00` at its end"},
      {R"(,"at":true)", "`true`: `at` has to be a string, not a boolean"},
      {R"(,"resourceAccount":"12")",
       "`\"12\"`: `resourceAccount`: an account id is 12 digits, not `12`"},
      {R"(,"contextComplete":"true")",
       "`\"true\"`: `contextComplete` has to be true or false, not a string"},
      {R"(,"context":["a"])", "`[\"a\"]`: `context` has to be an object, not an array"},
      {R"(,"context":{"a":{}})",
       "`{}`: context key `a`: expected a string, a number, a boolean or an array of them, not an "
       "object"},
      {R"(,"context":{"a":["b",null]})",
       "`null`: context key `a`: expected a string, a number, a boolean or an array of them, not "
       "null"},
      {R"(,"context":{"a":[["b"]]})",
       "`[\"b\"]`: context key `a`: expected a string, a number, a boolean or an array of them, "
       "not an array"},
      {R"(,"context":{"aws:SourceIp":"a","AWS:sourceip":"b"})",
       "`\"AWS:sourceip\"`: context key `AWS:sourceip` is given twice; letter case does not count"},
      {R"(,"context":{"":"b"})", "`\"\"`: a context key needs a name"},
      {R"(,"credential":"access-key")",
       "`\"access-key\"`: a credential has to be an object, not a string"},
      {R"(,"credential":{"issuedAt":"2017-08-15T15:00:00Z"})",
       "`{\"issuedAt\":\"2017-08-15T15:00:00Z\"}`: a credential needs `kind`"},
      {R"(,"credential":{"kind":"acess-key"})",
       "`\"acess-key\"`: unknown credential kind `acess-key` (did you mean `access-key`?)"},
      {R"(,"credential":{"kind":"assume-role"})",
       "`\"assume-role\"`: a credential of kind `assume-role` can't belong to "
       "`arn:aws:iam::111122223333:user/bob` (IAM user)"},
      {R"(,"credential":{"kind":"access-key","issuedAt":"2017-08-15"})",
       "`\"2017-08-15\"`: `credential.issuedAt`: `2017-08-15` has no time of day; expected a "
       "form such as `2017-08-15T09:10:00Z`"},
      {R"(,"credential":{"kind":"get-session-token","issuedAt":"2017-08-15T15:00:00Z",)"
       R"("expiresAt":"2017-08-15T15:00:00Z"})",
       "`{\"kind\":\"get-session-token\",\"issuedAt\":\"2017-08-15T15:00:00Z\",\"expiresAt\":"
       "\"2017-08-15T15:00:00Z\"}`: `credential.expiresAt` is not after `credential.issuedAt`"},
      {R"(,"credential":{"kind":"access-key","issuer":"arn:aws:iam::111122223333:user/a"})",
       "`\"arn:aws:iam::111122223333:user/a\"`: `credential.issuer` is for federated users only"},
      {R"(,"credential":{"kind":"access-key","mfa":true})",
       "`\"mfa\"`: unknown member `mfa` in a credential"},
  };
  for (const Row& row : rows) {
    CHECK(read(case_with(row.request)).errors == row.errors);
  }
  std::string many = R"(,"context":{"k0":1)";
  for (int i = 1; i <= 1000; ++i) many += fmt::format(R"(,"k{}":1)", i);
  CHECK(read(case_with(many + "}")).errors.ends_with("`context` has 1001 keys, the limit is 1000"));
  CHECK(read(R"({"request":"s3:GetObject"})").errors ==
        "`\"s3:GetObject\"`: a request has to be an object, not a string");
  CHECK(read("{}").errors == "`{}`: a case needs `request`");
  CHECK(read("[]").errors == "`[]`: a case has to be an object, not an array");
}

TEST_CASE("what is wrong with a principal, an action, a resource or an issuer") {
  constexpr std::string_view kCase =
      R"({{"request":{{"principal":{},"action":{},"resource":{}}}}})";
  struct Row {
    std::string_view principal, action, resource, errors;
  };
  const Row rows[] = {
      {R"("bob")", R"("s3:GetObject")", R"("*")",
       "`\"bob\"`: principal `bob`: expected an ARN, a service principal such as "
       "`ec2.amazonaws.com`, or `*`"},
      {R"(["*"])", R"("s3:GetObject")", R"("*")",
       "`[\"*\"]`: `principal` has to be a string, not an array"},
      {R"("*")", R"("s3:Get*")", R"("*")",
       "`\"s3:Get*\"`: action `s3:Get*`: a request names one action, without wildcards"},
      {R"("*")", R"("s3:Get?bject")", R"("*")",
       "`\"s3:Get?bject\"`: action `s3:Get?bject`: a request names one action, without wildcards"},
      {R"("*")", R"("*")", R"("*")",
       "`\"*\"`: action `*`: a request names one action, without wildcards"},
      {R"("*")", R"("GetObject")", R"("*")",
       "`\"GetObject\"`: action `GetObject`: expected `service:name`, such as `s3:GetObject`"},
      {R"("*")", R"("s3:")", R"("*")",
       "`\"s3:\"`: action `s3:`: expected `service:name`, such as `s3:GetObject`"},
      {R"("*")", R"(":GetObject")", R"("*")",
       "`\":GetObject\"`: action `:GetObject`: expected `service:name`, such as `s3:GetObject`"},
      {R"("*")", R"("s3:Get:Object")", R"("*")",
       "`\"s3:Get:Object\"`: action `s3:Get:Object`: expected `service:name`, such as "
       "`s3:GetObject`"},
      {R"("*")", R"("s3:Get Object")", R"("*")",
       "`\"s3:Get Object\"`: action `s3:Get Object`: expected `service:name`, such as "
       "`s3:GetObject`"},
      {R"("*")", R"("s3:GetObject")", R"("bucket/key")",
       "`\"bucket/key\"`: resource `bucket/key`: expected an ARN with its six fields, or `*` for "
       "an action that takes no resource"},
      {R"("*")", R"("s3:GetObject")", R"("arn:aws:s3:b")",
       "`\"arn:aws:s3:b\"`: resource `arn:aws:s3:b`: expected an ARN with its six fields, or `*` "
       "for an action that takes no resource"},
      {R"("*")", R"("s3:GetObject")", R"(null)",
       "`{\"principal\":\"*\",\"action\":\"s3:GetObject\",\"resource\":null}`: a request needs "
       "`resource`"},
  };
  for (const Row& row : rows) {
    CHECK(read(fmt::format(kCase, row.principal, row.action, row.resource)).errors == row.errors);
  }
  for (const std::string_view issuer :
       {"bob", "arn:aws:iam::111122223333:role/r", "arn:aws:iam::444455556666:user/bob"}) {
    const std::string errors =
        read(case_of("arn:aws:sts::111122223333:federated-user/eve",
                     fmt::format(R"(,"credential":{{"kind":"get-federation-token","issuer":"{}"}})",
                                 issuer)))
            .errors;
    CHECK(errors ==
          fmt::format("`\"{0}\"`: `credential.issuer`: expected the ARN of an IAM user of account "
                      "111122223333, not `{0}`",
                      issuer));
  }
}

TEST_CASE("expectations") {
  const std::string_view request =
      R"({"request":{"principal":"*","action":"s3:GetObject","resource":"*"},"expect":)";
  for (const std::string_view name : kExpectationNames) {
    const Reading got = read(fmt::format("{}\"{}\"}}", request, name));
    CHECK(got.errors == "");
    CHECK(got.expect == name);
  }
  CHECK(read(fmt::format("{}null}}", request)).expect == "");
  CHECK(read(fmt::format("{}\"alowed\"}}", request)).errors ==
        "`\"alowed\"`: `expect`: unknown decision `alowed` (did you mean `allowed`?)");
  CHECK(read(fmt::format("{}\"yes\"}}", request)).errors ==
        "`\"yes\"`: `expect`: unknown decision `yes` (expected allowed, implicitDeny, "
        "explicitDeny, undecided, denied)");
  CHECK(read(fmt::format("{}true}}", request)).errors ==
        "`true`: `expect` has to be a string, not a boolean");
}

TEST_CASE("which decisions meet which expectation") {
  using enum Outcome;
  struct Row {
    Outcome outcome;
    std::vector<Outcome> possible;
    std::string_view met;
  };
  const Row rows[] = {
      {kAllowed, {kAllowed}, "allowed"},
      {kImplicitDeny, {kImplicitDeny}, "implicitDeny denied"},
      {kExplicitDeny, {kExplicitDeny}, "explicitDeny denied"},
      {kUndecided, {kAllowed, kExplicitDeny}, "undecided"},
      {kUndecided, {kImplicitDeny, kExplicitDeny}, "undecided denied"},
  };
  for (const Row& row : rows) {
    Decision decision;
    decision.outcome = row.outcome;
    for (const Outcome outcome : row.possible) {
      decision.possible |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome));
    }
    std::vector<std::string_view> met;
    for (std::size_t i = 0; i < kExpectationNames.size(); ++i) {
      if (meets(decision, static_cast<Expectation>(i))) met.push_back(kExpectationNames[i]);
    }
    CHECK(fmt::format("{}", fmt::join(met, " ")) == row.met);
  }
}

}  // namespace
}  // namespace cordon
