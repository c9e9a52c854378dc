#include "cli/contain/axis.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/incident/verdict/timeline.h"

namespace cordon {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kLongest = 36'500 * kDay;

// Distances between round instants; beyond them, doubled as often as it takes.
constexpr std::array kDistances{kMinute, 5 * kMinute, 15 * kMinute, 30 * kMinute,
                                kHour,   3 * kHour,   6 * kHour,    12 * kHour,
                                kDay,    2 * kDay,    7 * kDay};

std::int64_t distance_for(std::int64_t length, std::size_t most) {
  const auto count = static_cast<std::int64_t>(most);
  for (const std::int64_t distance : kDistances) {
    if (length / distance < count) return distance;
  }
  std::int64_t distance = kDistances.back();
  while (length / distance >= count) distance *= 2;
  return distance;
}

// The last instant that the incident itself speaks of: dates in policies may lie centuries ahead.
Instant last_told(const incident::Incident& incident, Instant begin) {
  Instant last = begin;
  const auto tell = [&](const std::optional<Instant>& at) {
    if (at) last = std::max(last, *at);
  };
  for (const incident::HeldCredential& credential : incident.credentials) {
    tell(credential.issued);
    tell(credential.expires);
  }
  for (const incident::Event& event : incident.events) tell(event.at);
  for (const incident::Probe& probe : incident.probes) tell(probe.at);
  return std::min(last, Instant{begin.ms + kLongest});
}

}  // namespace

double Axis::part_of(Instant at) const {
  const std::int64_t inside = std::clamp(at.ms, begin.ms, end.ms);
  return static_cast<double>(inside - begin.ms) / static_cast<double>(end.ms - begin.ms);
}

Axis axis_of(const JudgedIncident& judged) {
  const Instant begin = beginning(judged.incident);
  const Instant told = last_told(judged.incident, begin);
  const Instant horizon{told.ms + std::max(told.ms - begin.ms, kDay)};
  Instant end = told;
  for (const incident::CredentialReport& credential : judged.report.credentials) {
    for (const incident::Stretch& stretch : credential.timeline) {
      if (stretch.from <= horizon) end = std::max(end, stretch.from);
    }
  }
  const std::int64_t margin = std::max((end.ms - begin.ms) / 8, kMinute);
  const Instant round{(end.ms + margin) / kMinute * kMinute};
  return {begin, std::max(round, Instant{begin.ms + kMinute})};
}

std::vector<Instant> round_instants(const Axis& axis, std::size_t most) {
  const std::int64_t distance = distance_for(axis.end.ms - axis.begin.ms, most);
  // The first one not before the beginning; times before 1970 divide towards it.
  std::int64_t at = axis.begin.ms / distance * distance;
  while (at < axis.begin.ms) at += distance;
  std::vector<Instant> instants;
  for (; at <= axis.end.ms && instants.size() < most; at += distance) {
    instants.push_back(Instant{at});
  }
  return instants;
}

}  // namespace cordon
