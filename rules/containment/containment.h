// Which Denies are steps against an intruder: revocations, quarantines, lock-outs. Defined once, so
// that ordinary guard rails stay out of the containment rules.
//
// A guard rail says "deny unless": its conditions are negated (StringNotEquals aws:RequestedRegion,
// NotIpAddress aws:SourceIp, Bool aws:SecureTransport false) or its actions are few. A step against
// an intruder takes somebody by a handle and shuts everything:
// - aws:TokenIssueTime, under any operator and over any actions: no guard rail asks for the age of
//   a session;
// - everything (Action `*` or a NotAction; the whole service in a policy that hangs on a resource)
//   for one principal, tag, source identity or network, named positively, or for a time;
// - everything or a list of actions, on no condition, in a document that only denies: a quarantine.
// What a Deny does to a request is not decided here: intruder.h asks the engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/policy_document.h"
#include "rules/conditions/conditions.h"
#include "rules/subject.h"

namespace cordon::rules {

/// What a Deny takes an intruder by.
enum class Handle : std::uint8_t {
  kIssueTime,
  kClock,      // aws:CurrentTime, aws:EpochTime
  kPrincipal,  // aws:PrincipalArn, aws:userid, aws:username, identitystore:UserId
  kTag,        // aws:PrincipalTag/…
  kSourceIdentity,
  kNetwork,   // aws:SourceIp, aws:VpcSourceIp, aws:SourceVpc, aws:SourceVpce
  kEveryone,  // no condition: whoever the policy applies to
};

/// A statement that is a step against an intruder.
struct Containment {
  const Statement* statement = nullptr;
  std::size_t index = 0;     // in the document
  std::uint8_t handles = 0;  // bit per Handle
  [[nodiscard]] bool has(Handle handle) const {
    return ((handles >> static_cast<unsigned>(handle)) & 1U) != 0;
  }
};

/// The steps of a document, in its order.
[[nodiscard]] std::vector<Containment> containments(const Subject& subject);
/// Those that have the handle.
[[nodiscard]] std::vector<Containment> containments(const Subject& subject, Handle handle);

/// `*`, or all actions that reach a policy of this type; a NotAction of some.
[[nodiscard]] bool denies_broadly(const Subject& subject, const Statement& statement);
/// Compares the issue time, and with a date: a Deny by the age of a session.
[[nodiscard]] bool is_revocation(const Statement& statement);

/// The policy speaks of one resource, or of the resources of an endpoint or organization: what it
/// is about was not chosen by its author.
[[nodiscard]] bool hangs_on_a_resource(PolicyType type);

/// `*` is listed.
[[nodiscard]] bool lists_everything(const std::optional<ListElement>& element);
/// That entry; null: there is none.
[[nodiscard]] const PolicyText* everything_in(const std::optional<ListElement>& element);

[[nodiscard]] bool is_deny(const Statement& statement);

// --- Conditions ---------------------------------------------------------------------------------

/// A value that meets a positive test.
[[nodiscard]] std::string example_value(const ConditionUse& test);

/// The operator's name with one part of it replaced: `DateGreaterThan`, `Greater`, `Less`.
[[nodiscard]] std::string replaced(const ConditionUse& test, std::string_view part,
                                   std::string_view by);

/// What an operator on dates or numbers leaves of the time line.
enum class Bound : std::uint8_t { kUpper, kLower, kPoint, kNone };
[[nodiscard]] Bound bound_of(const ConditionUse& test);

/// The tests of the issue time that are bounds of that kind.
[[nodiscard]] std::vector<ConditionUse> issue_times(const Statement& statement, Bound bound);
/// The same for aws:CurrentTime and aws:EpochTime.
[[nodiscard]] std::vector<ConditionUse> clock_times(const Statement& statement, Bound bound);

/// Every end that the clock sets has passed.
[[nodiscard]] bool has_ended(const Statement& statement, std::optional<Instant> now);

inline constexpr std::string_view kIssueTimeKey = "aws:TokenIssueTime";

}  // namespace cordon::rules
