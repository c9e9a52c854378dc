// What evaluate did, in words: for each policy and statement whether its elements matched and why,
// and what an undecided request hangs on. Data with sentences in it; how they look on a terminal or
// in JSON is cli/'s business. It decides nothing: every truth value here comes from the same
// functions that evaluate calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluate.h"

namespace cordon {

/// Whether one element of a statement matched, and why: a sentence without its full stop, user text
/// in backticks.
struct ElementExplanation {
  Truth matched = Truth::kTrue;
  std::string why;
};

struct ConditionExplanation {
  const CompiledCondition* condition = nullptr;
  ConditionResult result;
  std::string why;
  /// Keys and variables that have to be told before it is known whether this matches; empty when
  /// it is known, or when telling would not help.
  std::vector<const ContextKey*> open_keys;
};

/// Which statement of which policy, as in a StatementHit.
struct StatementPlace {
  Layer layer = Layer::kIdentity;
  std::uint16_t level = 0;  // SCP and RCP level, root first
  std::uint32_t statement = 0;
  const CompiledPolicy* policy = nullptr;
};

struct StatementExplanation {
  StatementPlace place;
  Effect effect = Effect::kDeny;
  Truth matched = Truth::kFalse;  // as a hit of a decision; kFalse: no hit
  ElementExplanation action;
  std::optional<ElementExplanation> principal;  // no value: the policy type has none
  ElementExplanation resource;
  std::vector<ConditionExplanation> conditions;
  /// What surprises: a match that holds in one reading of AWS's pages only, a resource that would
  /// match if letter case did not count.
  std::vector<std::string> notes;
};

/// What one policy type had to say.
struct LayerExplanation {
  enum class Part : std::uint8_t {
    kNotGiven,
    kAllows,
    kDenies,
    kSilent,  // does neither
    kOpen,    // it is not known which
    kExempt,  // there are policies, and they don't reach this request
  };
  Layer layer = Layer::kIdentity;
  Part part = Part::kNotGiven;
  std::string note;  // may be empty: what to know about it in this request
};

/// One thing that an undecided request hangs on.
struct OpenPoint {
  enum class Kind : std::uint8_t {
    kKey,             // `key` is not told
    kRequestTime,     // the credential ends at some time, and the time of the request is not told
    kResourcePolicy,  // the resource always has a policy, and it was not given
    kUnreadable,      // a policy is known to exist and could not be read
    kSessionPolicy,   // this kind of session always has one, and it was not given
    kCaller,          // who the caller is exactly: session name, unique id, federating user
    kUndocumented,    // AWS does not say; telling more does not help
  };
  Kind kind = Kind::kUndocumented;
  const ContextKey* key = nullptr;  // of kKey
  std::string why;
  const CompiledPolicy* policy = nullptr;              // null: no policy's
  std::optional<StatementPlace> place = std::nullopt;  // no value: no statement's
};

struct Explanation {
  std::vector<StatementExplanation> statements;  // of all policies, in the order of evaluate
  std::vector<LayerExplanation> layers;          // all, in the order of combine.h
  std::vector<OpenPoint> open;                   // empty unless the decision is undecided
  std::vector<const ContextKey*> missing;        // Decision's list, complete
};

/// Pointers are into `request` and `policies`, which have to live as long as the result.
[[nodiscard]] Explanation explain(const Request& request, const ApplicablePolicies& policies,
                                  const EvaluateOptions& options = {});

/// Why a condition came out as it did.
[[nodiscard]] ConditionExplanation explain_condition(const CompiledCondition& condition,
                                                     const Request& request, Effect effect);

/// `2017-08-15T09:10:00Z`, "absent (long-term keys have none)", "the list `a`, `b`": what a request
/// has for a key.
[[nodiscard]] std::string describe(const ContextKey& key, const Request& request);

/// `facts` are those that evaluate uses for the layer of the place.
[[nodiscard]] StatementExplanation explain_statement(StatementPlace place, const Request& request,
                                                     CallerFacts facts);

/// Why the resource element of a statement matched or not; notes go to `notes`.
struct ResourceExplanation {
  ElementExplanation element;
  std::vector<std::string> notes;
};
[[nodiscard]] ResourceExplanation explain_resource(const CompiledStatement& statement,
                                                   const Request& request);

}  // namespace cordon
