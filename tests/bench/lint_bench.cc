// The linter's cost: all rules of the default profile on policies like those of a repository,
// beside reading and parsing the same texts alone; and one policy with 50,000 actions, where a
// check that compares every entry with every other would show. CORDON_BENCH_POLICIES=DIR measures
// real policies instead of generated ones.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "rules/registry.h"
#include "rules/run.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

using Texts = std::vector<std::string>;

// Real names in the order of the catalogue, every `step`th.
std::vector<std::string> action_names(std::size_t count, std::size_t step) {
  std::vector<std::string> names;
  std::size_t number = 0;
  while (names.size() < count) {
    for (const catalogue::Action action : catalogue::actions_matching("*")) {
      if (number++ % step == 0) names.emplace_back(action.full_name);
      if (names.size() == count) break;
    }
  }
  return names;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    list += fmt::format("{}\n        \"{}\"", list.empty() ? "" : ",", name);
  }
  return list;
}

// Four statements with ten actions each, resources, and a condition.
std::string policy(std::size_t number) {
  std::string statements;
  for (std::size_t i = 0; i < 4; ++i) {
    statements += fmt::format(
        "{}\n    {{\n      \"Sid\": \"S{}\", \"Effect\": \"{}\",\n      \"Action\": [{}\n      ],\n"
        "      \"Resource\": [\"arn:aws:s3:::bucket-{}/*\", "
        "\"arn:aws:sqs:eu-west-1:111122223333:q{}\"],"
        "\n      \"Condition\": {{\"StringEquals\": {{\"aws:RequestedRegion\": \"eu-west-1\"}}}}\n "
        "   }}",
        i == 0 ? "" : ",", i, i == 3 ? "Deny" : "Allow",
        list_of(action_names(10, 37 + number % 101 + i)), number, number);
  }
  return fmt::format("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{}\n  ]\n}}\n",
                     statements);
}

Texts policies(std::size_t count) {
  Texts texts;
  if (const char* folder = std::getenv("CORDON_BENCH_POLICIES")) {
    for (const auto& file : support::files_below(folder, {".json"})) {
      texts.push_back(support::read_file(file).value());
    }
    return texts;
  }
  for (std::size_t i = 0; i < count; ++i) texts.push_back(policy(i));
  return texts;
}

JsonResult parse(const std::string& text) {
  return read_json(std::make_shared<Source>("policy.json", text));
}

rules::Subject subject_of(const std::string& text, const rules::Settings& settings) {
  JsonResult read = parse(text);
  rules::FoundDocument document;
  document.root = read.root();
  document.tree = std::move(read.tree);
  document.problems = std::move(read.diagnostics);
  document.name = "policy.json";
  return rules::make_subject(std::move(document), settings,
                             parse_time("2026-01-01T00:00:00Z").value());
}

std::size_t lint(const Texts& texts, std::span<const rules::Rule* const> rules) {
  const rules::Settings settings;
  std::vector<rules::Subject> subjects;
  subjects.reserve(texts.size());
  for (const std::string& text : texts) subjects.push_back(subject_of(text, settings));
  return rules::run_rules(rules, subjects).value().findings.size();
}

void report_size(benchmark::State& state, const Texts& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(bytes));
}

void bm_parse_policies(benchmark::State& state) {
  const Texts texts = policies(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(parse(text));
  }
  report_size(state, texts);
}
BENCHMARK(bm_parse_policies)->Arg(500)->Unit(benchmark::kMillisecond);

void bm_lint_policies(benchmark::State& state) {
  const Texts texts = policies(static_cast<std::size_t>(state.range(0)));
  const auto rules = rules::selected_rules({}).value();
  for (auto _ : state) benchmark::DoNotOptimize(lint(texts, rules));
  report_size(state, texts);
}
BENCHMARK(bm_lint_policies)->Arg(125)->Arg(250)->Arg(500)->Arg(1000)->Unit(benchmark::kMillisecond);

void bm_lint_one_policy_of_actions(benchmark::State& state) {
  const Texts texts{fmt::format(
      "{{\"Version\": \"2012-10-17\", \"Statement\": {{\"Effect\": \"Allow\", \"Action\": [{}],\n"
      "\"Resource\": \"*\"}}}}",
      list_of(action_names(static_cast<std::size_t>(state.range(0)), 1)))};
  const auto rules = rules::selected_rules({}).value();
  for (auto _ : state) benchmark::DoNotOptimize(lint(texts, rules));
  report_size(state, texts);
}
BENCHMARK(bm_lint_one_policy_of_actions)
    ->Arg(12'500)
    ->Arg(25'000)
    ->Arg(50'000)
    ->Unit(benchmark::kMillisecond);

// Which rules the time goes to: each alone on the same subjects.
void bm_each_rule(benchmark::State& state) {
  const Texts texts = policies(500);
  const rules::Settings settings;
  std::vector<rules::Subject> subjects;
  for (const std::string& text : texts) subjects.push_back(subject_of(text, settings));
  const rules::Rule* const rule = rules::all_rules()[static_cast<std::size_t>(state.range(0))];
  for (auto _ : state) {
    benchmark::DoNotOptimize(rules::run_rules({&rule, 1}, subjects));
  }
  state.SetLabel(std::string(rule->id));
}
BENCHMARK(bm_each_rule)
    ->DenseRange(0, static_cast<std::int64_t>(rules::all_rules().size()) - 1)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace cordon
