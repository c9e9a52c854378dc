#include "engine/incident/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/incident/plan/ladder.h"
#include "engine/incident/plan/measure.h"
#include "engine/incident/reach/reach.h"
#include "engine/incident/verdict/timeline.h"

namespace cordon::incident {
namespace {

// Judgements that one plan may take: enough for a few dozen steps, fewer where each of them takes
// long, so that a plan takes a time near to linear in the size of its incident.
constexpr std::size_t kMostJudgements = 400;
constexpr std::size_t kFewestJudgements = 24;
constexpr std::size_t kJudgedCredentials = 100'000;
constexpr std::int64_t kSecond = 1'000;

std::size_t most_judgements(const Incident& incident) {
  const std::size_t size = incident.credentials.size() + incident.events.size() + 1;
  return std::clamp(kJudgedCredentials / size, kFewestJudgements, kMostJudgements);
}

/// An incident with a plan's steps at its end, judged.
struct Judged {
  std::unique_ptr<const Incident> incident;
  Report report;
  std::vector<std::string> measures;  // of each step, its id
  Instant end;                        // when all of them are in force
};

bool is_open_after(const CredentialReport& credential, Instant end) {
  return std::ranges::any_of(credential.timeline, [&](const Stretch& stretch) {
    return !is_closed(stretch.what.verdict) && (!stretch.to || *stretch.to > end);
  });
}

std::vector<const HeldCredential*> open_after(const Judged& judged) {
  std::vector<const HeldCredential*> open;
  for (const auto* reports : {&judged.report.credentials, &judged.report.reached}) {
    for (const CredentialReport& report : *reports) {
      if (is_open_after(report, judged.end)) open.push_back(report.credential);
    }
  }
  return open;
}

bool contains(const Judged& judged) {
  return judged.report.verdict == Containment::kContained &&
         *judged.report.contained_at <= judged.end;
}

World world_after(const Incident& incident) {
  World world = incident.snapshot;
  for (const Event& event : incident.events) world = apply(std::move(world), event).world;
  return world;
}

class Planner {
 public:
  Planner(const Incident& incident, Instant at, std::size_t most)
      : incident_(incident),
        at_(at),
        most_(most),
        ladder_(incident, world_after(incident), at),
        best_(judge_with({}, at)) {}

  Plan run() {
    if (contains(best_)) return finished(PlanOutcome::kNothingToDo);
    climb();
    contained_ = contains(best_);
    leave_out();
    if (contained_) step_by_step();
    return finished(contained_ ? PlanOutcome::kContains : PlanOutcome::kFails);
  }

 private:
  using Measures = std::vector<Measure>;

  Judged judge_with(const Measures& measures, Instant others) {
    ++judgements_;
    auto incident = std::make_unique<Incident>(incident_);
    PlannedEvents planned =
        events_of(measures, {.ending_minting = at_, .others = others}, incident_);
    incident->events.insert(incident->events.end(), planned.events.begin(), planned.events.end());
    Judged judged{.incident = nullptr,
                  .report = {},
                  .measures = std::move(planned.measures),
                  .end = Instant{std::max(at_, others).ms + incident_.assumptions.propagation_ms}};
    judged.report = judge(*incident);
    judged.incident = std::move(incident);
    return judged;
  }

  [[nodiscard]] bool may_judge() {
    if (judgements_ < most_) return true;
    cut_short_ = true;
    return false;
  }

  // As long as something is open and there is something to be done about it.
  void climb() {
    while (may_judge()) {
      const std::vector<OpenCredential> open = open_now();
      const bool more = take_next(open);
      if (!more) return;
      best_ = judge_with(measures_, at_);
    }
  }

  [[nodiscard]] const HeldCredential* find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }

  // What is open, those aside that are only there because another one is.
  [[nodiscard]] std::vector<OpenCredential> open_now() {
    by_id_.clear();
    for (const auto& held : best_.incident->credentials) by_id_.emplace(held.id, &held);
    for (const auto& made : best_.report.made) by_id_.emplace(made->id, made.get());
    const auto open = open_after(best_);
    std::unordered_set<std::string_view> ids;
    for (const HeldCredential* held : open) ids.insert(held->id);
    std::vector<OpenCredential> first;
    for (const HeldCredential* held : open) {
      if (held->minting && ids.contains(held->parent)) continue;
      first.push_back({held, issuer_of(*held, find(held->parent))});
    }
    return first;
  }

  bool take_next(const std::vector<OpenCredential>& open) {
    bool more = false;
    for (const OpenCredential& credential : open) {
      for (Measure& measure : ladder_.next(credential, by_owner(open, credential), taken_)) {
        taken_.insert(measure.id);
        std::erase_if(measures_, [&](const Measure& other) { return supersedes(measure, other); });
        measures_.push_back(std::move(measure));
        more = true;
      }
    }
    return more;
  }

  [[nodiscard]] static std::vector<OpenCredential> by_owner(const std::vector<OpenCredential>& open,
                                                            const OpenCredential& credential) {
    std::vector<OpenCredential> same;
    const std::string owner = entity_key(credential.issuer);
    std::ranges::copy_if(open, std::back_inserter(same), [&](const OpenCredential& other) {
      return entity_key(other.issuer) == owner;
    });
    return same;
  }

