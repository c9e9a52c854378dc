#include "engine/context.h"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/text.h"

namespace cordon {
namespace {

constexpr std::string_view kPrincipalTagPrefix = "aws:principaltag/";

struct DerivedName {
  std::string_view lower;
  DerivedKey key;
};

constexpr std::array kDerivedNames{
    DerivedName{"aws:currenttime", DerivedKey::kCurrentTime},
    DerivedName{"aws:epochtime", DerivedKey::kEpochTime},
    DerivedName{"aws:tokenissuetime", DerivedKey::kTokenIssueTime},
    DerivedName{"aws:multifactorauthpresent", DerivedKey::kMultiFactorAuthPresent},
    DerivedName{"aws:multifactorauthage", DerivedKey::kMultiFactorAuthAge},
    DerivedName{"aws:principalarn", DerivedKey::kPrincipalArn},
    DerivedName{"aws:principalaccount", DerivedKey::kPrincipalAccount},
    DerivedName{"aws:principaltype", DerivedKey::kPrincipalType},
    DerivedName{"aws:userid", DerivedKey::kUserid},
    DerivedName{"aws:username", DerivedKey::kUsername},
    DerivedName{"aws:sourceidentity", DerivedKey::kSourceIdentity},
    DerivedName{"aws:securetransport", DerivedKey::kSecureTransport},
    DerivedName{"aws:assumedroot", DerivedKey::kAssumedRoot},
};

DerivedKey derived_key(std::string_view lower) {
  if (!lower.starts_with("aws:")) return DerivedKey::kNone;
  if (lower.starts_with(kPrincipalTagPrefix)) return DerivedKey::kPrincipalTag;
  const auto* found = std::ranges::find(kDerivedNames, lower, &DerivedName::lower);
  return found == kDerivedNames.end() ? DerivedKey::kNone : found->key;
}

}  // namespace

ContextKey::ContextKey(std::string_view written)
    : name(written),
      lower(ascii_lower(written)),
      hash(std::hash<std::string_view>{}(lower)),
      derived(derived_key(lower)) {}

void RequestContext::set(ContextEntry entry) {
  const auto same = std::ranges::find(entries_, entry.key, &ContextEntry::key);
  if (same == entries_.end()) {
    entries_.push_back(std::move(entry));
  } else {
    *same = std::move(entry);
  }
}

const ContextEntry* RequestContext::find(const ContextKey& key) const {
  for (const ContextEntry& entry : entries_) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

}  // namespace cordon
