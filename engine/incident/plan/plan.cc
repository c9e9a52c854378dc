#include "engine/incident/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "engine/incident/plan/ladder.h"
#include "engine/incident/plan/measure.h"
#include "engine/incident/plan/openness.h"
#include "engine/incident/plan/take_back.h"
#include "engine/incident/reach/openings.h"
#include "engine/incident/verdict/timeline.h"

namespace cordon::incident {
namespace {

// How often one plan may look at an incident: enough for a few dozen steps, and less often where a
// look takes long, so that a plan takes a time near to linear in the size of its incident.
constexpr std::size_t kMostLooks = 400;
constexpr std::size_t kFewestLooks = 16;
constexpr std::size_t kLooksTimesSize = 30'000;
// Looks at the credentials of one owner for each that may be taken at all.
constexpr std::size_t kOwnerLooks = 10;
constexpr std::int64_t kSecond = 1'000;

std::size_t most_judgements(const Incident& incident) {
  const std::size_t size = incident.credentials.size() + incident.events.size() + 1;
  return std::clamp(kLooksTimesSize / size, kFewestLooks, kMostLooks);
}

/// An incident with a plan's steps at its end, judged.
struct Judged {
  std::unique_ptr<const Incident> incident;
  Report report;
  std::vector<std::string> measures;  // of each step, its id
  Instant end;                        // when all of them are in force
};

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
      : incident_(incident), at_(at), most_(most), ladder_(incident, world_after(incident), at) {}

  Plan run() {
    now_ = look_at_given({});
    climb(&Planner::look_at_given);
    now_ = look(measures_);
    if (now_.size() == 0 && measures_.empty()) {
      Judged judged = judge_with(at_);
      const bool contained = contains(judged);
      return finished(contained ? PlanOutcome::kNothingToDo : PlanOutcome::kFails,
                      std::move(judged));
    }
    climb(&Planner::look);
    leave_out();
    Judged judged = judge_with(at_);
    if (!contains(judged)) return finished(PlanOutcome::kFails, std::move(judged));
    return finished(PlanOutcome::kContains, step_by_step(std::move(judged)));
  }

 private:
  using Measures = std::vector<Measure>;

  /// The incident with measures taken, and of each step the measure's id.
  struct Taken {
    std::unique_ptr<Incident> incident;
    std::vector<std::string> measures;
  };
  [[nodiscard]] Taken take(const Measures& measures, Instant others) const {
    Taken taken{.incident = std::make_unique<Incident>(incident_), .measures = {}};
    // The plan's steps are not yet taken: they tell nothing of what was made before them.
    taken.incident->known_until = known_until(incident_);
    PlannedEvents planned =
        events_of(measures, {.ending_minting = at_, .others = others}, incident_);
    auto& events = taken.incident->events;
    events.insert(events.end(), planned.events.begin(), planned.events.end());
    taken.measures = std::move(planned.measures);
    return taken;
  }

  [[nodiscard]] Instant in_force(Instant last) const {
    return Instant{last.ms + incident_.assumptions.propagation_ms};
  }

  [[nodiscard]] Openness look(const Measures& measures) {
    ++judgements_;
    return open_after(take(measures, at_).incident, in_force(at_), LookAt::kEverything);
  }

  [[nodiscard]] Openness look_at_given(const Measures& measures) {
    return open_after(take(measures, at_).incident, in_force(at_), LookAt::kGiven);
  }

  [[nodiscard]] Judged judge_with(Instant others) {
    ++judgements_;
    Taken taken = take(measures_, others);
    Judged judged{.incident = nullptr,
                  .report = judge_containment(*taken.incident),
                  .measures = std::move(taken.measures),
                  .end = in_force(others)};
    judged.incident = std::move(taken.incident);
    return judged;
  }

  [[nodiscard]] bool may_look() {
    if (judgements_ < most_) return true;
    cut_short_ = true;
    return false;
  }

  // As long as something is open and there is something to be done about it.
  void climb(Openness (Planner::*look_again)(const Measures&)) {
    while (now_.size() > 0 && may_look()) {
      if (!take_next()) return;
      now_ = (this->*look_again)(measures_);
    }
  }

