#include "engine/incident/reach/outlasting.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/incident/reach/lasting.h"
#include "engine/incident/reach/reach.h"
#include "engine/incident/reach/undoing.h"
#include "engine/incident/verdict/attempt.h"
#include "engine/incident/verdict/timeline.h"

namespace cordon::incident {
namespace {

// Credentials that are named for one step.
constexpr std::size_t kMostUndoers = 3;

class LastingChanges {
 public:
  explicit LastingChanges(Verdicts& verdicts)
      : verdicts_(verdicts),
        history_(verdicts.history()),
        known_until_(history_.known_until()),
        last_step_(last_step(history_.incident())) {}

  std::optional<LastingChange> of(const CredentialReport& report) {
    if (!is_closed(report.timeline.back().what.verdict)) return std::nullopt;
    const HeldCredential& credential = *report.credential;
    std::optional<LastingChange> found;
    const std::vector<Instant> points = turning_points(credential, verdicts_);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const bool last = i + 1 == points.size();
      if (!last && points[i + 1] <= known_until_) continue;
      const Instant from = std::max(points[i], known_until_);
      if (!may_act(verdicts_.at(credential, from)->verdict, history_.incident())) continue;
      const bool after = last || points[i + 1] > last_step_;
      auto change = at(report, from, after ? std::max(from, last_step_) : from, after);
      if (change && change->certain) return change;
      if (change && !found) found = std::move(change);
    }
    return found;
  }

 private:
  // A change that is under way leaves the older state in force as well.
  std::optional<LastingChange> at(const CredentialReport& report, Instant from, Instant asked_at,
                                  bool after) {
    const std::size_t now = history_.world_at(from);
    std::optional<LastingChange> found;
    for (std::size_t world = oldest_world_in_flight(history_, now, from); world <= now; ++world) {
      auto change = in(*report.credential, world, from);
      if (!change) continue;
      const Stretch* stretch = stretch_at(report, asked_at);
      const bool surely_open = stretch != nullptr && (stretch->what.verdict == Verdict::kLive ||
                                                      stretch->what.verdict == Verdict::kResidual);
      if (change->certain && (!after || !surely_open || world != now)) {
        change->certain = false;
        change->why = fmt::format(
            "{} on {}{}", change->witness->action, change->witness->resource,
            after ? ""
                  : fmt::format(" (`credentialsKnownUntil`: what happened is known up to {})",
                                to_string(known_until_)));
      }
      if (change->certain || !found) found = std::move(change);
    }
    return found;
  }

  std::optional<LastingChange> in(const HeldCredential& credential, std::size_t world, Instant at) {
    std::optional<LastingChange> change;
    bool asked = false;
    verdicts_.ask(credential, world, at, [&](const Question& question, const std::string& key) {
      asked = true;
      if (change && change->certain) return;
      const auto [place, is_new] = answers_.try_emplace(key);
      if (is_new) place->second = may_change_for_good(question);
      if (place->second.given == Truth::kFalse) return;
      change = made_of(place->second, question, at);
    });
    if (asked) return change;
    // Nothing is known of what it may do then.
    const SharedVerdict verdict = verdicts_.in(credential, world, at);
    if (verdict->verdict != Verdict::kUnknown) return std::nullopt;
    return LastingChange{.credential = &credential,
                         .from = at,
                         .certain = false,
                         .witness = std::nullopt,
                         .why = verdict->reason};
  }

  static LastingChange made_of(const Permission& answer, const Question& question, Instant at) {
    const std::string& doubt = question.standing.doubt;
    LastingChange change{.credential = &question.credential,
                         .from = at,
                         .certain = answer.given == Truth::kTrue && doubt.empty(),
                         .witness = answer.witness,
                         .why = answer.given == Truth::kTrue ? doubt : answer.why};
    if (change.witness) {
      change.witness = made_by(*std::move(change.witness), question.standing, at);
    }
    return change;
  }

  Verdicts& verdicts_;
  const History& history_;
  Instant known_until_;
  Instant last_step_;
  std::unordered_map<std::string, Permission> answers_;
};

class Undoers {
 public:
  explicit Undoers(Verdicts& verdicts)
      : verdicts_(verdicts), history_(verdicts.history()), at_(last_step(history_.incident())) {}

  void consider(const std::vector<CredentialReport>& credentials) {
    for (const CredentialReport& report : credentials) {
      const Stretch* now = stretch_at(report, at_);
      if (now != nullptr && now->what.verdict == Verdict::kLive) open_.push_back(&report);
    }
  }

  void of(std::size_t index, std::vector<UndoReport>& found) {
    const std::vector<Candidate> calls = undoings_of(history_, index);
    if (calls.empty()) return;
    std::unordered_set<std::string> asked;
    const std::size_t most = found.size() + kMostUndoers;
    for (const CredentialReport* report : open_) {
      if (found.size() >= most) return;
      ask(*report->credential, index, calls, asked, found);
    }
  }

 private:
  void ask(const HeldCredential& credential, std::size_t index, const std::vector<Candidate>& calls,
           std::unordered_set<std::string>& asked, std::vector<UndoReport>& found) {
    verdicts_.ask(credential, history_.world_at(at_), at_,
                  [&](const Question& question, const std::string& key) {
                    if (!question.standing.doubt.empty() || !asked.insert(key).second) return;
                    Attempt attempt(question);
                    const auto works = std::ranges::find_if(calls, [&](const Candidate& call) {
                      return attempt.run(call).witness.has_value();
                    });
                    if (works == calls.end()) return;
                    found.push_back({.event = &history_.incident().events[index],
                                     .credential = &credential,
                                     .action = works->action,
                                     .resource = works->resource});
                  });
  }

  Verdicts& verdicts_;
  const History& history_;
  Instant at_;
  std::vector<const CredentialReport*> open_;
};

}  // namespace

std::vector<LastingChange> lasting_changes(const std::vector<CredentialReport>& credentials,
                                           const std::vector<CredentialReport>& reached,
                                           Verdicts& verdicts) {
  for (const auto* reports : {&credentials, &reached}) {
    for (const CredentialReport& report : *reports) {
      if (report.timeline.back().what.verdict == Verdict::kLive) return {};
    }
  }
  std::vector<LastingChange> all;
  LastingChanges changes(verdicts);
  for (const auto* reports : {&credentials, &reached}) {
    for (const CredentialReport& report : *reports) {
      auto change = changes.of(report);
      if (!change) continue;
      const bool certain = change->certain;
      all.push_back(*std::move(change));
      if (certain) return all;
    }
  }
  return all;
}

std::vector<UndoReport> undone_by(const std::vector<CredentialReport>& credentials,
                                  const std::vector<CredentialReport>& reached,
                                  Verdicts& verdicts) {
  std::vector<UndoReport> all;
  Undoers undoers(verdicts);
  undoers.consider(credentials);
  undoers.consider(reached);
  for (std::size_t i = 0; i < verdicts.history().incident().events.size(); ++i) {
    undoers.of(i, all);
  }
  return all;
}

}  // namespace cordon::incident
