// What one decision costs, and what it costs to read and compile a policy. scripts/bench.sh holds
// the decisions against the figures that docs/performance.md promises.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/evaluate.h"

namespace cordon {
namespace {

// --- Policies -----------------------------------------------------------------------------------

// A statement as people write them: two actions, a resource, conditions.
std::string statement(int number) {
  return fmt::format(
      R"({{"Sid":"Statement{0}","Effect":"{1}","Action":["service{0}:GetItem","service{0}:List*"],)"
      R"("Resource":["arn:aws:service{0}:eu-west-1:111122223333:table/reports-{0}",)"
      R"("arn:aws:service{0}:eu-west-1:111122223333:table/reports-{0}/*"],)"
      R"("Condition":{{"StringEquals":{{"aws:PrincipalTag/team":["reports","finance"]}},)"
      R"("IpAddress":{{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]}}}}}})",
      number, number % 5 == 4 ? "Deny" : "Allow");
}

std::string policy_of(std::string_view statements) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
}

std::string policy_of_size(std::size_t bytes) {
  std::string statements = statement(0);
  for (int i = 1; statements.size() < bytes; ++i) statements += "," + statement(i);
  return policy_of(statements);
}

PolicyPtr compile(const std::string& text, PolicyType type = PolicyType::kIdentity) {
  const JsonResult read = read_json(std::make_shared<Source>("bench", text));
  return compile_policy(read.tree, *read.root(), type, "bench").policy;
}

void bm_read_and_compile(benchmark::State& state) {
  const std::string text = policy_of_size(static_cast<std::size_t>(state.range(0)) * 1000);
  for (auto _ : state) {
    const PolicyPtr policy = compile(text);
    if (policy->unreadable) state.SkipWithError("the policy of the benchmark can't be read");
    benchmark::DoNotOptimize(policy->statements.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(bm_read_and_compile)->Arg(2)->Arg(20)->Unit(benchmark::kMicrosecond);

// --- Decisions ----------------------------------------------------------------------------------

Request request_for(std::string_view action, std::string resource) {
  Caller caller = parse_principal("arn:aws:iam::111122223333:user/bob").value();
  Request request(caller, default_credential(caller), action, std::move(resource));
  request.at = parse_time("2017-08-15T15:00:00Z").value();
  const auto tell = [&](std::string_view key, std::string value) {
    request.context.set({.key = ContextKey(key), .values = {std::move(value)}});
  };
  tell("aws:SourceIp", "203.0.113.9");
  tell("aws:PrincipalTag/team", "reports");
  tell("aws:UserAgent", "aws-cli/2.13");
  return request;
}

void decide(benchmark::State& state, const std::string& policy, const Request& request,
            Outcome expected = Outcome::kAllowed) {
  ApplicablePolicies policies;
  policies.identity.push_back(compile(policy));
  for (auto _ : state) {
    const Decision decision = evaluate(request, policies);
    if (decision.outcome != expected) state.SkipWithError("not as expected");
    benchmark::DoNotOptimize(&decision);
  }
}

void bm_decide_1_statement(benchmark::State& state) {
  decide(state,
         policy_of(R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})"),
         request_for("s3:GetObject", "arn:aws:s3:::b/key"));
}
BENCHMARK(bm_decide_1_statement);

void bm_decide_variable_and_2_conditions(benchmark::State& state) {
  decide(state,
         policy_of(R"({"Effect":"Allow","Action":"s3:GetObject",)"
                   R"("Resource":"arn:aws:s3:::b/home/${aws:username}/*","Condition":{)"
                   R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"},)"
                   R"("StringEquals":{"aws:PrincipalTag/team":"reports"}}})"),
         request_for("s3:GetObject", "arn:aws:s3:::b/home/bob/key"));
}
BENCHMARK(bm_decide_variable_and_2_conditions);

void bm_decide_100_statements(benchmark::State& state) {
  std::string statements = statement(0);
  for (int i = 1; i < 100; ++i) statements += "," + statement(i);
  decide(state, policy_of(statements),
         request_for("service50:GetItem",
                     "arn:aws:service50:eu-west-1:111122223333:table/reports-50/x"));
}
BENCHMARK(bm_decide_100_statements);

std::string action(int i) {
  return fmt::format("service{}:{}{}Item{}", i % 300, i % 2 == 0 ? "Get" : "List", i,
                     i % 3 == 0 ? "*" : "");
}

void bm_decide_1500_patterns_in_1_statement(benchmark::State& state) {
  std::string actions = '"' + action(0) + '"';
  for (int i = 1; i < 1500; ++i) actions += ",\"" + action(i) + '"';
  decide(state,
         policy_of(fmt::format(R"({{"Effect":"Allow","Action":[{}],"Resource":"*"}})", actions)),
         request_for(action(1000), "arn:aws:service100:eu-west-1:111122223333:item/1"));
}
BENCHMARK(bm_decide_1500_patterns_in_1_statement);

void bm_decide_1500_patterns_in_1500_statements(benchmark::State& state) {
  std::string statements;
  for (int i = 0; i < 1500; ++i) {
    statements += fmt::format(R"({}{{"Effect":"Allow","Action":"{}","Resource":"*"}})",
                              i == 0 ? "" : ",", action(i));
  }
  decide(state, policy_of(statements),
         request_for(action(1000), "arn:aws:service100:eu-west-1:111122223333:item/1"));
}
BENCHMARK(bm_decide_1500_patterns_in_1500_statements);

void bm_decide_denied_by_one_of_4_layers(benchmark::State& state) {
  const std::string allow = policy_of(R"({"Effect":"Allow","Action":"*","Resource":"*"})");
  ApplicablePolicies policies;
  policies.identity.push_back(compile(allow));
  policies.boundary.push_back(compile(allow, PolicyType::kBoundary));
  policies.scps = {{compile(allow, PolicyType::kScp)}, {compile(allow, PolicyType::kScp)}};
  policies.session.push_back(compile(
      policy_of(R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})"), PolicyType::kSession));
  const Request request = request_for("s3:GetObject", "arn:aws:s3:::b/key");
  for (auto _ : state) {
    const Decision decision = evaluate(request, policies);
    if (decision.outcome != Outcome::kExplicitDeny) state.SkipWithError("not as expected");
    benchmark::DoNotOptimize(&decision);
  }
}
BENCHMARK(bm_decide_denied_by_one_of_4_layers);

}  // namespace
}  // namespace cordon
