#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/syn/problems.h"
#include "rules/syn/size/measure.h"

namespace cordon::rules {
namespace {

constexpr std::uint64_t kPercent = 90;

void check(const Subject& subject, Found& found) {
  const auto limit = subject.found.root ? size_limit(subject) : std::nullopt;
  if (!limit) return;
  const std::uint64_t size = size_of(subject, limit->quota);
  const std::uint64_t most = limit->quota.size;
  if (size > most || size * 100 <= most * kPercent) return;
  found.add(subject, opening(subject.document.span),
            fmt::format("the policy has {} of the {} characters that {} may have", size, most,
                        limit->whose),
            "split it while there is time");
}

}  // namespace

extern const Rule kSizeNearLimit{
    .id = "SYN068",
    .name = "size-near-limit",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .summary = "policy that has used nine tenths of its quota",
    .doc =
        R"(The next action or account that is added may be the one that AWS refuses, and a policy that is full
can't be mended in a hurry. Split it while there is time.
)",
    .check = check,
};

}  // namespace cordon::rules
