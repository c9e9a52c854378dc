// Proofs: whether one policy allows nothing that another does not. Pairs of policies as in a
// repository (CORDON_BENCH_POLICIES=DIR takes real ones; seed 7), how the time grows with
// statements and with patterns, and the weak spot: several texts that must all be contained in one
// of bounded length. CORDON_BENCH_SMT_LIB=DIR writes the questions of the pairs there, for
// scripts/bench-provers.sh.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/prove/claim.h"
#include "engine/prove/holders.h"
#include "tests/support/file.h"
#include "tests/support/small_case.h"

namespace cordon {
namespace {

using prove::Proof;
using prove::Situation;
using prove::Verdict;

constexpr std::size_t kPairs = 300;

Situation a_user() {
  Situation situation =
      prove::situation_of("arn:aws:iam::111122223333:user/alice", CredentialKind::kAccessKey, {});
  situation.caller.identify("AIDAEXAMPLEEXAMPLE01");
  return situation;
}

std::string document(std::string_view statements) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
}

ApplicablePolicies policies_of(PolicyPtr policy) {
  ApplicablePolicies policies;
  policies.identity.push_back(std::move(policy));
  return policies;
}
ApplicablePolicies policies_of(const std::string& text) {
  return policies_of(support::compiled(text, PolicyType::kIdentity));
}

Proof no_new_access(const ApplicablePolicies& before, const ApplicablePolicies& after) {
  const Situation situation = a_user();
  return prove::prove_no_new_access({&situation, 1}, before, after);
}

// --- Pairs --------------------------------------------------------------------------------------

std::string generated_policy(std::mt19937& random) {
  constexpr std::string_view kServices[] = {"s3", "ec2", "iam", "sqs", "kms", "lambda"};
  constexpr std::string_view kVerbs[] = {"Get*", "List*", "Describe*", "Put*", "Create*", "*"};
  std::string statements;
  for (std::size_t left = 1 + random() % 5; left > 0; --left) {
    const std::string_view service = kServices[random() % std::size(kServices)];
    const bool tagged = random() % 3 == 0;
    statements += fmt::format(
        R"({}{{"Effect":"{}","Action":["{}:{}","{}:{}"],"Resource":"{}"{}}})",
        statements.empty() ? "" : ",", random() % 5 == 0 ? "Deny" : "Allow", service,
        kVerbs[random() % std::size(kVerbs)], service, kVerbs[random() % std::size(kVerbs)],
        random() % 2 == 0 ? "*" : fmt::format("arn:aws:{}:*:*:prod-{}*", service, random() % 4),
        tagged
            ? R"(,"Condition":{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}})"
            : "");
  }
  return document(statements);
}

// The document itself, or what the AWS CLI wraps around it.
PolicyPtr read(const std::string& text) {
  const JsonResult parsed = read_json(std::make_shared<Source>("policy.json", text));
  JsonValue root = parsed.root().value();
  if (const auto version = root.find("PolicyVersion")) root = *version;
  if (const auto inner = root.find("Document")) root = *inner;
  return compile_policy(parsed.tree, root, PolicyType::kIdentity, "policy.json").policy;
}

std::vector<PolicyPtr> some_policies(std::mt19937& random) {
  std::vector<PolicyPtr> policies;
  if (const char* folder = std::getenv("CORDON_BENCH_POLICIES")) {
    for (const auto& file : support::files_below(folder, {".json"})) {
      policies.push_back(read(support::read_file(file).value()));
    }
  } else {
    for (std::size_t i = 0; i < kPairs; ++i) policies.push_back(read(generated_policy(random)));
  }
  std::erase_if(policies, [](const PolicyPtr& policy) { return policy->unreadable; });
  return policies;
}

std::vector<std::pair<ApplicablePolicies, ApplicablePolicies>> some_pairs() {
  std::mt19937 random(7);
  const std::vector<PolicyPtr> policies = some_policies(random);
  std::vector<std::pair<ApplicablePolicies, ApplicablePolicies>> pairs;
  for (std::size_t i = 0; i < kPairs; ++i) {
    const ApplicablePolicies a = policies_of(policies[random() % policies.size()]);
    const ApplicablePolicies b = policies_of(policies[random() % policies.size()]);
    pairs.emplace_back(a, b);
    pairs.emplace_back(b, a);
  }
  return pairs;
}

void write_questions(const std::vector<std::pair<ApplicablePolicies, ApplicablePolicies>>& pairs) {
  const char* folder = std::getenv("CORDON_BENCH_SMT_LIB");
  if (folder == nullptr) return;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto script = prove::no_new_access_as_smt_lib(a_user(), pairs[i].first, pairs[i].second);
    if (!script) continue;
    const Proof proof = no_new_access(pairs[i].first, pairs[i].second);
    std::ofstream(fmt::format("{}/{:03}-{}.smt2", folder, i, to_string(proof.verdict))) << *script;
  }
}