  // One rung more for what is open, those aside that are only there because another one is.
  bool take_next() {
    std::map<std::string, std::vector<OpenCredential>> by_owner;
    for (const OpenCredential& open : now_.open) {
      if (!open.follows) by_owner[entity_key(open.issuer)].push_back(open);
    }
    bool more = false;
    // A measure that is taken for one credential may close the next one as well.
    const std::set<std::string> before = taken_;
    for (const OpenCredential& open : now_.open) {
      if (open.follows) continue;
      const std::vector<OpenCredential>& same = by_owner[entity_key(open.issuer)];
      more |= add(ladder_.next(open, same, {.before = before, .all = taken_}));
    }
    for (const OpenDoors& doors : by_place(now_.ways_in)) more |= add(ladder_.next(doors, before));
    return more;
  }

  static std::vector<OpenDoors> by_place(const OpenDoors& doors) {
    std::map<std::string_view, OpenDoors> places;
    for (const Door* door : doors) places[door->where].push_back(door);
    std::vector<OpenDoors> lists;
    for (auto& [place, list] : places) lists.push_back(std::move(list));
    return lists;
  }

  // False: all of them were taken before.
  bool add(Measures next) {
    bool more = false;
    for (Measure& measure : next) {
      if (!taken_.insert(measure.id).second) continue;
      std::erase_if(measures_, [&](const Measure& other) { return supersedes(measure, other); });
      measures_.push_back(std::move(measure));
      more = true;
    }
    return more;
  }

  // Tries to do without each, those that take most from others first.
  void leave_out() {
    std::ranges::stable_sort(measures_, std::greater<>{}, &Measure::disruption);
    std::vector<std::string> doubted;
    for (Measure& measure : measures_) {
      if (!is_needed_by_owner(measure)) doubted.push_back(measure.id);
    }
    // Most often all of them can be left out.
    if (doubted.size() > 1 && may_look() && leave_out(doubted) == nullptr) return;
    for (const std::string& id : doubted) {
      if (!may_look()) {
        smallest_ = false;
        return;
      }
      const std::unique_ptr<Openness> without = leave_out({id});
      if (without) note_closed(*std::ranges::find(measures_, id, &Measure::id), *without);
    }
  }

  // Null: nothing more is open without them, and they are gone.
  std::unique_ptr<Openness> leave_out(const std::vector<std::string>& ids) {
    Measures without = measures_;
    std::erase_if(without, [&](const Measure& measure) {
      return std::ranges::find(ids, measure.id) != ids.end();
    });
    Openness now = look(without);
    if (now.size() > now_.size() || now.cut_short != now_.cut_short) {
      return std::make_unique<Openness>(std::move(now));
    }
    measures_ = std::move(without);
    now_ = std::move(now);
    return nullptr;
  }

  // Whether credentials that are given, of whom the measure is about, are open without it.
  bool is_needed_by_owner(Measure& measure) {
    if (owner_looks_ == most_ * kOwnerLooks) return false;
    ++owner_looks_;
    Measures without = measures_;
    std::erase_if(without, [&](const Measure& other) { return other.id == measure.id; });
    const Taken taken = take(without, at_);
    const auto ids = ids_open_now();
    for (std::string& id : open_of_owner(*taken.incident, in_force(at_), measure.owner)) {
      if (!ids.contains(id)) measure.closes.push_back(std::move(id));
    }
    return !measure.closes.empty();
  }

  [[nodiscard]] std::unordered_set<std::string_view> ids_open_now() const {
    std::unordered_set<std::string_view> ids;
    for (const OpenCredential& open : now_.open) ids.insert(open.held->id);
    return ids;
  }

  // What is open without the measure, and closed with it.
  void note_closed(Measure& measure, const Openness& without) const {
    const auto ids = ids_open_now();
    for (const OpenCredential& open : without.open) {
      if (!ids.contains(open.held->id)) measure.closes.push_back(open.held->id);
    }
    std::set<std::string> ways;
    for (const Door* door : now_.ways_in) ways.insert(door_name(*door));
    for (const Door* door : without.ways_in) {
      std::string name = door_name(*door);
      if (!ways.contains(name)) measure.closes.push_back(std::move(name));
    }
  }

