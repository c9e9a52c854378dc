#include "rules/documents/documents.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

using rules::Expected;
using rules::FoundDocument;

constexpr std::array<std::string_view, 5> kHomes{"", "managed", "user", "group", "role"};
constexpr std::array<std::string_view, 4> kWrappings{"", "text", "encoded", "member"};

std::string flat(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}

// One problem a line: `line:column: error: message (help)`, whatever the file's name.
std::string lines(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    text += (text.empty() ? "" : "\n") +
            to_line(diagnostic).substr(diagnostic.source->name().size() + 1);
  }
  return text;
}

// `name; type AWS::Type home wrapping [principals]; place {document}`, or the problems in the
// document's place.
std::string dump(const FoundDocument& document) {
  std::string text = document.name + ";";
  const auto add = [&](std::string_view word) {
    if (!word.empty()) text += fmt::format(" {}", word);
  };
  add(document.type ? to_string(*document.type) : "");
  add(document.resource_type);
  add(kHomes[static_cast<std::size_t>(document.home)]);
  add(kWrappings[static_cast<std::size_t>(document.wrapping)]);
  if (!document.principals.empty()) add(fmt::format("[{}]", fmt::join(document.principals, ",")));
  if (!document.root) return text + "; " + lines(document.problems);
  const Source& source = *document.root->source();
  return text + "; " +
         lines({{.source = document.root->source(),
                 .span = document.root->span(),
                 .message = flat(source.text(document.root->span()))}});
}

std::string dump(const rules::FoundDocuments& found) {
  std::string text;
  for (const FoundDocument& document : found.documents) {
    text += (text.empty() ? "" : "\n") + dump(document);
  }
  if (found.documents.empty()) text = "none: " + found.why_none;
  if (!found.warnings.empty()) text += "\n" + lines(found.warnings);
  return text;
}

std::string find(std::string_view text, Expected expected, std::string_view name = "t") {
  return dump(rules::find_documents(std::make_shared<Source>(std::string(name), std::string(text)),
                                    expected));
}

