#include <string>

#include "doctest/doctest.h"
#include "rules/fix/same_meaning.h"

namespace cordon {
namespace {

PolicyPtr compiled(const std::string& statements, PolicyType type) {
  JsonResult read = read_json(std::make_shared<Source>(
      "policy", R"({"Version":"2012-10-17","Statement":)" + statements + "}"));
  const JsonValue root = *read.root();
  CompileResult result = compile_policy(std::move(read.tree), root, type, "policy");
  REQUIRE(!result.policy->unreadable);
  return result.policy;
}

TEST_CASE("two policies are the same where they decide alike") {
  struct Row {
    std::string_view about;
    std::string before, after;
    bool same;
    PolicyType type = PolicyType::kIdentity;
  };
  const Row rows[] = {
      {"a redundant action is gone",
       R"({"Effect":"Allow","Action":["s3:*","s3:Get*"],"Resource":"*"})",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})", true},
      {"a needed action is gone",
       R"({"Effect":"Allow","Action":["s3:Put*","s3:Get*"],"Resource":"*"})",
       R"({"Effect":"Allow","Action":"s3:Put*","Resource":"*"})", false},
      {"the effect changed", R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})",
       R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})", false},
      {"a Sid changed", R"({"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"})",
       R"({"Sid":"B","Effect":"Allow","Action":"s3:*","Resource":"*"})", true},
      {"a resource is narrower",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a*"})",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a"})", false},
      {"IfExists came in",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}})",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:RequestedRegion":"eu-west-1"}}})",
       false},
      {"a condition value is gone",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"s3:prefix":["a","b"]}}})",
       R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"s3:prefix":["a"]}}})",
       false},
      {"a principal is another",
       R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
       R"({"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*"})",
       false, PolicyType::kResource},
      {"a boundary lost a Deny",
       R"([{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}])",
       R"([{"Effect":"Allow","Action":"*","Resource":"*"}])", false, PolicyType::kBoundary},
      {"an SCP with another order",
       R"([{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}])",
       R"([{"Effect":"Deny","Action":"iam:*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}])",
       true, PolicyType::kScp},
  };
  for (const Row& row : rows) {
    CAPTURE(row.about);
    const auto comparison =
        rules::compare_meaning(compiled(row.before, row.type), compiled(row.after, row.type));
    CHECK(!comparison.difference == row.same);
    CHECK(comparison.tried > 0);
    CHECK(comparison.proved == row.same);
  }
}

TEST_CASE("the number of requests tried is bounded") {
  std::string actions;
  for (int i = 0; i < 3000; ++i) actions += (i ? ",\"s3:A" : "\"s3:A") + std::to_string(i) + "*\"";
  const std::string policy =
      R"({"Effect":"Allow","Action":[)" + actions +
      R"(],"Resource":["arn:aws:s3:::a*","arn:aws:s3:::b*","arn:aws:s3:::c*"]})";
  const auto comparison = rules::compare_meaning(compiled(policy, PolicyType::kIdentity),
                                                 compiled(policy, PolicyType::kIdentity));
  CHECK(!comparison.difference);
  CHECK(comparison.tried <= rules::kMostCompared + 1);
  CHECK(comparison.tried > rules::kMostCompared / 2);
}

}  // namespace
}  // namespace cordon
