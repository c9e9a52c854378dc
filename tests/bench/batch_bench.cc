// `cordon simulate --batch` end to end, from memory to memory: lines a second on one core, with
// policies in files and with policies in every line; and what its own JSON writer saves.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cli/json_line.h"
#include "cli/simulate/batch.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

constexpr std::string_view kPolicies =
    R"([{"file":"readers.json"},{"file":"admins.json"}],"scps":[[{"file":"full-access.json"}]])";

constexpr std::string_view kInlinePolicy =
    R"({"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":)"
    R"(["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::reports/*","Condition":)"
    R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}},{"Effect":"Deny","Action":"*",)"
    R"("Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":)"
    R"("2017-08-15T12:00:00Z"}}}]})";

// About 500 bytes beside an inline policy: a role session with its credential and a context.
std::string line(int number, std::string_view identity) {
  return fmt::format(
      R"({{"id":"r-{0}","request":{{"principal":)"
      R"("arn:aws:sts::111122223333:assumed-role/reports/i-0123456789abcdef0",)"
      R"("credential":{{"kind":"assume-role","issuedAt":"2017-08-15T12:{1:02}:00Z",)"
      R"("expiresAt":"2017-08-15T18:00:00Z"}},"action":"s3:GetObject",)"
      R"("resource":"arn:aws:s3:::reports/2017/08/{0}.csv","at":"2017-08-15T15:00:00Z",)"
      R"("context":{{"aws:SourceIp":"203.0.113.{1}","aws:UserAgent":"aws-cli/2.13",)"
      R"("aws:SecureTransport":true}}}},"policies":{{"identity":{2}}},"expect":"allowed"}})"
      "\n",
      number, number % 60, identity);
}

std::string lines(std::string_view identity) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += line(i, identity);
  return text;
}

void answer(benchmark::State& state, const std::string& input, unsigned jobs) {
  const std::string base = support::source_root() / "fixtures/batch/bench.jsonl";
  BatchCounts counts;
  for (auto _ : state) {
    std::string_view rest = input;
    std::size_t written = 0;
    const BatchStreams streams{.read =
                                   [&](std::span<char> buffer) {
                                     const std::size_t size = std::min(buffer.size(), rest.size());
                                     std::ranges::copy(rest.substr(0, size), buffer.begin());
                                     rest.remove_prefix(size);
                                     return std::expected<std::size_t, Error>(size);
                                   },
                               .write =
                                   [&](std::string_view answers) {
                                     written += answers.size();
                                     return std::expected<void, Error>();
                                   }};
    counts = answer_batch(streams, {.file = base, .jobs = jobs}).value_or(BatchCounts{});
    benchmark::DoNotOptimize(written);
    if (counts.lines != 20'000 || counts.unusable + counts.unexpected > 0) {
      state.SkipWithError("not every line was decided as expected");
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(counts.lines));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(input.size()));
}

void bm_batch_policies_in_files(benchmark::State& state) {
  answer(state, lines(kPolicies), static_cast<unsigned>(state.range(0)));
}
BENCHMARK(bm_batch_policies_in_files)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void bm_batch_same_policy_in_every_line(benchmark::State& state) {
  answer(state, lines(kInlinePolicy), static_cast<unsigned>(state.range(0)));
}
BENCHMARK(bm_batch_same_policy_in_every_line)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

void bm_batch_new_policy_in_every_line(benchmark::State& state) {
  std::string input;
  for (int i = 0; i < 20'000; ++i) {
    std::string policy(kInlinePolicy);
    policy.replace(policy.find("Read"), 4, fmt::format("Read{}", i));
    input += line(i, policy);
  }
  answer(state, input, static_cast<unsigned>(state.range(0)));
}
BENCHMARK(bm_batch_new_policy_in_every_line)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

// --- One answer, written by each of two ways ----------------------------------------------------

constexpr std::string_view kKey = "aws:SourceVpc";

void bm_answer_by_json_line(benchmark::State& state) {
  std::string out;
  for (auto _ : state) {
    out.clear();
    JsonLine json(out);
    json.open('{').member("id").string("r-000001").member("decision").string("allowed");
    json.member("reason").string("identity-allow").member("decidedBy").open('[').open('{');
    json.member("policyType").string("identity").member("policy").string("readers.json");
    json.member("statement").number(0).member("sid").string("ReadReports").close('}').close(']');
    json.member("missingContextKeys").open('[').string(kKey).close(']');
    json.member("asExpected").boolean(true).close('}').end_line();
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(bm_answer_by_json_line);

void bm_answer_by_nlohmann_json(benchmark::State& state) {
  for (auto _ : state) {
    const nlohmann::ordered_json json{{"id", "r-000001"},
                                      {"decision", "allowed"},
                                      {"reason", "identity-allow"},
                                      {"decidedBy",
                                       {{{"policyType", "identity"},
                                         {"policy", "readers.json"},
                                         {"statement", 0},
                                         {"sid", "ReadReports"}}}},
                                      {"missingContextKeys", {kKey}},
                                      {"asExpected", true}};
    const std::string out = json.dump() + "\n";
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(bm_answer_by_nlohmann_json);

}  // namespace
}  // namespace cordon
