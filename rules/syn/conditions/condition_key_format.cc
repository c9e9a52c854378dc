#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/catalogue/global_keys.h"
#include "grammar/text.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

/// The shared key that has this name behind its prefix.
std::string help_for(std::string_view key) {
  const std::string with_prefix = fmt::format("aws:{}", key.substr(0, key.find('/')));
  const catalogue::GlobalKey* global = catalogue::find_global_key(with_prefix);
  if (global == nullptr) return "write `prefix:name`, such as `aws:SourceIp`";
  return fmt::format("did you mean `{}{}`?", global->name, catalogue::tag_name(key));
}

bool has_prefix(std::string_view key) {
  const std::size_t colon = key.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < key.size();
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const ConditionEntry& entry : statement.conditions) {
      if (has_prefix(entry.key.value)) continue;
      found.add(subject, entry.key.node.span(),
                fmt::format("condition key {} is not `prefix:name`", backticked(entry.key.value)),
                help_for(entry.key.value));
    }
  }
}

}  // namespace

extern const Rule kConditionKeyFormat{
    .id = "SYN032",
    .name = "condition-key-format",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_CONDITION_KEY_FORMAT"},
    .summary = "condition key without a prefix",
    .doc =
        R"(A condition key is `prefix:name`: `aws:` for the keys that all services share, the service's prefix
for its own. IAM refuses a document with a key that has none.
)",
    .check = check,
};

}  // namespace cordon::rules
