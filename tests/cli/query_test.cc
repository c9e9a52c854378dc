// `cordon query`: what is found, what is said when nothing is, and what can't be asked. The whole
// output of every form is in docs/query.md.

#include "cli/query/query.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

using Words = std::vector<std::string>;

// All that was found, in one line.
std::string dump(const Question& question) {
  const Answer found = answer(question);
  std::string text;
  const auto add = [&text](std::string_view word) {
    text += fmt::format("{}{}", text.empty() ? "" : " ", word);
  };
  for (const auto& service : found.services) add(service.prefix);
  for (const auto& action : found.actions) add(action.full_name);
  for (const auto& type : found.resource_types) add(type.name);
  for (const FoundKey& key : found.keys) {
    add(fmt::format("{}{}/{}", key.name, key.global ? "!" : "", key.services.size()));
  }
  CHECK(text.empty() != found.nothing.empty());
  return text.empty() ? found.nothing : text;
}

TEST_CASE("query: what is found, or why nothing is") {
  using catalogue::AccessLevel;
  struct Row {
    Question question;
    std::string_view found;
  };
  const Row rows[] = {
      {{Subject::kServices, "sqs"}, "sqs"},
      {{Subject::kServices, "S3*"},
       "s3 s3-object-lambda s3-outposts s3express s3files s3tables "
       "s3vectors"},
      {{Subject::kServices, "simple work"}, "swf"},
      {{Subject::kServices, "sqz"}, "no service `sqz`; did you mean `sqs`?"},
      {{Subject::kActions, "sqs:*Permission"}, "sqs:AddPermission sqs:RemovePermission"},
      {{Subject::kActions, "sqs:*Queue*", AccessLevel::kPermissionsManagement},
       "sqs:SetQueueAttributes"},
      {{Subject::kActions, "sqs:*", AccessLevel::kTagging}, "sqs:TagQueue sqs:UntagQueue"},
      {{.subject = Subject::kActions, .name = "sqs:Send*", .resource_type = "QUEUE"},
       "sqs:SendMessage"},
      {{.subject = Subject::kActions, .name = "iam:Pass*", .key = "iam:passedtoservice"},
       "iam:PassRole"},
      {{.subject = Subject::kActions, .name = "kms:Decr*", .key = "kms:EncryptionContext"},
       "kms:Decrypt"},
      {{.subject = Subject::kActions, .key = "iam:PassedToService"}, "iam:PassRole"},
      {{.subject = Subject::kActions, .name = "sqs:*", .key = "aws:SourceIp"},
       "`aws:SourceIp` is a global key: AWS does not list which actions carry it"},
      {{.subject = Subject::kActions, .name = "sqs:*", .key = "aws:ResorceTag/x"},
       "no condition key `aws:ResorceTag/x`; did you mean `aws:ResourceTag/`?"},
      {{.subject = Subject::kActions, .name = "sqs:*", .resource_type = "queu"},
       "no action that matches `sqs:*` works on a `queu`; did you mean `queue`?"},
      {{Subject::kActions, "sqs:Get*", AccessLevel::kTagging},
       "actions match `sqs:Get*`, but none has all that the options ask for"},
      {{Subject::kActions, "sqs"}, "`sqs` is not `service:action`; did you mean `sqs:*`?"},
      {{Subject::kActions, "sqs:Zap*"}, "no action matches `sqs:Zap*`"},
      {{Subject::kActions, "sq*:Zap"}, "no action matches `sq*:Zap`"},
      {{Subject::kActions, "sqz:Get*"}, "no service `sqz`; did you mean `sqs`?"},
      {{Subject::kAction, "SQS:sendmessage"}, "sqs:SendMessage"},
      {{Subject::kAction, "sqs:SendMesage"},
       "no action `sqs:SendMesage`; did you mean `sqs:SendMessage`?"},
      {{Subject::kAction, "PassRole"},
       "`PassRole` is not `service:action`; did you mean `iam:PassRole`?"},
      {{Subject::kAction, "no such"}, "`no such` is not `service:action`"},
      {{Subject::kAction, "s3:ListObjectsV2"},
       "no action `s3:ListObjectsV2`; did you mean `s3:ListBucket`?"},
      {{Subject::kAction, "servicecatalog:AccountLevelDescribeRecord"},
       "`servicecatalog:AccountLevelDescribeRecord` is not in AWS's reference, though AWS's "
       "managed "
       "policies name it"},
      {{Subject::kAction, "iot1click:GetDevice"},
       "`iot1click` is withdrawn since 2024-12-16: AWS IoT 1-Click"},
      {{Subject::kKeys, "crowd"}, "`crowd` is withdrawn: Amazon Mechanical Turk Crowd"},
      {{Subject::kKeys, "cloudwatchlogs"}, "no service `cloudwatchlogs`; did you mean `logs`?"},
      {{Subject::kAction, "sqs:Send*"}, "no action matches `sqs:Send*`"},
      {{Subject::kResourceTypes, "SQS"}, "queue"},
      {{Subject::kResourceTypes, "sqz"}, "no service `sqz`; did you mean `sqs`?"},
      {{Subject::kResourceTypes, "a2c"}, "`a2c` has no resource types: its actions are on `*`"},
      {{Subject::kResourceType, "s3:Bucket"}, "bucket"},
      {{Subject::kResourceType, "s3:buckt"},
       "`s3` has no resource type `buckt`; did you mean `bucket`?"},
      {{Subject::kResourceType, "bucket"}, "`bucket` is not `service:type`"},
      {{Subject::kKeys, "sqs"},
       "aws:RequestTag/${TagKey}/0 aws:ResourceTag/${TagKey}/0 "
       "aws:TagKeys/0"},
      {{Subject::kKeys, "a2c"}, "`a2c` has no condition keys of its own"},
      {{Subject::kKeys, "sqz"}, "no service `sqz`; did you mean `sqs`?"},
      {{Subject::kKey, "iam:PassedToService"}, "iam:PassedToService/1"},
      {{Subject::kKey, "AWS:sourceip"}, "aws:SourceIp!/0"},
      {{Subject::kKey, "aws:PrincipalTag/team"}, "aws:PrincipalTag/${TagKey}!/0"},
      {{Subject::kKey, "sqs"}, "`sqs` is not `prefix:key`"},
      {{Subject::kKey, "s3:prefi"}, "no condition key `s3:prefi`; did you mean `s3:prefix`?"},
      {{Subject::kKey, "aws:SourceIpp"},
       "no condition key `aws:SourceIpp`; did you mean `aws:SourceIp`?"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.question.name);
    CAPTURE(row.question.key);
    CHECK(dump(row.question) == row.found);
  }
}

