#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "engine/catalogue/quotas.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Home = FoundDocument::Home;

catalogue::SizedPolicy sized(Home home) {
  switch (home) {
    case Home::kUser:
      return catalogue::SizedPolicy::kUser;
    case Home::kGroup:
      return catalogue::SizedPolicy::kGroup;
    case Home::kRole:
      return catalogue::SizedPolicy::kRole;
    case Home::kManaged:
    case Home::kUnknown:
      break;
  }
  return catalogue::SizedPolicy::kManaged;
}

// Characters outside white space: what IAM counts. Bytes that go on with a character don't begin
// one.
std::size_t size_of(const Subject& subject) {
  const Span span = subject.document.span;
  const std::string_view text = subject.source()->text().substr(span.begin, span.end - span.begin);
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
    const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    return !white && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Inline policies of one target count together, a managed policy alone.
std::size_t size_with(const Subject& subject, const Principal& principal) {
  if (subject.found.home == Home::kManaged) return size_of(subject);
  std::size_t size = 0;
  for (const Subject* document : principal.documents) {
    if (document->found.home == subject.found.home) size += size_of(*document);
  }
  return size;
}

void check_principal(const Principal& principal, Found& found) {
  for (const Subject* subject : principal.documents) {
    if (subject->found.home == Home::kUnknown) continue;
    const auto steps = containments(*subject);
    if (steps.empty()) continue;
    const std::size_t size = size_with(*subject, principal);
    const catalogue::Quota quota = catalogue::quota_of(sized(subject->found.home));
    if (size <= quota.size) continue;
    found.add(
        *subject, steps.front().statement->node.span(),
        fmt::format("with this Deny the policies have {} characters, and {} fit: AWS refuses it",
                    size, quota.size),
        "attach a managed policy that only denies, such as `AWSDenyAll`");
  }
}

}  // namespace

extern const Rule kDenyAfterSizeLimit{
    .id = "CTN055",
    .name = "deny-after-size-limit",
    .level = Level::kError,
    .summary = "with the Deny the policies exceed the quota of their target",
    .doc =
        R"(IAM counts the characters outside white space: 2,048 for all inline policies of a user together, 5,120 of
a group, 10,240 of a role, 6,144 for a managed policy. A revocation that does not fit is refused, in the
minute in which it is needed. A managed policy of its own needs no room beside others.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
