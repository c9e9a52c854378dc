// Truth values, and how what each layer says becomes a decision (combine.h): all small inputs, held
// against the two-valued reading of semantics.md 4.7 and against their own completions.

#include "engine/combine.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "doctest/doctest.h"

namespace cordon {
namespace {

constexpr Truth kAll[] = {Truth::kFalse, Truth::kUnknown, Truth::kTrue};

// --- Kleene's tables
// -------------------------------------------------------------------------------

TEST_CASE("0.3: unknown is what both completions agree on, or unknown") {
  const auto completions = [](Truth a) {
    return a == Truth::kUnknown ? std::vector<bool>{false, true}
                                : std::vector<bool>{a == Truth::kTrue};
  };
  for (const Truth a : kAll) {
    for (const Truth b : kAll) {
      bool some_and = false, all_and = true, some_or = false, all_or = true;
      for (const bool x : completions(a)) {
        for (const bool y : completions(b)) {
          some_and = some_and || (x && y);
          all_and = all_and && (x && y);
          some_or = some_or || (x || y);
          all_or = all_or && (x || y);
        }
      }
      const auto join = [](bool some, bool all) {
        return some == all ? truth(all) : Truth::kUnknown;
      };
      CHECK((a & b) == join(some_and, all_and));
      CHECK((a | b) == join(some_or, all_or));
    }
    CHECK(!!a == a);
    CHECK(weaken(a) == (a == Truth::kFalse ? Truth::kFalse : Truth::kUnknown));
  }
  CHECK(!Truth::kUnknown == Truth::kUnknown);
  CHECK(!Truth::kTrue == Truth::kFalse);
}

// --- Decisions
// -------------------------------------------------------------------------------------

// The facts that are varied; the others are those of a live session without organization.
struct Inputs {
  static constexpr std::size_t kSize = 9;
  std::array<Truth, kSize> values{};

