// How fast a JSON tree becomes a policy document: two statements, as a line of a batch has them.
#include <benchmark/benchmark.h>

#include <string_view>

#include "grammar/policy_document.h"

namespace cordon {
namespace {

constexpr std::string_view kPolicy =
    R"({"Version":"2012-10-17","Statement":[)"
    R"({"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],)"
    R"("Resource":"arn:aws:s3:::example-bucket/*",)"
    R"("Condition":{"StringEquals":{"aws:PrincipalTag/team":"reports"}}},)"
    R"({"Effect":"Deny","Action":"*","Resource":"*",)"
    R"("Condition":{"DateLessThan":{"aws:TokenIssueTime":"2024-05-01T12:00:00Z"}}}]})";

void bm_read_policy(benchmark::State& state) {
  const JsonResult json = read_json(std::make_shared<Source>("bench", std::string(kPolicy)));
  for (auto _ : state) {
    const PolicyResult policy = read_policy(json.tree, *json.root());
    if (!policy.diagnostics.empty()) state.SkipWithError("the policy of the benchmark is not well");
    benchmark::DoNotOptimize(policy.document.statements.data());
  }
}
BENCHMARK(bm_read_policy);

}  // namespace
}  // namespace cordon
