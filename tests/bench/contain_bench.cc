// `cordon contain` on incidents of growing size: reading, judging, and both reports, from memory to
// memory. scripts/bench.sh holds the largest, and how time grows, against docs/performance.md.
#include <benchmark/benchmark.h>

#include <string>

#include "cli/incident_report.h"
#include "engine/incident/report.h"
#include "tests/support/large_incident.h"

namespace cordon {
namespace {

support::IncidentSize size_of(const benchmark::State& state) {
  const auto credentials = static_cast<std::size_t>(state.range(0));
  return {.principals = credentials / 10,
          .credentials = credentials,
          .events = static_cast<std::size_t>(state.range(1))};
}

void bm_read_incident(benchmark::State& state) {
  const std::string text = support::large_incident(size_of(state));
  for (auto _ : state) {
    const incident::IncidentResult read = support::read_incident_text(text);
    if (read.incident.credentials.size() != static_cast<std::size_t>(state.range(0))) {
      state.SkipWithError("not every credential was read");
    }
    benchmark::DoNotOptimize(&read);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void bm_judge_incident(benchmark::State& state) {
  const incident::IncidentResult read =
      support::read_incident_text(support::large_incident(size_of(state)));
  for (auto _ : state) {
    const incident::Report report = judge(read.incident);
    if (report.verdict != incident::Containment::kNotContained) {
      state.SkipWithError("not judged as expected");
    }
    benchmark::DoNotOptimize(&report);
  }
}

void bm_report_incident(benchmark::State& state) {
  const incident::IncidentResult read =
      support::read_incident_text(support::large_incident(size_of(state)));
  const incident::Report report = judge(read.incident);
  const Painter plain(false);
  for (auto _ : state) {
    const std::string text = incident_text(read.incident, report, plain);
    const std::string json = incident_json(read.incident, report, read.inputs);
    benchmark::DoNotOptimize(text.data());
    benchmark::DoNotOptimize(json.data());
  }
}

void sizes(benchmark::internal::Benchmark* bench) {
  for (const int events : {5, 50}) {
    for (const int credentials : {100, 1'000, 10'000}) bench->Args({credentials, events});
  }
  bench->ArgNames({"credentials", "events"})->Unit(benchmark::kMillisecond);
}
BENCHMARK(bm_read_incident)->Apply(sizes);
BENCHMARK(bm_judge_incident)->Apply(sizes);
BENCHMARK(bm_report_incident)->Apply(sizes);

}  // namespace
}  // namespace cordon
