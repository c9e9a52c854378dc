#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/global_keys.h"
#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

/// A declared name in the place of what the key has in common with it: what stands for a
/// placeholder stays as it is.
std::string with_own_tail(std::string_view declared, std::string_view key) {
  const std::size_t fixed = std::min(declared.find_first_of("$<"), declared.size());
  return fmt::format("{}{}", declared.substr(0, fixed), key.substr(std::min(fixed, key.size())));
}

std::string canonical(std::string_view key) {
  if (const catalogue::GlobalKey* global = catalogue::find_global_key(key)) {
    const std::size_t slash = key.find('/');
    if (!catalogue::takes_tag_name(*global)) return std::string(global->name);
    if (slash == std::string_view::npos) return std::string(key);  // the tag is missing
    return fmt::format("{}{}", global->name, key.substr(slash + 1));
  }
  const auto known = catalogue::find_key(key);
  return known ? with_own_tail(known->name, key) : std::string(key);
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const std::string name = canonical(use.key());
    // A declared name may have a placeholder that is a plain word: then it is no spelling of the
    // key.
    if (name == use.key() || !equals_ignoring_ascii_case(name, use.key())) return;
    found
        .add(subject, use.key_span(),
             fmt::format("AWS writes {} as `{}`", backticked(use.key()), name))
        .fix = safe_fix(fmt::format("write `{}`", name), replace_string(use.entry.key.node, name));
  });
}

}  // namespace

extern const Rule kConditionKeyCase{
    .id = "STY005",
    .name = "condition-key-case",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .summary = "condition key in other case than AWS writes it",
    .doc =
        R"(AWS compares the names of condition keys without their case, people and tools search with it:
`aws:sourceip` is overlooked by who looks for `aws:SourceIp`. The spelling is that of AWS's documentation. The
name of a tag behind a slash is left as it is.
)",
    .check = check,
};

}  // namespace cordon::rules
