#include "engine/incident/verdict/question_key.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace cordon::incident {
namespace {

// Most keys are shorter: room for them is taken once.
constexpr std::size_t kUsualSize = 512;

// Each part says how long it is, so that no two sequences of parts are the same text.
class KeyWriter {
 public:
  KeyWriter() { key_.reserve(kUsualSize); }

  void number(std::int64_t value) {
    std::array<char, sizeof value> bytes{};
    std::memcpy(bytes.data(), &value, sizeof value);
    key_.append(bytes.data(), bytes.size());
  }
  void text(std::string_view text) {
    number(static_cast<std::int64_t>(text.size()));
    key_ += text;
  }
  void address(const void* address) {
    std::array<char, sizeof address> bytes{};
    std::memcpy(bytes.data(), static_cast<const void*>(&address), sizeof address);
    key_.append(bytes.data(), bytes.size());
  }

  // One that was not given may live as short as the question: it is what it is called.
  void policies(const std::vector<PolicyPtr>& policies) {
    number(static_cast<std::int64_t>(policies.size()));
    for (const PolicyPtr& policy : policies) {
      number(policy->unreadable ? 1 : 0);
      if (policy->unreadable) {
        text(policy->name);
      } else {
        address(policy.get());
      }
    }
  }

  std::string take() { return std::move(key_); }

 private:
  std::string key_;
};

// The last of them that has come.
template <class T>
std::optional<T> last_of(const std::vector<T>& ascending, T now) {
  const auto after = std::ranges::upper_bound(ascending, now);
  return after == ascending.begin() ? std::nullopt : std::optional(*(after - 1));
}

// Where an instant lies among the turns, said by the turn and not by its number: two lists of turns
// that both have those of a policy agree about that policy when they agree here. All of the instant
// where every instant counts.
std::int64_t place_of(Instant at, const Sensitivity& sensitivity) {
  if (sensitivity.every_instant) return at.ms;
  return last_of(sensitivity.turns, at)
      .value_or(Instant{std::numeric_limits<std::int64_t>::min()})
      .ms;
}

void add_clock(KeyWriter& key, const Credential& credential, Instant at,
               const Sensitivity& sensitivity) {
  key.number(place_of(at, sensitivity));
  key.number(credential.issued ? 1 : 0);
  if (credential.issued) {
    key.number(place_of(credential.issued->earliest, sensitivity));
    key.number(place_of(credential.issued->latest, sensitivity));
  }
  key.number(credential.mfa_at ? 1 : 0);
  if (!credential.mfa_at) return;
  const std::int64_t age = at.ms - credential.mfa_at->ms;
  key.number(
      sensitivity.every_instant
          ? age
          : last_of(sensitivity.mfa_turns, age).value_or(std::numeric_limits<std::int64_t>::min()));
}

void add_caller(KeyWriter& key, const Caller& caller, bool session) {
  key.number(static_cast<std::int64_t>(caller.kind));
  key.number(static_cast<std::int64_t>(caller.service_linked));
  for (const std::string* part : {&caller.account, &caller.principal_arn, &caller.principal_type,
                                  &caller.name, &caller.issuer_arn, &caller.unique_id}) {
    key.text(*part);
  }
  key.number(caller.tags ? static_cast<std::int64_t>(caller.tags->size()) : -1);
  if (caller.tags) {
    for (const auto& [name, value] : *caller.tags) {
      key.text(name);
      key.text(value);
    }
  }
  key.number(session ? 1 : 0);
  if (!session) return;
  for (const std::string* part : {&caller.arn, &caller.session_name, &caller.userid}) {
    key.text(*part);
  }
}

void add_credential(KeyWriter& key, const Credential& credential, Instant at) {
  key.number(static_cast<std::int64_t>(credential.kind));
  key.number(static_cast<std::int64_t>(expired(credential, at)));
  key.number(static_cast<std::int64_t>(not_yet_issued(credential, at)));
  key.number(credential.source_identity ? 1 : 0);
  key.text(credential.source_identity.value_or(""));
  key.number(credential.in_console ? 1 : 0);
}

void add_policies(KeyWriter& key, const ApplicablePolicies& policies) {
  key.policies(policies.identity);
  key.policies(policies.boundary);
  key.policies(policies.session);
  key.number(static_cast<std::int64_t>(policies.scps.size()));
  for (const auto& level : policies.scps) key.policies(level);
  key.number(policies.scps_apply ? 1 : 0);
}

// What all policies look at that have a say: the principal's own, those of its session, and those
// of the surroundings.
std::vector<const Sensitivity*> all_of(const Standing& standing, const Surroundings& surroundings,
                                       const Sensitivity& session) {
  std::vector<const Sensitivity*> all{&session, &surroundings.sensitivity()};
  if (standing.sensitivity != nullptr) all.push_back(standing.sensitivity);
  return all;
}

void narrow(ClockStretch& clock, Instant turn) {
  if (turn <= clock.at) {
    clock.since = clock.since ? std::max(*clock.since, turn) : turn;
  } else {
    clock.until = clock.until ? std::min(*clock.until, turn) : turn;
  }
}

}  // namespace

std::string question_key(const Question& question, const Sensitivity& session) {
  const Standing& standing = question.standing;
  const Caller& caller = standing.caller;
  KeyWriter key;
  bool session_counts = caller.kind != CallerKind::kRoleSession;
  for (const Sensitivity* part : all_of(standing, question.surroundings, session)) {
    add_clock(key, standing.credential, question.clock.at, *part);
    session_counts = session_counts || part->session;
  }
  add_caller(key, caller, session_counts);
  add_credential(key, standing.credential, question.clock.at);
  add_policies(key, standing.policies);
  key.number(standing.created);
  key.number(standing.mfa_is_open ? 1 : 0);
  key.text(standing.doubt);
  key.address(&question.surroundings);
  return key.take();
}

ClockStretch clock_stretch(const Standing& standing, const Surroundings& surroundings,
                           const Sensitivity& session, Instant at) {
  ClockStretch clock{.at = at, .since = std::nullopt, .until = std::nullopt, .may_turn = false};
  for (const Sensitivity* part : all_of(standing, surroundings, session)) {
    const auto after = std::ranges::upper_bound(part->turns, at);
    if (after != part->turns.begin()) narrow(clock, *(after - 1));
    if (after != part->turns.end()) narrow(clock, *after);
    for (const std::int64_t age : part->mfa_turns) {
      const auto mfa_at = standing.credential.mfa_at;
      if (mfa_at) narrow(clock, Instant{mfa_at->ms + age});
    }
    const bool open_age = standing.mfa_is_open && !part->mfa_turns.empty();
    clock.may_turn = clock.may_turn || part->every_instant || open_age;
  }
  return clock;
}

}  // namespace cordon::incident
