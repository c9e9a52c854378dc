#include "cli/case_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"

namespace cordon {
namespace {

// --- One-line dumps -----------------------------------------------------------------------------

std::string dump(const ContextEntry& entry) {
  if (entry.state == ContextEntry::State::kAbsent) return entry.key.name + " absent";
  const std::string values = fmt::format("{}", fmt::join(entry.values, ","));
  return entry.key.name + (entry.multivalued ? "=[" + values + "]" : "=" + values);
}

std::string dump(const std::optional<Credential>& credential) {
  if (!credential) return "no credential";
  std::string text(to_string(credential->kind));
  if (credential->issued) {
    text += fmt::format(" issued {}..{}", to_string(credential->issued->earliest),
                        to_string(credential->issued->latest));
  }
  if (credential->expires) text += " expires " + to_string(*credential->expires);
  if (credential->mfa_at) text += " mfa " + to_string(*credential->mfa_at);
  if (credential->source_identity) text += " source " + *credential->source_identity;
  return text;
}

std::string dump(const Request& request) {
  const Caller& caller = request.caller();
  std::string text =
      fmt::format("{} {} | {} {} of {} | {}", describe(caller.kind), caller.arn, request.action(),
                  request.resource(), request.resource_account(), dump(request.credential()));
  if (!caller.issuer_arn.empty()) text += " by " + caller.issuer_arn;
  if (request.at) text += " | at " + to_string(*request.at);
  for (const ContextEntry& entry : request.context.entries()) text += " | " + dump(entry);
  if (request.context_complete) text += " | complete";
  return text;
}

std::string dump(const std::vector<PolicyPtr>& policies) {
  std::string text;
  for (const PolicyPtr& policy : policies) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", policy->name, to_string(policy->type));
  }
  return "[" + text + "]";
}

std::string dump(const ApplicablePolicies& policies) {
  std::string text = dump(policies.identity);
  if (policies.resource) text += " resource " + dump({policies.resource});
  if (!policies.resource_told) text += " resource not told";
  if (!policies.boundary.empty()) text += " boundary " + dump(policies.boundary);
  if (!policies.session.empty()) text += " session " + dump(policies.session);
  for (const auto& level : policies.scps) text += " scps " + dump(level);
  for (const auto& level : policies.rcps) text += " rcps " + dump(level);
  if (policies.endpoint) text += " endpoint " + dump(*policies.endpoint);
  return text;
}

std::string dump(Diagnostics diagnostics) {
  sort_diagnostics(diagnostics);
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    const std::string help = d.help.empty() ? "" : " (" + d.help + ")";
    text += fmt::format("{}`{}`: {}{}", text.empty() ? "" : "; ", d.source->text(d.span), d.message,
                        help);
  }
  return text;
}

struct Reading {
  std::string request, policies, expect, errors;
};

Reading read(std::string_view document) {
  PolicyFiles files("-");
  PolicyStore store(files);
  const JsonResult json = read_json(std::make_shared<Source>("case", std::string(document)));
  CAPTURE(document);
  REQUIRE(json.root());
  Diagnostics diagnostics;
  ObjectReader object(*json.root(), "a case", diagnostics);
  const auto one = read_case(json.tree, object, store, diagnostics);
  object.finish();
  CHECK((one.has_value() || !diagnostics.empty()));
  if (!diagnostics.empty()) return {.errors = dump(diagnostics)};
  return {.request = dump(one->request),
          .policies = dump(one->policies),
          .expect = one->expect
                        ? std::string(kExpectationNames[static_cast<std::size_t>(*one->expect)])
                        : ""};
}

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

// --- Policies -----------------------------------------------------------------------------------

// ALLOW is an identity policy, GRANT one of a resource, TRUST one of a role, FULL the RCP that AWS
// attaches; `'` stands for `"`.
std::string with_policies(std::string_view policies, std::string_view action = "s3:GetObject") {
  std::string text = fmt::format(
      R"({{"request":{{"principal":"{}","action":"{}","resource":"*"}},"policies":{}}})", kUser,
      action, policies);
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  };
  replace("ALLOW",
          R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})");
  replace("GRANT",
          R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})");
  replace(
      "TRUST",
      R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}})");
  replace(
      "FULL",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})");
  replace("BROKEN", R"({"Statement":{"Effect":"Perhaps","Action":"*","Resource":"*"}})");
  replace("'", "\"");
  return text;
}

