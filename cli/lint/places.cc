#include "cli/lint/places.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon {
namespace {

std::uint32_t begin_of(const rules::LintedPolicy* policy) {
  return policy->root ? policy->root->span().begin : 0;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

FilePlace file_place(const Source& source, Span span) {
  FilePlace place{.file = &source, .span = span};
  while (place.file->embedded_in()) {
    if (place.document == nullptr) {
      place.document = &source;
      place.inside = span;
    }
    place.span = place.file->embedded_in()->span;
    place.file = place.file->embedded_in()->outer.get();
  }
  return place;
}

std::string to_uri(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (is_unreserved(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

PolicyPlaces::PolicyPlaces(const rules::LintResult& result) {
  for (const rules::LintedPolicy& policy : result.policies) {
    policies_[policy.source.get()].push_back(&policy);
  }
  for (auto& [source, policies] : policies_) std::ranges::stable_sort(policies, {}, begin_of);
}

const rules::LintedPolicy* PolicyPlaces::policy_at(const Source& source, Span span) const {
  const auto found = policies_.find(&source);
  if (found == policies_.end()) return nullptr;
  const auto& policies = found->second;
  const auto behind = std::ranges::upper_bound(policies, span.begin, {}, begin_of);
  return behind == policies.begin() ? policies.front() : *(behind - 1);
}

rules::JsonPlace PolicyPlaces::in_document(const rules::LintedPolicy* policy, Span span) {
  if (policy == nullptr || !policy->root) return {.path = {}, .span = span};
  return places_.try_emplace(policy, *policy->root).first->second.at(span);
}

}  // namespace cordon