  // What ends minting first and the rest a second later, if that is proved too: it asks less of
  // whoever takes the steps.
  Judged step_by_step(Judged at_once) {
    const bool some = std::ranges::any_of(measures_, &Measure::ends_minting);
    const bool all = std::ranges::all_of(measures_, &Measure::ends_minting);
    at_once_ = measures_.size() > 1;
    if (!some || all) return at_once;
    Judged judged = judge_with(Instant{at_.ms + kSecond});
    if (!contains(judged)) return at_once;
    at_once_ = false;
    return judged;
  }

  Plan finished(PlanOutcome outcome, Judged judged) {
    Plan plan;
    plan.outcome = outcome;
    plan.at = at_;
    plan.end = judged.end;
    plan.judgements = judgements_;
    plan.smallest = smallest_;
    plan.cut_short = cut_short_;
    plan.at_once = at_once_;
    if (outcome == PlanOutcome::kFails) note_open(plan, judged);
    note_origins(plan);
    const std::size_t before = incident_.events.size();
    for (std::size_t i = 0; i < judged.measures.size(); ++i) {
      const auto place = std::ranges::find(measures_, judged.measures[i], &Measure::id);
      const Measure& measure = *place;
      plan.steps.push_back({.event = &judged.incident->events[before + i],
                            .measure = static_cast<std::size_t>(place - measures_.begin()),
                            .disruption = measure.disruption,
                            .closes = measure.closes,
                            .cost = measure.cost,
                            .made_by = measure.made_by});
    }
    for (const Measure& measure : measures_) {
      if (!measure.note.empty()) plan.notes.push_back(measure.note);
    }
    plan.incident = std::move(judged.incident);
    plan.report = std::move(judged.report);
    return plan;
  }

  void note_open(Plan& plan, const Judged& judged) const {
    for (const OpenCredential& open : now_.open) {
      if (open.follows) continue;
      plan.open.push_back(
          {.credential = open.held->id, .why = open.why, .needed = ladder_.needed_for(open)});
    }
    for (const Door* door : now_.ways_in) {
      plan.open.push_back({.credential = {},
                           .why = fmt::format("{}: {}: {}", event_words(*door->event),
                                              door_name(*door), why_open(*door)),
                           .needed = TakeBack::needed_for(*door)});
    }
    if (!plan.open.empty()) return;
    plan.open.push_back(
        {.credential = {}, .why = judged.report.why, .needed = needed_to_prove(judged)});
  }

  static std::string why_open(const Door& door) {
    if (door.witness) return fmt::format("{} is allowed", door.witness->action);
    return door.why.empty() ? "it is open" : door.why;
  }

  // What opened a session may open the next one. Only what is given is followed.
  void note_origins(Plan& plan) const {
    std::set<std::string> sessions;
    for (const HeldCredential& held : incident_.credentials) {
      const bool assumed = is_role_session(held.kind) && !held.renews;
      if (assumed && held.parent.empty()) sessions.insert(held.id);
    }
    if (sessions.empty()) return;
    const std::size_t more = sessions.size() - 1;
    plan.notes.push_back(fmt::format(
        "what opened {}{} was not told (`parent`): whoever did may open another session, and the "
        "plan is not about that",
        *sessions.begin(), more == 0 ? "" : fmt::format(" and {} more", more)));
  }

  // Everything is closed, and yet containment is not proved.
  [[nodiscard]] std::string needed_to_prove(const Judged& judged) const {
    if (!judged.report.lasting.empty()) {
      return fmt::format(
          "what was done up to {} has to be known: read the logs (`cordon sessions`), add what "
          "they show, and set `credentialsKnownUntil`",
          to_string(judged.end));
    }
    if (incident_.credentials.empty()) return "name the credentials that the attacker holds";
    if (incident_.incomplete || has_errors(judged.report.diagnostics)) {
      return "the input has to be complete: see its errors";
    }
    return "the incident has to be smaller";
  }

  const Incident& incident_;
  Instant at_;
  std::size_t most_;
  std::size_t judgements_ = 0;
  std::size_t owner_looks_ = 0;
  Ladder ladder_;
  Measures measures_;
  std::set<std::string> taken_;
  Openness now_;  // with the measures
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