// Each pair is asked once a round; percentiles are over pairs, of the fastest of all rounds.
void bm_prove_pairs(benchmark::State& state) {
  const auto pairs = some_pairs();
  write_questions(pairs);
  std::vector<double> best(pairs.size(), 1e9);
  std::size_t open = 0;
  for (auto _ : state) {
    open = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto start = std::chrono::steady_clock::now();
      const Proof proof = no_new_access(pairs[i].first, pairs[i].second);
      const std::chrono::duration<double, std::milli> took =
          std::chrono::steady_clock::now() - start;
      best[i] = std::min(best[i], took.count());
      open += proof.verdict == Verdict::kUndecided ? 1 : 0;
    }
  }
  std::ranges::sort(best);
  state.counters["median_ms"] = best[best.size() / 2];
  state.counters["p95_ms"] = best[best.size() * 95 / 100];
  state.counters["worst_ms"] = best.back();
  state.counters["undecided"] = static_cast<double>(open);
}
BENCHMARK(bm_prove_pairs)->Unit(benchmark::kMillisecond);

// --- Growth -------------------------------------------------------------------------------------

void prove_repeatedly(benchmark::State& state, const std::string& before, const std::string& after,
                      Verdict expected) {
  const ApplicablePolicies older = policies_of(before);
  const ApplicablePolicies newer = policies_of(after);
  for (auto _ : state) {
    const Proof proof = no_new_access(older, newer);
    if (proof.verdict != expected) state.SkipWithError("another verdict than expected");
  }
}

std::string statements(std::int64_t count, std::int64_t buckets) {
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) {
    text += fmt::format(
        R"({}{{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b{}/*","Condition":{{"StringEquals":{{"aws:RequestedRegion":"eu-west-{}"}}}}}})",
        i == 0 ? "" : ",", i % buckets, i % 3);
  }
  return text;
}

// The same patterns in more and more statements.
void bm_prove_statements(benchmark::State& state) {
  const std::string same = statements(state.range(0), 10);
  prove_repeatedly(state, document(same),
                   document(same + R"(,{"Effect":"Deny","Action":"s3:GetA*","Resource":"*"})"),
                   Verdict::kHolds);
}
BENCHMARK(bm_prove_statements)
    ->RangeMultiplier(10)
    ->Range(10, 10'000)
    ->Unit(benchmark::kMillisecond);

// A list of patterns, each covered by one of the other list.
void bm_prove_patterns(benchmark::State& state) {
  std::string narrow;
  std::string wide;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    narrow += fmt::format("{}\"s3:Get{}x*\"", i == 0 ? "" : ",", i);
    wide += fmt::format("{}\"s3:Get{}*\"", i == 0 ? "" : ",", i);
  }
  const auto allow = [](const std::string& actions) {
    return document(fmt::format(R"({{"Effect":"Allow","Resource":"*","Action":[{}]}})", actions));
  };
  prove_repeatedly(state, allow(wide), allow(narrow), Verdict::kHolds);
}
BENCHMARK(bm_prove_patterns)->Arg(50)->Arg(500)->Arg(5'000)->Unit(benchmark::kMillisecond);

// --- The weak spot ------------------------------------------------------------------------------

// k texts in one of that many characters, for which there is no room: undecided above some k.
void bm_prove_contained_texts(benchmark::State& state) {
  const std::int64_t count = state.range(0);
  std::string denies;
  for (std::int64_t i = 0; i < count; ++i) {
    denies += fmt::format(
        R"(,{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"StringNotLike":{{"aws:UserAgent":"*{}{}*"}}}}}})",
        static_cast<char>('a' + i), static_cast<char>('b' + i));
  }
  const std::string bound(static_cast<std::size_t>(count), '?');
  const ApplicablePolicies none =
      policies_of(document(R"({"Effect":"Deny","Action":"*","Resource":"*"})"));
  const ApplicablePolicies some = policies_of(document(fmt::format(
      R"({{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"StringLike":{{"aws:UserAgent":"{}"}}}}}}{})",
      bound, denies)));
  bool open = false;
  for (auto _ : state) open = no_new_access(none, some).verdict == Verdict::kUndecided;
  state.counters["undecided"] = open ? 1 : 0;
}
BENCHMARK(bm_prove_contained_texts)
    ->DenseRange(1, 16)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordon
