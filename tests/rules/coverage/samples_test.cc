#include "rules/coverage/samples.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/compile.h"

namespace cordon::rules {
namespace {

CompiledStatement with_conditions(std::string_view conditions) {
  JsonResult read = read_json(std::make_shared<Source>(
      "p.json", fmt::format(R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow",)"
                            R"("Action":"s3:*","Resource":"*","Condition":{{{}}}}}}})",
                            conditions)));
  return compile_policy(read.tree, *read.root(), PolicyType::kIdentity, "p")
      .policy->statements.front();
}

// The keys beside those of the clock; a list in brackets.
std::string dump(std::string_view conditions, std::size_t number) {
  const auto context = sample_context(with_conditions(conditions), number);
  if (!context) return "-";
  std::string text;
  for (const ContextEntry& entry : context->entries()) {
    if (entry.key.lower == "aws:currenttime" || entry.key.lower == "aws:epochtime") continue;
    const std::string value =
        entry.multivalued ? "[" + entry.values.front() + "]" : entry.values[0];
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", entry.key.name, value);
  }
  return text;
}

TEST_CASE("samples: a context that may meet conditions") {
  struct Row {
    std::string_view conditions;
    std::string_view first, second;  // examples
  };
  const Row rows[] = {
      {"", "", ""},
      {R"("StringEquals":{"aws:RequestedRegion":["a","b"]})", "aws:RequestedRegion=a",
       "aws:RequestedRegion=b"},
      {R"("StringLike":{"s3:prefix":"x*?"})", "s3:prefix=xz", "s3:prefix=xz"},
      {R"("Bool":{"aws:SecureTransport":"false"})", "aws:SecureTransport=false",
       "aws:SecureTransport=false"},
      {R"("StringNotEquals":{"s3:prefix":"x"})", "", ""},
      {R"("StringEqualsIfExists":{"s3:prefix":"x"})", "", "s3:prefix=x"},
      {R"("ForAllValues:StringEquals":{"aws:TagKeys":"x"})", "", "aws:TagKeys=[x]"},
      {R"("Null":{"aws:TagKeys":"false"},"ForAllValues:StringEquals":{"aws:TagKeys":"x"})",
       "aws:TagKeys=[z]", "aws:TagKeys=[x]"},
      {R"("Null":{"s3:prefix":"true"})", "", ""},
      {R"("StringEquals":{"s3:prefix":"${aws:username}","aws:username":"bob"})",
       "aws:username=bob s3:prefix=bob", "aws:username=bob s3:prefix=bob"},
      {R"("StringLike":{"s3:prefix":"home/${aws:PrincipalTag/team}/*"})",
       "aws:PrincipalTag/team=z s3:prefix=home/z/", "aws:PrincipalTag/team=z s3:prefix=home/z/"},
      // AWS gives these keys no other texts than numbers, times and addresses.
      {R"("NumericLessThan":{"s3:max-keys":"10"})", "-", "-"},
      {R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})", "-", "-"},
      {R"("StringEquals":{"s3:prefix":"${aws:CurrentTime}x${aws:MultiFactorAuthAge}"})", "-", "-"},
      // Nor is one of several values known.
      {R"("StringEquals":{"s3:prefix":"${aws:CalledVia}"})", "-", "-"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.conditions);
    CHECK(dump(row.conditions, 0) == row.first);
    CHECK(dump(row.conditions, 1) == row.second);
  }
}

TEST_CASE("samples: what entries of Action and Resource stand for") {
  CHECK(sample_action("S3:Get*") == "s3:get");
  CHECK(sample_action("s3:Get?bject") == "s3:getzbject");
  CHECK(sample_action("**") == "z:z");
  CHECK(sample_resource("arn:aws:s3:::Reports/*") == "arn:aws:s3:::Reports/");
  CHECK(sample_resource("*") == "*");
}

}  // namespace
}  // namespace cordon::rules