  // Tries to do without each, those that take most from others first.
  void leave_out() {
    const std::size_t open = open_after(best_).size();
    std::ranges::stable_sort(measures_, std::greater<>{}, &Measure::disruption);
    for (std::size_t i = 0; i < measures_.size();) {
      if (!may_judge()) {
        smallest_ = false;
        return;
      }
      Measures without = measures_;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      Judged judged = judge_with(without, at_);
      const auto still_open = open_after(judged);
      const bool as_good = contained_ ? contains(judged) : still_open.size() <= open;
      if (as_good) {
        measures_ = std::move(without);
        best_ = std::move(judged);
        continue;
      }
      const auto open_with = open_after(best_);
      std::unordered_set<std::string_view> ids;
      for (const HeldCredential* held : open_with) ids.insert(held->id);
      for (const HeldCredential* held : still_open) {
        if (!ids.contains(held->id)) measures_[i].closes.push_back(held->id);
      }
      ++i;
    }
  }

  // What ends minting first and the rest a second later, if that is proved too: it asks less of
  // whoever takes the steps.
  void step_by_step() {
    const bool some = std::ranges::any_of(measures_, &Measure::ends_minting);
    const bool all = std::ranges::all_of(measures_, &Measure::ends_minting);
    if (!some || all || !may_judge()) return;
    Judged judged = judge_with(measures_, Instant{at_.ms + kSecond});
    at_once_ = !contains(judged);
    if (!at_once_) best_ = std::move(judged);
  }

  Plan finished(PlanOutcome outcome) {
    Plan plan;
    plan.outcome = outcome;
    plan.at = at_;
    plan.end = best_.end;
    plan.judgements = judgements_;
    plan.smallest = smallest_;
    plan.cut_short = cut_short_;
    plan.at_once = at_once_;
    if (outcome == PlanOutcome::kFails) note_open(plan);
    const std::size_t before = incident_.events.size();
    for (std::size_t i = 0; i < best_.measures.size(); ++i) {
      const Measure& measure = *std::ranges::find(measures_, best_.measures[i], &Measure::id);
      plan.steps.push_back({.event = &best_.incident->events[before + i],
                            .disruption = measure.disruption,
                            .closes = measure.closes,
                            .cost = measure.cost,
                            .made_by = measure.made_by});
    }
    plan.incident = std::move(best_.incident);
    plan.report = std::move(best_.report);
    return plan;
  }

  void note_open(Plan& plan) {
    for (const OpenCredential& open : open_now()) {
      plan.open.push_back({.credential = open.held->id,
                           .why = why_open(*open.held),
                           .needed = ladder_.needed_for(open)});
    }
    if (!plan.open.empty()) return;
    plan.open.push_back({.credential = {}, .why = best_.report.why, .needed = needed_to_prove()});
  }

  [[nodiscard]] std::string why_open(const HeldCredential& held) const {
    for (const auto* reports : {&best_.report.credentials, &best_.report.reached}) {
      const auto found = std::ranges::find(*reports, &held, &CredentialReport::credential);
      if (found == reports->end()) continue;
      const Stretch* now = stretch_at(*found, best_.end);
      return (now == nullptr ? found->timeline.back() : *now).what.reason;
    }
    return {};
  }

  // Everything is closed, and yet containment is not proved.
  [[nodiscard]] std::string needed_to_prove() const {
    if (!best_.report.lasting.empty()) {
      return fmt::format(
          "what was done up to {} has to be known: read the logs (`cordon sessions`), add what "
          "they show, and set `credentialsKnownUntil`",
          to_string(best_.end));
    }
    if (incident_.incomplete || has_errors(best_.report.diagnostics)) {
      return "the input has to be complete: see its errors";
    }
    return "the incident has to be smaller";
  }

  const Incident& incident_;
  Instant at_;
  std::size_t most_;
  std::size_t judgements_ = 0;
  Ladder ladder_;
  Measures measures_;
  std::set<std::string> taken_;
  Judged best_;
  std::unordered_map<std::string, const HeldCredential*> by_id_;
  bool contained_ = false;
  bool smallest_ = true;
  bool at_once_ = false;
  bool cut_short_ = false;
};

std::optional<Instant> later(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a || !b) return a ? a : b;
  return std::max(*a, *b);
}

}  // namespace

std::optional<Instant> plan_time(const Incident& incident) {
  std::optional<Instant> latest = later(incident.known_until, incident.snapshot_at);
  if (!incident.events.empty()) latest = later(latest, incident.events.back().at);
  for (const HeldCredential& held : incident.credentials) latest = later(latest, held.issued);
  return latest;
}

std::expected<Plan, std::string> make_plan(const Incident& incident, const PlanOptions& options) {
  const auto earliest = plan_time(incident);
  if (!options.at && !earliest) {
    return std::unexpected(
        "the incident tells of no time: say when the steps will be taken (--at)");
  }
  if (options.at && earliest && *options.at < *earliest) {
    return std::unexpected(fmt::format("steps can't be taken at {}: the incident goes on up to {}",
                                       to_string(*options.at), to_string(*earliest)));
  }
  return Planner(incident, options.at.value_or(earliest.value_or(Instant{})),
                 options.most_judgements.value_or(most_judgements(incident)))
      .run();
}

}  // namespace cordon::incident
