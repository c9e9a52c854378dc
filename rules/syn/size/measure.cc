#include "rules/syn/size/measure.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/catalogue/resource_policies.h"
#include "rules/fix/edits.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

using catalogue::Quota;
using catalogue::SizedPolicy;
using catalogue::SizeUnit;
using catalogue::WhiteSpace;
using Home = FoundDocument::Home;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

SizeLimit limit_of(SizedPolicy policy, std::string_view whose) {
  return {.quota = catalogue::quota_of(policy), .whose = whose};
}

SizeLimit identity_limit(Home home) {
  switch (home) {
    case Home::kManaged:
      return limit_of(SizedPolicy::kManaged, "a managed policy");
    case Home::kUser:
      return limit_of(SizedPolicy::kUser, "the inline policies of a user");
    case Home::kGroup:
      return limit_of(SizedPolicy::kGroup, "the inline policies of a group");
    case Home::kRole:
      return limit_of(SizedPolicy::kRole, "the inline policies of a role");
    case Home::kUnknown:
      break;
  }
  return limit_of(SizedPolicy::kAnalyzer, "any policy of a principal");
}

std::optional<SizeLimit> resource_limit(std::string_view resource_type) {
  const catalogue::PolicyTarget* target = catalogue::find_policy_target(resource_type);
  if (target == nullptr || target->quota.size == 0) return std::nullopt;
  return SizeLimit{.quota = target->quota, .whose = target->type};
}

bool is_json(std::string_view text) {
  return text.size() >= 2 && text.front() == '{' && text.back() == '}';
}

std::string_view unit_of(const Quota& quota) {
  return quota.unit == SizeUnit::kBytes ? "bytes" : "characters";
}

}  // namespace

std::optional<SizeLimit> size_limit(const Subject& subject) {
  switch (subject.type) {
    case PolicyType::kIdentity:
      return identity_limit(subject.found.home);
    case PolicyType::kBoundary:
      return limit_of(SizedPolicy::kManaged, "a permissions boundary");
    case PolicyType::kSession:
      return limit_of(SizedPolicy::kSession, "the policies of a session");
    case PolicyType::kTrust:
      return limit_of(SizedPolicy::kTrust, "a trust policy");
    case PolicyType::kScp:
      return limit_of(SizedPolicy::kScp, "an SCP");
    case PolicyType::kRcp:
      return limit_of(SizedPolicy::kRcp, "an RCP");
    case PolicyType::kEndpoint:
      return limit_of(SizedPolicy::kEndpoint, "an endpoint policy");
    case PolicyType::kResource:
      return resource_limit(subject.found.resource_type);
  }
  return std::nullopt;
}

std::optional<std::string> minified(const Subject& subject) {
  const std::string_view text = subject.source()->text(subject.document.span);
  if (!is_json(text)) return std::nullopt;
  std::string small;
  small.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string && text[i] == '\\') {
      small += text[i++];
    } else if (text[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && is_blank(text[i])) {
      continue;
    }
    small += text[i];
  }
  return small;
}

std::uint64_t size_of(const Subject& subject, const Quota& quota) {
  const std::string_view text = subject.source()->text(subject.document.span);
  // Of YAML, what counts is the JSON that somebody makes of it.
  const bool all = quota.white_space == WhiteSpace::kCounts && is_json(text);
  return static_cast<std::uint64_t>(std::ranges::count_if(text, [&](char c) {
    if (!all && is_blank(c)) return false;
    return quota.unit == SizeUnit::kBytes || !continues_character(c);
  }));
}

Finding* report_size(const Subject& subject, const SizeLimit& limit, Found& found) {
  if (!subject.found.root) return nullptr;
  const Span whole = subject.document.span;
  if (whole.end - whole.begin <= limit.quota.size) return nullptr;
  const std::uint64_t size = size_of(subject, limit.quota);
  if (limit.quota.size == 0 || size <= limit.quota.size) return nullptr;
  const bool all = limit.quota.white_space == WhiteSpace::kCounts;
  return &found.add(
      subject, opening(subject.document.span),
      fmt::format("the policy has {} {}{}; {} may have {}", size, unit_of(limit.quota),
                  all ? "" : " without white space", limit.whose, limit.quota.size),
      "split it, or say the same with fewer words");
}

void report_stored_size(const Subject& subject, Found& found) {
  const auto limit = size_limit(subject);
  Finding* finding = limit ? report_size(subject, *limit, found) : nullptr;
  if (finding == nullptr) return;
  auto small = minified(subject);
  if (!small || small->size() > limit->quota.size) return;
  finding->help = "white space counts: without it the policy fits";
  finding->fix = unsafe_fix("take the white space out",
                            {{.span = subject.document.span, .text = *std::move(small)}});
}

}  // namespace cordon::rules