TEST_CASE("documents: what is a policy, when nobody named the file and when somebody did") {
  struct Row {
    std::string_view text, searched, named;
  };
  constexpr std::string_view kNone = "none: it holds no policy document";
  const Row rows[] = {
      {R"({"Statement":[{"Effect":"Allow"}]})",
       R"(t;; 1:1: error: {"Statement":[{"Effect":"Allow"}]})", "="},
      {R"({"Statement":{"NotAction":"*"}})", R"(t;; 1:1: error: {"Statement":{"NotAction":"*"}})",
       "="},
      {R"({"Statement":[]})", R"(t;; 1:1: error: {"Statement":[]})", "="},
      {R"({"Statement":[7, {"Sid":"x"}]})", kNone, kNone},
      {R"({"Statement":"of account"})", kNone, kNone},
      {R"({"Version":"2012-10-17"})", R"(t;; 1:1: error: {"Version":"2012-10-17"})", "="},
      {R"({"Version":"2012-10-17","Statements":[]})",
       R"(t;; 1:1: error: {"Version":"2012-10-17","Statements":[]})", "="},
      {R"({"Version":"1.0","Statement":{}})", kNone, kNone},
      {R"({"statements":[{"Effect":"Deny"}]})", kNone,
       R"(t;; 1:1: error: {"statements":[{"Effect":"Deny"}]})"},
      {R"({"Effect":"Allow","Action":"*"})", kNone,
       R"(t;; 1:1: error: {"Effect":"Allow","Action":"*"})"},
      {R"({"Effect":"blur"})", kNone, kNone},
      {R"([{"Statement":[{"Effect":"Allow"}]}])", kNone, kNone},
      {R"({"name": "package"})", kNone, kNone},
      {"{}", kNone, kNone},
      {"7", kNone, kNone},

      // Broken ones.
      {R"({"Statement":[{"Effect":"Allow",}]})",
       "t;; 1:33: error: expected a member's name in double quotes after `,`, found `}` (remove "
       "the comma before `}`: JSON has no trailing commas)",
       "="},
      {R"({"Resources":{"Statement":[{"Effect":"Allow",}]}})",
       "none: it can't be read: t:1:46: error: expected a member's name in double quotes after "
       "`,`, found `}` (remove the comma before `}`: JSON has no trailing commas)",
       "t;; 1:46: error: expected a member's name in double quotes after `,`, found `}` (remove "
       "the comma before `}`: JSON has no trailing commas)"},
      {R"({"a":})", kNone, "t;; 1:6: error: expected a value after `:`, found `}`"},
      {"", kNone, "t;; 1:1: error: expected a value, found end of file (the file is empty)"},
      {"Statement of account",
       "none: it can't be read: t:1:1: error: expected a value, found `Statement` (put text in "
       "double quotes)",
       "t;; 1:1: error: expected a value, found `Statement` (put text in double quotes)"},

      // Hidden ones.
      {R"("{\"Statement\":{\"Effect\":\"Deny\"}}")",
       R"(t; text; 1:1 > 1:1: error: {"Statement":{"Effect":"Deny"}})", "="},
      {R"("\"{\\\"Statement\\\":{\\\"Effect\\\":\\\"Deny\\\"}}\"")",
       R"(t; text; 1:1 > 1:1 > 1:1: error: {"Statement":{"Effect":"Deny"}})", "="},
      {R"("%7B%22Statement%22%3A%7B%22Effect%22%3A%22Deny%22%7D%7D")",
       R"(t; encoded; 1:1 > 1:1: error: {"Statement":{"Effect":"Deny"}})", "="},
      {"%7B%22Statement%22%3A%7B%22Effect%22%3A%22Deny%22%7D%7D\n",
       R"(t; encoded; 1:1 > 1:1: error: {"Statement":{"Effect":"Deny"}})", "="},
      {R"("{\"Statement\":[{\"Effect\":}]}")",
       "t; text; 1:1 > 1:25: error: expected a value after `:`, found `}`", "="},
      {R"("Statement of account")", kNone, kNone},
      {R"({"PolicyDocument":{"Statement":{"Effect":"Deny"}}})",
       R"(t; member; 1:19: error: {"Statement":{"Effect":"Deny"}})", "="},
      {R"({"PolicyDocument":{"Statement":{"Effect":"Deny"}},"more":1})", kNone, kNone},
      {R"({"anything":{"Statement":{"Effect":"Deny"}}})", kNone, kNone},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(find(row.text, Expected::kAnything) == row.searched);
    CHECK(find(row.text, Expected::kPolicy) == (row.named == "=" ? row.searched : row.named));
  }
}

TEST_CASE("documents: a file whose type was told is a policy whatever it holds") {
  struct Row {
    std::string_view text, found;
  };
  const Row rows[] = {
      {"{}", "t;; 1:1: error: {}"},
      {"[1]", "t;; 1:1: error: [1]"},
      {"\"text\"",
       "t;; 1:1: error: this string is no policy document: neither JSON nor percent-encoded JSON"},
      {R"({"Policy":"{}"})", R"(t;; 1:1: error: {"Policy":"{}"})"},
      {R"({"Policy":"{\"Statement\":[]}"})",
       R"(resource policy; resource; 1:11 > 1:1: error: {"Statement":[]})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(find(row.text, Expected::kTold) == row.found);
  }
}

