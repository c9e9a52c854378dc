#include "engine/resource_set.h"

#include <algorithm>

#include "grammar/arn.h"

namespace cordon {
namespace {

constexpr std::size_t kArnFields = 6;
constexpr std::string_view kNoResource = "*";

bool readable_when_short(std::string_view text, PolicyType type) {
  switch (short_arn_rule(type)) {
    case ShortArn::kPadded:
      return true;
    case ShortArn::kNeedsWildcard:
      return text.find_first_of("*?") != std::string_view::npos;
    case ShortArn::kNeedsFinalWildcard:
      return text.ends_with('*');
    case ShortArn::kRefused:
      return false;
  }
  return false;
}

Pattern confined(std::vector<Pattern::Token> tokens) {
  confine_wildcards_to_fields(tokens);
  return Pattern(std::move(tokens));
}

std::string padded(std::string_view text, std::size_t fields) {
  std::string full(text);
  for (; fields < kArnFields; ++fields) full += ":*";
  return full;
}

bool hole_before_fifth_colon(const std::vector<Pattern::Token>& tokens) {
  std::size_t colons = 0;
  for (const Pattern::Token token : tokens) {
    if (token == ':' && ++colons == kArnFields - 1) return false;
    if (token >= KeyTemplate::kFirstHole) return true;
  }
  return false;
}

// An entry with variables: filled in for this request, then matched. A variable without a value
// makes the entry match nothing (V6); under NotResource AWS's pages disagree about that (V7).
Truth matches_filled(const ResourceEntry& entry, const Request& request,
                     const std::string& resource, bool negated) {
  KeyTemplate::Filled filled = entry.with_variables->fill(request);
  if (filled.known == Truth::kFalse) return negated ? Truth::kUnknown : Truth::kFalse;
  if (filled.known == Truth::kUnknown) return Truth::kUnknown;
  return truth(Pattern(std::move(filled.tokens)).matches(resource));
}

Truth matches_entry(const ResourceEntry& entry, const Request& request, const std::string& resource,
                    bool negated) {
  if (entry.everything) return Truth::kTrue;
  if (resource == kNoResource) return Truth::kFalse;  // M11
  if (entry.variable_too_early) return Truth::kUnknown;
  if (entry.with_variables) return matches_filled(entry, request, resource, negated);
  return truth(std::ranges::any_of(
      entry.patterns, [&](const Pattern& pattern) { return pattern.matches(resource); }));
}

}  // namespace

ShortArn short_arn_rule(PolicyType type) {
  switch (type) {
    case PolicyType::kIdentity:
    case PolicyType::kBoundary:
      return ShortArn::kPadded;
    case PolicyType::kResource:
    case PolicyType::kTrust:
    case PolicyType::kEndpoint:
      return ShortArn::kNeedsWildcard;
    case PolicyType::kScp:
      return ShortArn::kNeedsFinalWildcard;
    case PolicyType::kSession:
    case PolicyType::kRcp:
      return ShortArn::kRefused;
  }
  return ShortArn::kRefused;
}

ResourceEntry compile_resource(std::string_view text, PolicyType type, PolicyVersion version) {
  ResourceEntry entry{.text = std::string(text)};
  entry.everything = !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
  if (entry.everything) return entry;
  const std::size_t fields = count_arn_fields(text);
  const bool is_short = text.starts_with("arn:") && fields < kArnFields;
  if (is_short && !readable_when_short(text, type)) return entry;
  KeyTemplate as_written(text, version, KeyTemplate::Wildcards::kGlob);
  if (as_written.has_variables()) {
    entry.variable_too_early = hole_before_fifth_colon(as_written.tokens());
    confine_wildcards_to_fields(as_written.mutable_tokens());
    entry.with_variables = std::move(as_written);
    return entry;
  }
  entry.patterns.push_back(confined(as_written.tokens()));
  if (is_short) {
    const KeyTemplate full(padded(text, fields), version, KeyTemplate::Wildcards::kGlob);
    entry.patterns.push_back(confined(full.tokens()));
  }
  return entry;
}

bool ResourceSet::matches_all_names() const {
  return !given_ || (!negated_ && std::ranges::any_of(entries_, &ResourceEntry::everything));
}

Truth ResourceSet::matches(const Request& request, const std::string& resource) const {
  if (!given_) return Truth::kTrue;
  Truth any = Truth::kFalse;
  for (const ResourceEntry& entry : entries_) {
    any = any | matches_entry(entry, request, resource, negated_);
    if (any == Truth::kTrue) break;
  }
  return negated_ ? !any : any;
}

}  // namespace cordon
