// What a match costs: the inner loop of every decision. A 40-byte ARN pattern against a 60-byte ARN
// is to take well under 50 ns.

#include "grammar/pattern.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

namespace cordon {
namespace {

constexpr std::string_view kTable = "arn:aws:dynamodb:us-east-1:123456789012:table/orders-2024-05";
constexpr std::string_view kObject =
    "arn:aws:s3:::amzn-example-bucket/logs/2024/05/01/part-0001.gz";

void match(benchmark::State& state, const Pattern& pattern, std::string_view text) {
  if (!pattern.matches(text)) state.SkipWithError("does not match");
  for (auto _ : state) {
    benchmark::DoNotOptimize(text);
    benchmark::DoNotOptimize(pattern.matches(text));
  }
}

Pattern confined(std::string_view text) {
  std::vector<Pattern::Token> tokens;
  append_glob(tokens, text);
  confine_wildcards_to_fields(tokens);
  return Pattern(std::move(tokens));
}

void literal(benchmark::State& state) { match(state, Pattern::glob(kTable), kTable); }
void prefix(benchmark::State& state) {
  match(state, Pattern::glob("arn:aws:dynamodb:us-east-1:123456789012:*"), kTable);
}
void arn(benchmark::State& state) {
  match(state, confined("arn:aws:dynamodb:*:123456789012:table/*"), kTable);
}
void arn_all_fields(benchmark::State& state) {
  match(state, confined("arn:*:dynamodb:*:*:table/*-2024-*"), kTable);
}
void arn_inside_fields(benchmark::State& state) {
  match(state, confined("arn:aws:dyn*db:us-*-1:*9012:table/ord*"), kTable);
}
void arn_any_one(benchmark::State& state) {
  match(state, confined("arn:aws:dynamodb:us-east-?:*:table/order?-*"), kTable);
}
void object_path(benchmark::State& state) {
  match(state, confined("arn:aws:s3:::amzn-*-bucket/logs/*/part-*.gz"), kObject);
}
void not_ascii(benchmark::State& state) {
  match(state, Pattern::glob("home/ü?er/*"), "home/üßer/bücher/liste.txt");
}

void mismatch(benchmark::State& state) {
  const Pattern pattern = confined("arn:aws:dynamodb:*:123456789012:index/*");
  std::string_view text = kTable;
  for (auto _ : state) {
    benchmark::DoNotOptimize(text);
    benchmark::DoNotOptimize(pattern.matches(text));
  }
}

void compile(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(confined("arn:aws:dynamodb:*:123456789012:table/*"));
}

BENCHMARK(literal);
BENCHMARK(prefix);
BENCHMARK(arn);
BENCHMARK(arn_all_fields);
BENCHMARK(arn_inside_fields);
BENCHMARK(arn_any_one);
BENCHMARK(object_path);
BENCHMARK(not_ascii);
BENCHMARK(mismatch);
BENCHMARK(compile);

}  // namespace
}  // namespace cordon