  /// Views into this.
  [[nodiscard]] Facts<Truth> facts() const {
    const auto& [scp_deny, identity_deny, scp_allow, direct, limited, account, identity, boundary,
                 session] = values;
    Facts<Truth> facts{};
    facts.deny[static_cast<std::size_t>(Layer::kScp)] = scp_deny;
    facts.deny[static_cast<std::size_t>(Layer::kIdentity)] = identity_deny;
    facts.scp_levels_allow = std::span(&values[2], 1);
    facts.endpoint_allow = Truth::kTrue;
    facts.grant[static_cast<std::size_t>(Naming::kDirect)] = direct;
    facts.grant[static_cast<std::size_t>(Naming::kLimited)] = limited;
    facts.grant[static_cast<std::size_t>(Naming::kAccount)] = account;
    facts.identity_allow = identity;
    facts.boundary_allow = boundary;
    facts.session_allow = session;
    return facts;
  }
};

enum class Situation { kSameAccount, kKeyPolicy, kCrossAccount, kNoIdentity };
constexpr Situation kSituations[] = {Situation::kSameAccount, Situation::kKeyPolicy,
                                     Situation::kCrossAccount, Situation::kNoIdentity};

Facts<Truth> in(Situation situation, const Inputs& inputs) {
  Facts<Truth> facts = inputs.facts();
  facts.needs_grant = truth(situation != Situation::kSameAccount);
  facts.lifts_implicit = truth(situation != Situation::kCrossAccount);
  facts.identity_waived = truth(situation == Situation::kNoIdentity);
  return facts;
}

// Bit 0: it can be allowed. Bit 1 + reason: it can be stopped by that.
using Outcomes = std::uint32_t;
constexpr Outcomes kAllowed = 1;
constexpr Outcomes stopped_by(Reason reason) { return 2U << static_cast<unsigned>(reason); }

Outcomes outcomes(const Facts<Truth>& facts) {
  Outcomes found = 0;
  bool open = true;
  for_each_obstacle(facts, [&](Reason reason, std::size_t, Truth blocks) {
    if (!open || blocks == Truth::kFalse) return;
    found |= stopped_by(reason);
    open = blocks != Truth::kTrue;
  });
  return open ? found | kAllowed : found;
}

// The decision procedure of 4.7, line by line, for facts that are all known.
Outcomes by_procedure(Situation situation, const Inputs& inputs) {
  const auto is = [&](std::size_t i) { return inputs.values[i] == Truth::kTrue; };
  if (is(0)) return stopped_by(Reason::kScpExplicitDeny);
  if (is(1)) return stopped_by(Reason::kIdentityExplicitDeny);
  if (!is(2)) return stopped_by(Reason::kScpImplicitDeny);
  const bool direct = is(3), limited = is(4), account = is(5);
  const bool identity = is(6), boundary = is(7), session = is(8);
  const bool granted = direct || limited || account;
  if (situation != Situation::kSameAccount && !granted) {
    return stopped_by(Reason::kResourceImplicitDeny);
  }
  if (situation != Situation::kCrossAccount && direct) return kAllowed;
  const bool identity_lifted = situation != Situation::kCrossAccount && limited;
  if (!identity && !identity_lifted && situation != Situation::kNoIdentity) {
    return stopped_by(Reason::kIdentityImplicitDeny);
  }
  if (!boundary) return stopped_by(Reason::kBoundaryImplicitDeny);
  if (!session) return stopped_by(Reason::kSessionImplicitDeny);
  return kAllowed;
}

// Calls `visit` with every combination of three (or, without unknowns, two) values.
template <class Visit>
void for_each_input(bool with_unknowns, Visit visit) {
  const std::size_t base = with_unknowns ? 3 : 2;
  std::size_t count = 1;
  for (std::size_t i = 0; i < Inputs::kSize; ++i) count *= base;
  for (std::size_t n = 0; n < count; ++n) {
    Inputs inputs;
    std::size_t rest = n;
    for (Truth& value : inputs.values) {
      value = with_unknowns ? kAll[rest % 3] : truth(rest % 2 == 1);
      rest /= base;
    }
    visit(inputs);
  }
}

std::string describe(const Inputs& inputs) {
  std::string text;
  for (const Truth value : inputs.values) {
    text += value == Truth::kTrue ? 'T' : value == Truth::kFalse ? 'F' : 'U';
  }
  return text;
}

TEST_CASE("4.7: with everything known, the obstacles are the decision procedure") {
  std::string wrong;
  for (const Situation situation : kSituations) {
    for_each_input(false, [&](const Inputs& inputs) {
      if (outcomes(in(situation, inputs)) == by_procedure(situation, inputs)) return;
      wrong += fmt::format("{} {}\n", static_cast<int>(situation), describe(inputs));
    });
  }
  CHECK(wrong == "");
}

// The interval property: settling one unknown fact never brings an outcome that was not possible.
TEST_CASE("0.3: to learn more never contradicts what was undecided") {
  std::size_t wrong = 0;
  std::size_t steps = 0;
  for (const Situation situation : kSituations) {
    for_each_input(true, [&](const Inputs& inputs) {
      const Outcomes before = outcomes(in(situation, inputs));
      for (std::size_t i = 0; i < Inputs::kSize; ++i) {
        if (inputs.values[i] != Truth::kUnknown) continue;
        for (const Truth settled : {Truth::kFalse, Truth::kTrue}) {
          Inputs more = inputs;
          more.values[i] = settled;
          wrong += (outcomes(in(situation, more)) & ~before) != 0 ? 1 : 0;
          ++steps;
        }
      }
    });
  }
  CHECK(wrong == 0);
  CHECK(steps == std::size(kSituations) * 2 * 9 * 6561);  // 9 facts, 3^8 settings of the rest
}

TEST_CASE("4.7: what comes before any policy, in its order") {
  const Inputs allowed{{Truth::kFalse, Truth::kFalse, Truth::kTrue, Truth::kFalse, Truth::kFalse,
                        Truth::kFalse, Truth::kTrue, Truth::kTrue, Truth::kTrue}};
  Facts<Truth> facts = in(Situation::kSameAccount, allowed);
  CHECK(outcomes(facts) == kAllowed);
  facts.deny.fill(Truth::kTrue);
  CHECK(outcomes(facts) == stopped_by(Reason::kRcpExplicitDeny));
  facts.barred = Truth::kTrue;
  CHECK(outcomes(facts) == stopped_by(Reason::kApiBarred));
  facts.always_allowed = Truth::kTrue;
  CHECK(outcomes(facts) == kAllowed);
  facts.expired = Truth::kTrue;
  CHECK(outcomes(facts) == stopped_by(Reason::kCredentialExpired));
  facts.not_yet_issued = Truth::kTrue;
  CHECK(outcomes(facts) == stopped_by(Reason::kCredentialNotYetIssued));
}

TEST_CASE(
    "4.7: a call that needs no permission is stopped by a deny and by a level without Allow") {
  Inputs inputs;
  inputs.values[2] = Truth::kTrue;  // the level of SCPs
  Facts<Truth> facts = in(Situation::kSameAccount, inputs);
  facts.permission_free = Truth::kTrue;
  CHECK(outcomes(facts) == kAllowed);
  facts.deny[static_cast<std::size_t>(Layer::kIdentity)] = Truth::kTrue;
  CHECK(outcomes(facts) == stopped_by(Reason::kIdentityExplicitDeny));
  inputs.values[2] = Truth::kFalse;
  facts.deny.fill(Truth::kFalse);
  CHECK(outcomes(facts) == stopped_by(Reason::kScpImplicitDeny));
}

TEST_CASE("4.1: each layer's explicit deny has its own reason") {
  const Inputs inputs;
  for (std::size_t i = 0; i < kLayers; ++i) {
    Facts<Truth> facts = in(Situation::kSameAccount, inputs);
    facts.deny[i] = Truth::kTrue;
    const auto reason = static_cast<Reason>(static_cast<std::size_t>(Reason::kRcpExplicitDeny) + i);
    CHECK(outcomes(facts) == stopped_by(reason));
    CHECK(to_string(reason) == fmt::format("{}-explicit-deny", kLayerNames[i]));
  }
}

}  // namespace
}  // namespace cordon
