// `cordon contain` on incidents of growing size, from memory to memory: as a whole, and what
// judging takes of it; with the most memory that the process had. scripts/bench.sh holds the
// largest, and how time grows, against docs/performance.md.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "cli/contain/formats.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/timeline.h"
#include "tests/support/large_incident.h"

namespace cordon {
namespace {

std::string text_of_size(const benchmark::State& state) {
  const auto credentials = static_cast<std::size_t>(state.range(0));
  return support::large_incident({.principals = credentials / 10,
                                  .credentials = credentials,
                                  .events = static_cast<std::size_t>(state.range(1))});
}

// Linux counts anew from here on; elsewhere, and where that is not allowed, from the start.
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    unsigned long kilobytes = 0;
    if (std::sscanf(line.c_str(), "VmHWM: %lu", &kilobytes) == 1) {
      return static_cast<double>(kilobytes) / 1024;
    }
  }
  return 0;
}

void bm_contain(benchmark::State& state) {
  const std::string text = text_of_size(state);
  forget_peak();
  for (auto _ : state) {
    const incident::IncidentResult read = support::read_incident_text(text);
    const incident::Report report = judge(read.incident);
    const std::string out = incident_text(
        {read.incident, report, read.inputs, last_step(read.incident)}, Painter(false));
    benchmark::DoNotOptimize(out.data());
    if (report.credentials.size() != static_cast<std::size_t>(state.range(0))) {
      state.SkipWithError("not every credential was judged");
    }
  }
  state.counters["peak_MB"] = peak_megabytes();
}

void bm_judge_incident(benchmark::State& state) {
  const incident::IncidentResult read = support::read_incident_text(text_of_size(state));
  for (auto _ : state) {
    const incident::Report report = judge(read.incident);
    if (report.verdict != incident::Containment::kNotContained) {
      state.SkipWithError("not judged as expected");
    }
    benchmark::DoNotOptimize(&report);
  }
}

void sizes(benchmark::internal::Benchmark* bench) {
  for (const int events : {5, 50}) {
    for (const int credentials : {100, 1'000, 10'000}) bench->Args({credentials, events});
  }
  bench->ArgNames({"credentials", "events"})->Unit(benchmark::kMillisecond);
}
BENCHMARK(bm_contain)->Apply(sizes);
BENCHMARK(bm_judge_incident)->Apply(sizes);

// What scripts/plot-growth.sh draws: each size once.
void growth(benchmark::internal::Benchmark* bench, const std::vector<std::int64_t>& credentials,
            const std::vector<std::int64_t>& events) {
  for (const std::int64_t steps : events) {
    for (const std::int64_t count : credentials) bench->Args({count, steps});
  }
  bench->Unit(benchmark::kMillisecond);
}
void growth_in_credentials(benchmark::internal::Benchmark* bench) {
  growth(bench, {100, 300, 1'000, 3'000, 10'000}, {50});
}
void growth_in_events(benchmark::internal::Benchmark* bench) {
  growth(bench, {1'000}, {10, 20, 50, 100, 200});
}
BENCHMARK(bm_contain)->Name("bm_growth_credentials")->Apply(growth_in_credentials);
BENCHMARK(bm_contain)->Name("bm_growth_events")->Apply(growth_in_events);

}  // namespace
}  // namespace cordon
