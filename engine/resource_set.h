// The Resource or NotResource element, compiled: which resources a statement speaks of
// (semantics.md 2.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/key_template.h"
#include "engine/policy_type.h"
#include "engine/request.h"
#include "engine/truth.h"
#include "grammar/pattern.h"

namespace cordon {

/// One entry. A short ARN may stand for two readings (as written, and padded with `*`): the entry
/// matches when either does.
struct ResourceEntry {
  std::string text;               // as written
  std::vector<Pattern> patterns;  // without variables; empty: never matches
  std::optional<KeyTemplate> with_variables;
  bool everything = false;          // the literal `*`
  bool variable_too_early = false;  // a variable before the fifth colon: not documented (V2)
};

class ResourceSet {
 public:
  /// Matches every resource: the element is missing where the policy type lets it be.
  ResourceSet() = default;
  ResourceSet(bool negated, std::vector<ResourceEntry> entries)
      : given_(true), negated_(negated), entries_(std::move(entries)) {}

  /// Whether the statement speaks of the request's resource.
  [[nodiscard]] Truth matches(const Request& request) const {
    return matches(request, request.resource());
  }
  /// The same of another resource, in a request that is the same but for it.
  [[nodiscard]] Truth matches(const Request& request, const std::string& resource) const;

  [[nodiscard]] bool given() const { return given_; }
  [[nodiscard]] bool negated() const { return negated_; }
  /// Matches whatever has a name: no element, or one with a literal `*`.
  [[nodiscard]] bool matches_all_names() const;
  [[nodiscard]] const std::vector<ResourceEntry>& entries() const { return entries_; }

 private:
  bool given_ = false;
  bool negated_ = false;
  std::vector<ResourceEntry> entries_;
};

/// How a short ARN (fewer than six fields) is taken in a policy type (semantics.md M8 to M10).
enum class ShortArn : std::uint8_t { kPadded, kNeedsWildcard, kNeedsFinalWildcard, kRefused };
[[nodiscard]] ShortArn short_arn_rule(PolicyType type);

[[nodiscard]] ResourceEntry compile_resource(std::string_view text, PolicyType type,
                                             PolicyVersion version);

}  // namespace cordon
