#include "rules/syn/elements/sids.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/fix/edits.h"
#include "rules/fix/free_sids.h"

namespace cordon::rules {

void report_repeated_sids(const Subject& subject, TypeVerdict verdict, Found& found) {
  if (type_rule(TypeRule::kSidRepeated).verdict(subject.type) != verdict) return;
  std::unordered_map<std::string_view, JsonValue> seen;
  FreeSids free(subject.document);
  for (const Statement& statement : subject.statements()) {
    if (!statement.sid || statement.sid->value.empty()) continue;
    const auto& [sid, node] = *statement.sid;
    const auto [earlier, fresh] = seen.try_emplace(sid, node);
    if (fresh) continue;
    const std::string name = free.take(sid);
    Finding& finding =
        found.add(subject, node.span(),
                  fmt::format("{} is the `Sid` of an earlier statement", backticked(sid)),
                  "give each statement a `Sid` of its own");
    finding.relate(subject.source(), earlier->second.span(), "first here");
    finding.fix =
        safe_fix(fmt::format("rename it to {}", backticked(name)), replace_string(node, name));
  }
}

}  // namespace cordon::rules