TEST_CASE("documents: in YAML") {
  struct Row {
    std::string_view text, searched, named;
  };
  constexpr std::string_view kNone = "none: it holds no policy document";
  const Row rows[] = {
      {"Version: 2012-10-17\nStatement:\n- Effect: Allow\n",
       "t.yaml;; 1:1: error: Version:2012-10-17Statement:-Effect:Allow", "="},
      {"{\"Statement\": [{\"Effect\": \"Allow\"}]}",
       "t.yaml;; 1:1: error: {\"Statement\":[{\"Effect\":\"Allow\"}]}", "="},
      {"name: build\n", kNone, kNone},
      {"name: [\n", kNone,
       "t.yaml;; 2:1: error: expected `,` or `]` in this list, found end of file (the `[` at 1:7 "
       "is not closed)"},
      {"Statement:\n- Effect: Allow\n  Action: [\n",
       "t.yaml;; 4:1: error: expected `,` or `]` in this list, found end of file (the `[` at 3:11 "
       "is not closed)",
       "="},
      {"Resources:\n  Policy:\n    Statement:\n    - Effect: Allow\n      Resource: !Ref Bucket\n",
       "none: it can't be read: t.yaml:5:17: error: unknown tag `!Ref` (only the core tags such as "
       "`!!str` are read)",
       "="},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(find(row.text, Expected::kAnything, "t.yaml") == row.searched);
    CHECK(find(row.text, Expected::kPolicy, "t.yaml") ==
          (row.named == "=" ? row.searched : row.named));
  }
}

TEST_CASE("documents: what the AWS CLI prints around one") {
  struct Row {
    std::string_view text, found;
  };
  constexpr std::string_view kNone = "none: it holds no policy document";
  const Row rows[] = {
      {R"({"PolicyVersion":{"Document":{"Statement":[]},"VersionId":"v3","IsDefaultVersion":true}})",
       R"(managed policy version v3; identity managed; 1:30: error: {"Statement":[]})"},
      {R"({"Role":{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r","AssumeRolePolicyDocument":"%7B%22Statement%22%3A%5B%5D%7D"}})",
       R"(trust policy of role r; trust AWS::IAM::AssumeRolePolicyDocument role [arn:aws:iam::111122223333:role/r]; 1:93 > 1:1: error: {"Statement":[]})"},
      {R"({"Roles":[{"RoleName":"a","AssumeRolePolicyDocument":{"Statement":[]}},{"RoleName":"b","AssumeRolePolicyDocument":{"Statement":{}}}, 7]})",
       "trust policy of role a; trust AWS::IAM::AssumeRolePolicyDocument role; 1:54: error: "
       "{\"Statement\":[]}\n"
       "trust policy of role b; trust AWS::IAM::AssumeRolePolicyDocument role; 1:115: error: "
       "{\"Statement\":{}}"},
      {R"({"UserName":"u","PolicyName":"p","PolicyDocument":{"Statement":[]}})",
       R"(inline policy p of user u; identity user; 1:51: error: {"Statement":[]})"},
      {R"({"RoleName":"r","PolicyName":"p","PolicyDocument":{"Statement":[]}})",
       R"(inline policy p of role r; identity role; 1:51: error: {"Statement":[]})"},
      {R"({"GroupName":"g","PolicyName":"p","PolicyDocument":"{\"Statement\":[]}"})",
       R"(inline policy p of group g; identity group; 1:52 > 1:1: error: {"Statement":[]})"},
      {R"({"PolicyName":"p","PolicyDocument":"{\"Statement\":[]}"})",
       R"(managed policy p; identity managed; 1:36 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":{"PolicySummary":{"Id":"p-1","Type":"SERVICE_CONTROL_POLICY"},"Content":"{\"Statement\":[]}"}})",
       R"(SCP p-1; scp; 1:83 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":{"PolicySummary":{"Id":"p-2","Type":"RESOURCE_CONTROL_POLICY"},"Content":"{\"Statement\":[]}"}})",
       R"(RCP p-2; rcp; 1:84 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":{"PolicySummary":{"Id":"p-3","Type":"TAG_POLICY"},"Content":"{\"tags\":{}}"}})",
       kNone},
      {R"({"Policy":"{\"Statement\":[]}"})",
       R"(resource policy; resource; 1:11 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":"{\"Statement\":[]}","RevisionId":"1"})",
       R"(resource policy; resource; 1:11 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":"{\"Statement\":[]}","PolicyName":"default"})",
       R"(key policy default; resource AWS::KMS::Key; 1:11 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":"\"{\\\"Statement\\\":[]}\""})",
       R"(resource policy; resource text; 1:11 > 1:1 > 1:1: error: {"Statement":[]})"},
      {R"({"Policy":"strict"})", kNone},
      {R"({"Policy":""})", kNone},
      {R"({"Policy":{"Statement":"x"}})", kNone},
      {R"({"Attributes":{"QueueArn":"arn:aws:sqs:us-east-1:111122223333:q","Policy":"{\"Statement\":[]}"}})",
       R"(policy of queue arn:aws:sqs:us-east-1:111122223333:q; resource AWS::SQS::Queue; 1:75 > 1:1: error: {"Statement":[]})"},
      {R"({"Attributes":{"TopicArn":"arn:aws:sns:us-east-1:111122223333:t","Policy":"{\"Statement\":[]}"}})",
       R"(policy of topic arn:aws:sns:us-east-1:111122223333:t; resource AWS::SNS::Topic; 1:75 > 1:1: error: {"Statement":[]})"},
      {R"({"Attributes":{"QueueArn":"arn:aws:sqs:us-east-1:111122223333:q"}})", kNone},
      {R"({"ARN":"arn:aws:secretsmanager:us-east-1:111122223333:secret:s-a1b2c3","Name":"s","ResourcePolicy":"{\"Statement\":[]}"})",
       R"(policy of secret s; resource AWS::SecretsManager::Secret; 1:100 > 1:1: error: {"Statement":[]})"},
      {R"({"registryId":"1","repositoryName":"r","policyText":"{\"Statement\":[]}"})",
       R"(policy of repository r; resource AWS::ECR::Repository; 1:53 > 1:1: error: {"Statement":[]})"},
      {R"({"VpcEndpoints":[{"VpcEndpointId":"vpce-1","PolicyDocument":"{\"Statement\":[]}"}]})",
       R"(policy of endpoint vpce-1; endpoint; 1:61 > 1:1: error: {"Statement":[]})"},
      {R"({"resourcePolicies":[{"policyName":"l","policyDocument":"{\"Statement\":[]}"}]})",
       R"(resource policy l; resource; 1:57 > 1:1: error: {"Statement":[]})"},
      {R"({"Role":{"RoleName":"r","AssumeRolePolicyDocument":"a Statement"}})",
       "trust policy of role r; trust AWS::IAM::AssumeRolePolicyDocument role; 1:52: error: this "
       "string is no policy document: neither JSON nor percent-encoded JSON"},
      {R"({"Role":{"RoleName":"r","AssumeRolePolicyDocument":"{\"Statement\":"}})",
       "trust policy of role r; trust AWS::IAM::AssumeRolePolicyDocument role; 1:52 > 1:14: error: "
       "expected a value after `:`, found end of file (the `{` at 1:1 is not closed)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(find(row.text, Expected::kPolicy) == row.found);
    CHECK(find(row.text, Expected::kAnything) == row.found);
  }
}

