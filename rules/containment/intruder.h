// The requests that somebody would make whom a Deny is to stop, so that a rule can ask the engine
// and name the request that gets through. An intruder is made for one statement of one document: it
// is whoever the statement names, and its requests meet the statement's conditions as far as
// somebody can see to that. Beside the document stands an Allow of everything: what remains is what
// the document stops.
//
// A request that gets through is a fact. That none does is a fact only where a proof looked for it
// (any_escape); else usual calls were tried. Nothing here knows about findings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/prove/situation.h"
#include "engine/request.h"
#include "rules/containment/containment.h"
#include "rules/containment/met_conditions.h"
#include "rules/principals/meant_principals.h"
#include "rules/rule.h"
#include "rules/subject.h"

namespace cordon::rules {

struct Call {
  std::string action;
  std::string resource;
};

/// Calls to look for an escape among, in words of a policy; empty: all.
struct Calls {
  std::vector<std::string> actions;
  std::vector<std::string> other_than;  // actions that are not asked about
  std::vector<std::string> resources;
};

/// Its requests are decided under whole documents: rules that may make many ask Found::may_try
/// before each.
class Intruder {
 public:
  /// `subject` has to be compiled and to outlive this. `together`: all documents of the principal,
  /// `subject` among them; empty: the document alone.
  Intruder(const Subject& subject, std::size_t statement,
           std::span<const Subject* const> together = {});

  /// The document is known to be a role's, or the statement names roles alone: nobody has a
  /// long-term key then.
  [[nodiscard]] bool is_role() const { return is_role_; }
  /// Sessions of this kind may be what the document meets: of a role, or of a user.
  [[nodiscard]] Holds session() const {
    return is_role_ ? Holds::kRoleSession : Holds::kSessionToken;
  }
  /// A call that the statement speaks of, so that it is the conditions that decide.
  [[nodiscard]] const Call& call() const { return call_; }
  /// A call on what an entry of its Resource names, by an action that the statement speaks of and
  /// that works on it; no value when the catalogue knows none.
  [[nodiscard]] std::optional<Call> call_on(std::string_view entry) const;

  /// `issued` is of a session, and is ignored for a key.
  [[nodiscard]] Request request(Holds holds, const Call& call,
                                std::optional<Instant> issued = std::nullopt) const;
  /// A request that the statement surely denies; no value when none was found.
  [[nodiscard]] std::optional<Request> denied_request(Holds holds) const;
  /// A request that is accepted, of those made at the times that the statement tells apart.
  template <class Accept>
  [[nodiscard]] std::optional<Request> find_request(Holds holds, const Call& call,
                                                    Accept accept) const {
    for (Request& candidate : candidates(holds, call)) {
      if (accept(candidate)) return std::move(candidate);
    }
    return std::nullopt;
  }

  /// Who is stopped by the statement at its call: one request for each kind of credential that can
  /// be.
  [[nodiscard]] std::vector<Request> stopped() const;
  /// The same credential, time and context with another call.
  [[nodiscard]] Request again(const Request& request, const Call& other) const;
  /// The same call, time and context in a session of another role.
  [[nodiscard]] Request as_role(const Request& request, std::string_view role_arn) const;
  /// One of those stopped whom another call gets through; no value when none was found.
  [[nodiscard]] std::optional<Request> escape(std::span<const Request> stopped,
                                              const Call& other) const;
  /// The same for all of these calls, by proof: with `free`, whatever the request has for that key.
  /// What it shows is an action that AWS lists, on a resource that it works on. A proof beyond its
  /// budget is said to be left out.
  [[nodiscard]] std::optional<Request> any_escape(std::span<const Request> stopped,
                                                  const Calls& calls, Found& found,
                                                  const ContextKey* free = nullptr) const;
  /// All calls of one action, on own resources of the types that it works on; no value: the
  /// catalogue knows none.
  [[nodiscard]] std::optional<Calls> calls_of(std::string_view name) const;
  /// A resource that the action works on, of this intruder where the action is about a user.
  [[nodiscard]] Call usual(std::string_view action) const;

  /// The statement speaks of the request, and its conditions hold.
  [[nodiscard]] bool bites(const Request& request) const;
  /// The same without one of its conditions and, if that is null, without its Resource.
  [[nodiscard]] bool bites_but_for(const Request& request, const ConditionEntry* left_out) const;
  /// Allowed for sure.
  [[nodiscard]] bool gets_through(const Request& request) const;
  /// Allowed for sure by the policy of a resource that names the caller, with no Allow beside.
  [[nodiscard]] bool granted_by_resource(const Request& request) const;

 private:
  [[nodiscard]] const CompiledStatement& compiled() const {
    return subject_.compiled->statements[index_];
  }
  [[nodiscard]] const Statement& written() const { return subject_.statements()[index_]; }
  [[nodiscard]] std::optional<Request> any_escape(prove::Situation& situation, Found& found) const;
  [[nodiscard]] ApplicablePolicies policies_of(const Caller& caller) const;
  [[nodiscard]] ApplicablePolicies policies_with_grant(const Caller& caller) const;
  [[nodiscard]] std::vector<ContextEntry> context_of(const Request& request,
                                                     const ContextKey* free) const;
  [[nodiscard]] Caller caller(Holds holds) const;
  [[nodiscard]] std::string example_resource(std::string_view entry) const;
  [[nodiscard]] std::optional<Call> usual_call_on(std::string_view entry) const;
  [[nodiscard]] std::optional<Call> call_on_listed() const;
  [[nodiscard]] Call find_call() const;
  [[nodiscard]] std::vector<Request> candidates(Holds holds, const Call& call) const;
  [[nodiscard]] bool conditions_hold(const Request& request, const ConditionEntry* left_out) const;
  [[nodiscard]] std::vector<Instant> issue_candidates() const;
  [[nodiscard]] std::vector<std::optional<Instant>> clock_candidates() const;

  const Subject& subject_;
  std::size_t index_;
  ApplicablePolicies policies_;
  std::string user_arn_;
  std::string role_arn_;
  bool is_role_ = false;
  Call call_;
};

/// "`s3:GetObject` with a long-term key", "… with a session token issued at …".
[[nodiscard]] std::string describe(const Request& request);

/// The same with the resource, where it is not the `expected` one.
[[nodiscard]] std::string describe(const Request& request, std::string_view expected);

/// Calls `look(step, intruder)` for each step of a document that has the handle and a meaning, and
/// that may be tried.
template <class Look>
void for_each_step(const Subject& subject, Handle handle, Found& found, Look look) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject, handle)) {
    if (!found.may_try(subject)) return;
    look(step, Intruder(subject, step.index));
  }
}

}  // namespace cordon::rules
