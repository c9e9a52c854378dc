// What shows that a claim is false is a request that a person can read: a real action, on a
// resource of a type that it works on, wherever the policies leave a choice.

#include "engine/prove/witness.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/prove/policy_claims.h"
#include "tests/support/policy_text.h"

namespace cordon::prove {
namespace {

// `s3:GetObject on arn:aws:s3:::b/k`: what a policy of one Allow allows that an empty one does not.
std::string allowed(std::string_view elements) {
  const std::string statement = fmt::format(R"({{"Effect":"Allow",{}}})", elements);
  const PolicyPtr policy = support::policy(support::document(statement), PolicyType::kIdentity);
  const PolicyPtr nothing = support::policy(support::document(""), PolicyType::kIdentity);
  const Proof proof = prove_not_wider(nothing, policy, {}).proof;
  REQUIRE(proof.witness);
  const Request& request = proof.witness->request;
  return fmt::format("{} on {}", request.action(), request.resource());
}

TEST_CASE("witness: an action on a resource that it works on") {
  struct Row {
    std::string_view elements, expected;
  };
  const Row rows[] = {
      {R"("Action":"*","Resource":"*")", "s3:GetObject on arn:aws:s3:::x/x"},
      {R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")",
       "s3:GetObject on arn:aws:s3:::b/x"},
      {R"("Action":"*","Resource":"arn:aws:s3:::b/*")", "s3:GetObject on arn:aws:s3:::b/x"},
      {R"("Action":"*","Resource":"arn:aws:sqs:us-east-1:111122223333:jobs")",
       "sqs:AddPermission on arn:aws:sqs:us-east-1:111122223333:jobs"},
      {R"("Action":["sqs:*","s3:*"],"Resource":"arn:aws:s3:::b")",
       "s3:AllowVendedLogDeliveryForResource on arn:aws:s3:::b"},
      {R"("NotAction":["a*:*","s3:G*"],"Resource":"arn:aws:s3:::b/*")",
       "s3:PutObject on arn:aws:s3:::b/x"},
      {R"("Action":"*","Resource":"arn:aws:lambda:*:*:function:f")",
       "lambda:AddPermission on arn:aws:lambda:us-east-1:111122223333:function:f"},
      // Nothing works on these.
      {R"("Action":"*","Resource":"arn:aws:nosuch:*:*:thing/*")",
       "s3:GetObject on arn:aws:nosuch:::thing/"},
      {R"("Action":"dynamodb:*","Resource":"arn:aws:s3:::b/*")",
       "dynamodb:AssociateTableReplica on arn:aws:s3:::b/"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.elements);
    CHECK(allowed(row.elements) == row.expected);
  }
}

}  // namespace
}  // namespace cordon::prove
