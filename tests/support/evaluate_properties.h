// What must hold of every decision, whatever the policies and the request are. Each check answers
// with what does not hold, or with nothing.
#pragma once

#include <algorithm>
#include <bit>
#include <string>

#include "tests/support/small_case.h"

namespace cordon::support {

inline std::uint8_t bit(Outcome outcome) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome));
}

inline bool surely_denied(const Decision& decision) { return !decision.can_be(Outcome::kAllowed); }

inline std::string decision_is_consistent(const SmallCase& one) {
  const Decision decision = evaluate(one.request, one.policies);
  const bool open = std::popcount(decision.possible) > 1;
  if (open != (decision.outcome == Outcome::kUndecided)) return "undecided: several outcomes";
  if (!open && decision.possible != bit(decision.outcome)) return "decided: one outcome";
  if (outcome_of(decision.reason) != decision.outcome) return "a reason is one of its outcome";
  return "";
}

// Order is nothing: neither of documents nor of anything that is noted on the way.
inline std::string order_is_nothing(const SmallCase& one) {
  ApplicablePolicies turned = one.policies;
  std::ranges::reverse(turned.identity);
  const Decision before = evaluate(one.request, one.policies);
  const Decision after = evaluate(one.request, turned);
  const bool same = before.possible == after.possible && before.reason == after.reason;
  return same ? "" : "the order of documents is nothing";
}

// One more statement in the identity policies.
inline std::string adding_is_monotone(const SmallCase& one, Choices& choices) {
  const Decision before = evaluate(one.request, one.policies);
  const auto with = [&](std::string_view effect) {
    ApplicablePolicies more = one.policies;
    const std::string statement = small_statement(choices, PolicyType::kIdentity, effect);
    more.identity.push_back(
        compiled(fmt::format(R"({{"Version":"2012-10-17","Statement":{}}})", statement),
                 PolicyType::kIdentity));
    return evaluate(one.request, more);
  };
  const Decision allow = with("Allow");
  if (before.outcome == Outcome::kAllowed && allow.outcome != Outcome::kAllowed) {
    return "an Allow more never denies";
  }
  if (before.outcome == Outcome::kExplicitDeny && allow.outcome != Outcome::kExplicitDeny) {
    return "an Allow more never lifts an explicit deny";
  }
  const Decision deny = with("Deny");
  if (surely_denied(before) && !surely_denied(deny)) return "a Deny more never allows";
  return "";
}

// The request with every key of kSmallKeys that it leaves open settled, in one way of many.
inline Request completed(const Request& request, Choices& choices) {
  Request settled = request;
  for (const std::string_view key : kSmallKeys) {
    const ContextKey name(key);
    const Attribute attribute = request.attribute(name);
    const bool open = attribute.presence == Attribute::Presence::kNotTold;
    const bool value_open = attribute.presence == Attribute::Presence::kValueNotTold;
    if (open || value_open) settled.context.set(small_entry(choices, key, value_open));
  }
  return settled;
}

// What is decided stays so whatever the open keys turn out to be, and what is not decided turns
// out to be one of what was said to be possible.
inline std::string unknowns_are_sound(const SmallCase& one, Choices& choices) {
  constexpr int kCompletions = 6;
  const Decision before = evaluate(one.request, one.policies);
  for (int i = 0; i < kCompletions; ++i) {
    const Request settled = completed(one.request, choices);
    const Decision after = evaluate(settled, one.policies);
    if ((after.possible & ~before.possible) == 0) continue;
    return fmt::format("to learn more never contradicts; settled: {}", describe(settled));
  }
  return "";
}

// The first property that does not hold, with the case; empty when all hold.
inline std::string broken_property(const SmallCase& one, Choices& choices) {
  for (const std::string& broken :
       {decision_is_consistent(one), order_is_nothing(one), adding_is_monotone(one, choices),
        unknowns_are_sound(one, choices)}) {
    if (!broken.empty()) return broken + "\n" + one.text + "\n";
  }
  return "";
}

}  // namespace cordon::support
