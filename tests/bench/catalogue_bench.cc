// What a look-up in the catalogue costs, and a walk over all of its 22,000 actions: a rule may look
// at every action that an entry of a policy matches.

#include "engine/catalogue/catalogue.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace cordon::catalogue {
namespace {

template <class LookUp>
void look_up(benchmark::State& state, LookUp find, std::string_view name) {
  if (!find(name)) state.SkipWithError("not found");
  for (auto _ : state) {
    benchmark::DoNotOptimize(name);
    benchmark::DoNotOptimize(find(name));
  }
}

void service(benchmark::State& state) { look_up(state, find_service, "s3"); }
void action(benchmark::State& state) { look_up(state, find_action, "s3:GetObject"); }
void resource_type(benchmark::State& state) {
  look_up(state, [](std::string_view name) { return find_resource_type("s3", name); }, "bucket");
}
void key(benchmark::State& state) { look_up(state, find_key, "s3:prefix"); }
void key_of_template(benchmark::State& state) { look_up(state, find_key, "aws:ResourceTag/team"); }
void key_of_service(benchmark::State& state) {
  look_up(
      state, [](std::string_view name) { return find_service_key("ec2", name); },
      "ec2:ResourceTag/team");
}

void walk(benchmark::State& state, std::string_view pattern) {
  std::size_t actions = 0;
  for (auto _ : state) {
    for (const Action& action : actions_matching(pattern)) {
      benchmark::DoNotOptimize(action);
      ++actions;
    }
  }
  state.counters["actions"] =
      static_cast<double>(actions) / static_cast<double>(state.iterations());
}

void matching_prefix(benchmark::State& state) { walk(state, "s3:Get*"); }
void matching_all(benchmark::State& state) { walk(state, "*"); }
void matching_wild_service(benchmark::State& state) { walk(state, "*:*Tag*"); }

void carrying_a_tag(benchmark::State& state) {
  for (auto _ : state) {
    const auto count = std::ranges::count_if(actions_matching("*"), [](const Action& action) {
      return carries(action, "aws:ResourceTag/team");
    });
    benchmark::DoNotOptimize(count);
  }
}

BENCHMARK(service)->Name("catalogue_find_service");
BENCHMARK(action)->Name("catalogue_find_action");
BENCHMARK(resource_type)->Name("catalogue_find_resource_type");
BENCHMARK(key)->Name("catalogue_find_key");
BENCHMARK(key_of_template)->Name("catalogue_find_key_of_template");
BENCHMARK(key_of_service)->Name("catalogue_find_key_of_service");
BENCHMARK(matching_prefix)->Name("catalogue_actions_s3_get");
BENCHMARK(matching_all)->Name("catalogue_actions_all");
BENCHMARK(matching_wild_service)->Name("catalogue_actions_any_service");
BENCHMARK(carrying_a_tag)->Name("catalogue_all_that_carry_a_tag");

}  // namespace
}  // namespace cordon::catalogue
