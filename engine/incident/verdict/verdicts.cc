#include "engine/incident/verdict/verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/incident/verdict/question_key.h"

namespace cordon::incident {
namespace {

template <class T>
std::int64_t come(const std::vector<T>& ascending, const T& now) {
  return std::ranges::upper_bound(ascending, now) - ascending.begin();
}

// What closes at one instant and may be open at the next is not closed.
VerdictAt lasting(const Question& question) {
  VerdictAt verdict = judge_authority(question);
  if (!question.clock.may_turn || !is_closed(verdict.verdict)) return verdict;
  return {Verdict::kUnknown,
          "a policy compares the age of the MFA in a way that may turn at any instant",
          std::nullopt};
}

// What an ascending list has for a moment; when it has nothing, it is made.
template <class Entry, class When>
auto once(std::vector<Entry>& entries, const When& when, const auto& make) {
  auto place = std::ranges::lower_bound(entries, when, {}, &Entry::when);
  if (place == entries.end() || place->when != when) {
    auto made = make();
    place = std::ranges::lower_bound(entries, when, {}, &Entry::when);
    place = entries.insert(place, Entry{when, std::move(made)});
  }
  return place->what;
}

constexpr std::string_view kByConsole =
    "if a session of the console can be opened with it (signin:GetSigninToken)";

bool has_other_limits_in_console(const Standing& standing) {
  return standing.credential.kind == CredentialKind::kGetFederationToken;
}

Standing in_console(Standing standing) {
  standing.credential.in_console = true;
  return standing;
}

SharedVerdict without_witness(Verdict verdict, std::string reason) {
  return std::make_shared<const VerdictAt>(VerdictAt{verdict, std::move(reason), std::nullopt});
}

}  // namespace

Verdicts::Verdicts(const History& history) : history_(history) {
  for (const Probe& probe : history.incident().probes) probed_.insert(probe.credential);
}

Verdicts::Known& Verdicts::known_of(const HeldCredential& credential) {
  std::unique_ptr<Known>& known = known_[&credential];
  if (!known) {
    known = std::make_unique<Known>(
        Known{.touches = touches(credential, history_), .verdicts = {}, .questions = {}});
  }
  return *known;
}

Verdicts::When Verdicts::Known::when(std::size_t world, Instant at) const {
  return {come(touches.worlds, world), touches.every_instant ? at.ms : come(touches.turns, at)};
}

bool Verdicts::Known::is_touched_by(std::size_t event) const {
  return std::ranges::binary_search(touches.worlds, event + 1);
}

SharedVerdict Verdicts::in(const HeldCredential& credential, std::size_t world, Instant at) {
  if (history_.reuse() == Reuse::kNothing) return judged(credential, world, at).verdict;
  Known& known = known_of(credential);
  const When when = known.when(world, at);
  return once(known.verdicts, when, [&] {
    Judged judged_now = judged(credential, world, at);
    if (judged_now.question) once(known.questions, when, [&] { return *judged_now.question; });
    return std::move(judged_now.verdict);
  });
}

Verdicts::Around Verdicts::around(const HeldCredential& credential, std::size_t event) {
  const Instant at = history_.incident().events[event].at;
  SharedVerdict after = in(credential, event + 1, at);
  const bool same =
      history_.reuse() == Reuse::kWhatHolds && !known_of(credential).is_touched_by(event);
  return {.before = same ? after : in(credential, event, at), .after = after};
}

std::size_t Verdicts::question_number(Known& known, const HeldCredential& credential,
                                      std::size_t world, Instant at) {
  return once(known.questions, known.when(world, at), [&] {
    std::string all;
    ask(credential, world, at, [&](const Question&, const std::string& key) { all += key; });
    return number_of(std::move(all));
  });
}

Verdicts::QuestionsAround Verdicts::questions_around(const HeldCredential& credential,
                                                     std::size_t event) {
  const Instant at = history_.incident().events[event].at;
  Known& known = known_of(credential);
  const std::size_t after = question_number(known, credential, event + 1, at);
  if (!known.is_touched_by(event)) return {.before = after, .after = after};
  return {.before = question_number(known, credential, event, at), .after = after};
}

SharedVerdict Verdicts::at(const HeldCredential& credential, Instant at) {
  const std::size_t world = history_.world_at(at);
  SharedVerdict now = in(credential, world, at);
  if (!is_closed(now->verdict)) return now;
  const std::size_t oldest = oldest_world_in_flight(history_, world, at);
  for (std::size_t older = world; older > oldest; --older) {
    if (is_closed(in(credential, older - 1, at)->verdict)) continue;
    return without_witness(Verdict::kUnknown, race_with(history_.incident().events[older - 1]));
  }
  return now;
}

VerdictAt Verdicts::as_own(const SharedVerdict& verdict, const HeldCredential& credential,
                           Instant at) const {
  VerdictAt own = *verdict;
  if (!own.witness) return own;
  const Standing standing = standing_of(credential, history_, history_.world_at(at), at);
  own.witness = made_by(*std::move(own.witness), standing, at);
  return own;
}

Verdicts::Judged Verdicts::judged(const HeldCredential& credential, std::size_t world, Instant at) {
  const Standing standing = standing_of(credential, history_, world, at);
  if (standing.life != Standing::Life::kAlive) {
    const bool dead = standing.life == Standing::Life::kDead;
    return {.verdict = without_witness(dead ? Verdict::kDead : Verdict::kUnknown, standing.reason),
            .question = number_of("")};
  }
  const Sensitivity& session = known_of(credential).touches.session;
  const Surroundings& surroundings = history_.surroundings(world);
  const auto verdict_on = [&](const Standing& asked) {
    return answered({.credential = credential,
                     .standing = asked,
                     .surroundings = surroundings,
                     .incident = history_.incident(),
                     .clock = clock_stretch(asked, surroundings, session, at)},
                    session);
  };
  Judged own = verdict_on(standing);
  if (!has_other_limits_in_console(standing)) return own;
  own.question.reset();  // ask() asks another one as well
  if (!is_closed(own.verdict->verdict)) return own;
  const SharedVerdict there = verdict_on(in_console(standing)).verdict;
  if (is_closed(there->verdict)) return own;
  own.verdict =
      without_witness(Verdict::kUnknown, fmt::format("{}: {}", kByConsole, there->reason));
  return own;
}

void Verdicts::ask(const HeldCredential& credential, std::size_t world, Instant at,
                   const std::function<void(const Question&, const std::string& key)>& asked) {
  const Standing standing = standing_of(credential, history_, world, at);
  if (standing.life != Standing::Life::kAlive) return;
  const Sensitivity& session = known_of(credential).touches.session;
  const Surroundings& surroundings = history_.surroundings(world);
  const auto ask_as = [&](const Standing& as) {
    const Question question{.credential = credential,
                            .standing = as,
                            .surroundings = surroundings,
                            .incident = history_.incident(),
                            .clock = clock_stretch(as, surroundings, session, at)};
    asked(question, question_key(question, session));
  };
  ask_as(standing);
  if (!has_other_limits_in_console(standing)) return;
  Standing there = in_console(standing);
  there.doubt = kByConsole;
  ask_as(there);
}

Verdicts::Judged Verdicts::answered(const Question& question, const Sensitivity& session) {
  const auto judge = [&] { return std::make_shared<const VerdictAt>(lasting(question)); };
  if (history_.reuse() == Reuse::kNothing) return {.verdict = judge(), .question = std::nullopt};
  std::string key = question_key(question, session);
  const std::size_t number = number_of(key);
  std::size_t own_number = number;
  if (probed_.contains(question.credential.id)) {
    own_number = number_of(std::move(key) + question.credential.id);
  }
  if (own_number >= answers_.size()) answers_.resize(question_numbers_.size());
  if (!answers_[own_number]) answers_[own_number] = judge();
  return {.verdict = answers_[own_number], .question = number};
}

std::size_t oldest_world_in_flight(const History& history, std::size_t world, Instant at) {
  const auto& events = history.incident().events;
  const std::int64_t window = history.incident().assumptions.propagation_ms;
  while (world > 0 && at.ms < events[world - 1].at.ms + window) --world;
  return world;
}

std::string race_with(const Event& event) {
  return fmt::format("race: {} may not have reached every endpoint yet (propagation)", event.call);
}

}  // namespace cordon::incident