TEST_CASE("policies in every form and of every type") {
  struct Row {
    std::string_view policies, dump;
  };
  const Row rows[] = {
      {"{}", "[] resource not told"},
      {"null", "[] resource not told"},
      {"{'identity':null,'resource':null,'scps':null}", "[] resource not told"},
      {"{'identity':[],'boundary':[],'session':[],'scps':[],'rcps':[],'endpoint':[]}",
       "[] resource not told"},
      {"{'identity':ALLOW}", "[identity[0]:identity] resource not told"},
      {"{'identity':[ALLOW,{'name':'named','document':ALLOW}]}",
       "[identity[0]:identity named:identity] resource not told"},
      {"{'identity':{'name':'named','document':ALLOW}}", "[named:identity] resource not told"},
      {"{'identity':[{'document':ALLOW}]}", "[identity[0]:identity] resource not told"},
      {"{'resource':GRANT}", "[] resource [resource:resource]"},
      {"{'resource':{'name':'bucket','document':GRANT}}", "[] resource [bucket:resource]"},
      {"{'boundary':[ALLOW],'session':ALLOW}",
       "[] resource not told boundary [boundary[0]:boundary] session [session[0]:session]"},
      {"{'scps':[[ALLOW,ALLOW],[],[ALLOW]]}",
       "[] resource not told scps [scps[0][0]:scp scps[0][1]:scp] scps [] scps [scps[2][0]:scp]"},
      {"{'scps':ALLOW}", "[] resource not told scps [scps[0][0]:scp]"},
      {"{'scps':[ALLOW]}", "[] resource not told scps [scps[0][0]:scp]"},
      {"{'rcps':[[],[FULL]]}", "[] resource not told rcps [] rcps [rcps[1][0]:rcp]"},
      {"{'endpoint':GRANT}", "[] resource not told endpoint [endpoint[0]:endpoint]"},
      {"{'identity':{'file':'fixtures/batch/readers.json'}}",
       "[fixtures/batch/readers.json:identity] resource not told"},
  };
  for (const Row& row : rows) {
    const Reading got = read(with_policies(row.policies));
    CHECK(got.errors == "");
    CHECK(got.policies == row.dump);
  }
}

TEST_CASE("the resource policy of a role that is assumed is its trust policy") {
  for (const std::string_view action :
       {"sts:AssumeRole", "STS:AssumeRoleWithSAML", "sts:TagSession"}) {
    CHECK(read(with_policies("{'resource':TRUST}", action)).policies ==
          "[] resource [resource:trust]");
  }
  for (const std::string_view action : {"sts:GetFederationToken", "kms:Decrypt", "s3:GetObject"}) {
    CHECK(read(with_policies("{'resource':TRUST}", action)).policies ==
          "[] resource [resource:resource]");
  }
}

TEST_CASE("what is wrong with policies") {
  struct Row {
    std::string_view policies, errors;
  };
  constexpr std::string_view kForms =
      R"( (expected a policy document, `{"name": …, "document": {…}}` or `{"file": "…"}`))";
  const std::string no_object = fmt::format(
      "`\"p.json\"`: `policies.identity[1]`: a policy is an object, not a string{}", kForms);
  const Row rows[] = {
      {"[]", "`[]`: `policies` has to be an object, not an array"},
      {"{'identities':[]}",
       "`\"identities\"`: unknown member `identities` in `policies` (did you mean `identity`?)"},
      {"{'identity':[ALLOW,'p.json']}", no_object},
      {"{'identity':{'file':'none.json'}}",
       "`\"none.json\"`: can't read `none.json`: no such file"},
      {"{'identity':{'file':'-'}}", "`\"-\"`: expected the path of a policy file"},
      {"{'identity':{'file':['p.json']}}",
       "`[\"p.json\"]`: `file` has to be a string, not an array"},
      {"{'identity':{'file':null}}", "`{\"file\":null}`: a policy file needs `file`"},
      {"{'identity':{'file':'fixtures/batch/readers.json','nam':'x'}}",
       "`\"nam\"`: unknown member `nam` in a policy file"},
      {"{'identity':{'name':'x'}}", "`{\"name\":\"x\"}`: a named policy needs `document`"},
  };
  for (const Row& row : rows) {
    CHECK(read(with_policies(row.policies)).errors == row.errors);
  }
  CHECK(read(with_policies("{'scps':[{'name':'a','document':ALLOW},[]]}"))
            .errors.ends_with("`policies.scps`: a level is an array of policies, not an object "
                              "(`[[a, b]]` is one level with two policies, `[[a], [b]]` are two "
                              "levels)"));
  CHECK(read(with_policies("{'identity':[ALLOW,BROKEN]}")).errors.starts_with("`\"Perhaps\"`: "));
  CHECK(read(with_policies("{'identity':TRUST}"))
            .errors.contains("AWS refuses Principal in a policy of type `identity`"));
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