TEST_CASE("documents: the policies of an account, and who has them") {
  constexpr std::string_view kAccount = R"({
"UserDetailList":[
 {"UserName":"alice","Arn":"arn:aws:iam::111122223333:user/alice","GroupList":["ops","ops"],
  "UserPolicyList":[{"PolicyName":"own","PolicyDocument":{"Statement":[1]}}],
  "AttachedManagedPolicies":[{"PolicyArn":"arn:aws:iam::111122223333:policy/a"}],
  "PermissionsBoundary":{"PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/b"}},
 {"UserName":"bob","Arn":"arn:aws:iam::111122223333:user/bob","GroupList":["ops"]}],
"GroupDetailList":[
 {"GroupName":"ops","Arn":"arn:aws:iam::111122223333:group/ops",
  "GroupPolicyList":[{"PolicyName":"g","PolicyDocument":"%7B%22Statement%22%3A%5B2%5D%7D"}],
  "AttachedManagedPolicies":[{"PolicyArn":"arn:aws:iam::111122223333:policy/c"}]},
 {"GroupName":"idle","Arn":"arn:aws:iam::111122223333:group/idle",
  "GroupPolicyList":[{"PolicyName":"i","PolicyDocument":{"Statement":[3]}}]}],
"RoleDetailList":[
 {"RoleName":"app","Arn":"arn:aws:iam::111122223333:role/app","AssumeRolePolicyDocument":{"Statement":[4]},
  "RolePolicyList":[{"PolicyName":"r","PolicyDocument":{"Statement":[5]}}],
  "AttachedManagedPolicies":[{"PolicyArn":"arn:aws:iam::111122223333:policy/a"}]}],
"Policies":[
 {"Arn":"arn:aws:iam::111122223333:policy/a","DefaultVersionId":"v2","PolicyVersionList":[
  {"VersionId":"v1","Document":{"Statement":[6]}},{"VersionId":"v2","Document":{"Statement":[7]}}]},
 {"Arn":"arn:aws:iam::111122223333:policy/b","PolicyVersionList":[
  {"VersionId":"v1","IsDefaultVersion":true,"Document":{"Statement":[8]}}]},
 {"Arn":"arn:aws:iam::111122223333:policy/c","DefaultVersionId":"v1","PolicyVersionList":[
  {"VersionId":"v1","Document":{"Statement":[9]}}]},
 {"Arn":"arn:aws:iam::111122223333:policy/d","DefaultVersionId":"v9","PolicyVersionList":[]}],
"IsTruncated":true})";
  CHECK(
      find(kAccount, Expected::kAnything) ==
      R"(inline policy own of user alice; identity user [arn:aws:iam::111122223333:user/alice]; 4:58: error: {"Statement":[1]}
inline policy g of group ops; identity group [arn:aws:iam::111122223333:user/alice,arn:aws:iam::111122223333:user/bob]; 10:57 > 1:1: error: {"Statement":[2]}
inline policy i of group idle; identity group [arn:aws:iam::111122223333:group/idle]; 13:57: error: {"Statement":[3]}
trust policy of role app; trust AWS::IAM::AssumeRolePolicyDocument role [arn:aws:iam::111122223333:role/app]; 15:90: error: {"Statement":[4]}
inline policy r of role app; identity role [arn:aws:iam::111122223333:role/app]; 16:56: error: {"Statement":[5]}
managed policy arn:aws:iam::111122223333:policy/a v2; identity managed [arn:aws:iam::111122223333:role/app,arn:aws:iam::111122223333:user/alice]; 20:80: error: {"Statement":[7]}
managed policy arn:aws:iam::111122223333:policy/b v1; boundary managed [arn:aws:iam::111122223333:user/alice]; 22:56: error: {"Statement":[8]}
managed policy arn:aws:iam::111122223333:policy/c v1; identity managed [arn:aws:iam::111122223333:user/alice,arn:aws:iam::111122223333:user/bob]; 24:32: error: {"Statement":[9]}
25:2: warning: the default version of `arn:aws:iam::111122223333:policy/d` is not here: it is not checked
26:15: warning: `IsTruncated` is true: this is one page of several, so there are policies and attachments that it does not show)");
}

TEST_CASE("documents: the attachments of a large account are bounded") {
  std::string users;
  std::string policies;
  for (int i = 0; i < 1500; ++i) {
    users += fmt::format(R"({}{{"UserName":"{}","Arn":"arn:aws:iam::111122223333:user/{}",)"
                         R"("GroupList":["g"]}})",
                         i == 0 ? "" : ",", i, i);
    policies += fmt::format(R"({}{{"PolicyName":"{}","PolicyDocument":{{"Statement":[]}}}})",
                            i == 0 ? "" : ",", i);
  }
  const std::string account =
      fmt::format(R"({{"UserDetailList":[{}],"GroupDetailList":[{{"GroupName":"g","Arn":"a",)"
                  R"("GroupPolicyList":[{}]}}]}})",
                  users, policies);
  const auto found =
      rules::find_documents(std::make_shared<Source>("t", account), Expected::kAnything);
  std::size_t attachments = 0;
  for (const FoundDocument& document : found.documents) attachments += document.principals.size();
  CHECK(found.documents.size() == 1500);
  CHECK(attachments == 999'000);
  CHECK(lines(found.warnings).starts_with("1:1: warning: there are more than 1000000"));
}

}  // namespace
}  // namespace cordon