TEST_CASE("query: a key whose tag was left out") {
  struct Row {
    std::string_view key, meant;
  };
  const Row rows[] = {
      {"aws:ResourceTag", "aws:ResourceTag/${TagKey}"},
      {"aws:ResourceTag/", "aws:ResourceTag/${TagKey}"},
      {"aws:ResourceTag/team", "aws:ResourceTag/${TagKey}"},
      {"kms:EncryptionContext", "kms:EncryptionContext:${EncryptionContextKey}"},
      {"s3:ExistingObjectTag", "s3:ExistingObjectTag/<key>"},
      {"s3:prefix", "s3:prefix"},
      {"s3:prefi", ""},
      {"aws:ResourceTa", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    const auto meant = key_meant(row.key);
    CHECK((meant ? meant->name : "") == row.meant);
  }
}

TEST_CASE("query: the program's streams and exit status") {
  struct Row {
    Words words;
    int exit_code;
    std::string_view out, err;  // what these contain; empty: they are empty
  };
  const Row rows[] = {
      {{"action", "sqs:SendMessage"}, 0, "sqs:SendMessage  Write\n", ""},
      {{"actions", "sqs:Send*"}, 0, "\nactions: 1, data of ", ""},
      {{"services"}, 0, "\nxray ", ""},
      {{"action", "sqs:SendMesage"},
       1,
       "",
       "cordon: warning: no action `sqs:SendMesage`; did you mean `sqs:SendMessage`?\n"},
      {{"action", "sqs:SendMesage", "--quiet"}, 1, "", ""},
      {{"key", "sqs:\x1b[31m"}, 1, "", "no condition key `sqs:\\x1b[31m`"},
      {{"key", "s3:" + std::string(100'000, 'x')}, 1, "", "no condition key `s3:xxx"},
      {{}, 2, "", "WHAT is required"},
      {{"kez"}, 2, "", "did you mean `key`?"},
      {{"action"}, 2, "", "`action` needs a name, such as s3:GetObject\n"},
      {{"resource-type"}, 2, "", "`resource-type` needs a name, such as s3:bucket\n"},
      {{"key"}, 2, "", "`key` needs a name, such as s3:prefix\n"},
      {{"keys"}, 2, "", "`keys` needs a service, such as s3\n"},
      {{"resource-types"}, 2, "", "`resource-types` needs a service, such as s3\n"},
      {{"keys", "s3", "--level", "read"},
       2,
       "",
       "--level, --resource-type and --key choose among `actions`\n"},
      {{"actions", "--level", "writ"}, 2, "", "did you mean `write`?"},
      {{"actions", "s3:*", "iam:*"}, 2, "", "unexpected argument `iam:*`"},
      {{"--help"}, 0, "Examples:\n  cordon query services lambda\n", ""},
  };
  for (const Row& row : rows) {
    Words words{"query"};
    words.insert(words.end(), row.words.begin(), row.words.end());
    const auto run = support::run_program(words);
    REQUIRE(run);
    CAPTURE(words.back());
    CAPTURE(run->out);
    CAPTURE(run->err);
    CHECK(run->exit_code == row.exit_code);
    CHECK(run->out.contains(row.out));
    CHECK(run->out.empty() == row.out.empty());
    CHECK(run->err.contains(row.err));
    CHECK(run->err.empty() == row.err.empty());
  }
}

TEST_CASE("query: JSON has the list that was asked for, also when it is empty") {
  struct Row {
    Words words;
    std::string_view list;
    std::size_t size;
  };
  const Row rows[] = {
      {{"services", "sqs"}, "services", 1},
      {{"actions", "sqs:*Permission"}, "actions", 2},
      {{"action", "sqs:SendMessage"}, "actions", 1},
      {{"action", "sqs:SendMesage"}, "actions", 0},
      {{"resource-types", "sqs"}, "resourceTypes", 1},
      {{"resource-type", "sqs:queue"}, "resourceTypes", 1},
      {{"keys", "sqs"}, "conditionKeys", 3},
      {{"key", "aws:SourceIp"}, "conditionKeys", 1},
  };
  for (const Row& row : rows) {
    Words words{"query", "--format", "json"};
    words.insert(words.end(), row.words.begin(), row.words.end());
    const auto run = support::run_program(words);
    REQUIRE(run);
    CAPTURE(row.list);
    const auto json = nlohmann::json::parse(run->out, nullptr, false);
    REQUIRE(json.is_object());
    CHECK(json.size() == 3);
    CHECK(json.at("schema") == "cordon.query.v1");
    CHECK(json.at("dataDate") == std::string(catalogue::data_date()));
    CHECK(json.at(std::string(row.list)).size() == row.size);
    CHECK(run->exit_code == (row.size == 0 ? 1 : 0));
  }
}

TEST_CASE("query: all actions are found by the pattern `*`, and by none") {
  const auto count = [](const Question& question) { return answer(question).actions.size(); };
  CHECK(count({Subject::kActions, "*"}) > 22000);
  CHECK(count({Subject::kActions, ""}) == count({Subject::kActions, "*"}));
}

}  // namespace
}  // namespace cordon
