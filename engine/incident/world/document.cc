#include <fmt/format.h>

#include <string>
#include <utility>

#include "engine/incident/world/snapshot.h"
#include "grammar/embedded_json.h"

namespace cordon::incident {
namespace {

DocumentResult unreadable(PolicyType type, std::string name, Diagnostics diagnostics) {
  return {unreadable_policy(type, std::move(name)), std::move(diagnostics)};
}

DocumentResult compiled(JsonPtr tree, JsonValue root, PolicyType type, std::string name) {
  CompileResult result = compile_policy(std::move(tree), root, type, std::move(name));
  return {std::move(result.policy), std::move(result.diagnostics)};
}

}  // namespace

DocumentResult read_document(const JsonPtr& tree, JsonValue value, PolicyType type,
                             std::string name) {
  if (value.is(JsonKind::kObject)) return compiled(tree, value, type, std::move(name));
  const auto refuse = [&](std::string message) {
    return unreadable(type, std::move(name),
                      {{Severity::kError, value.source(), value.span(), std::move(message), ""}});
  };
  if (!value.is(JsonKind::kString)) {
    return refuse(
        fmt::format("a policy document has to be an object or a string that holds one, not {}",
                    describe(value.kind())));
  }
  auto read = read_embedded_json(tree->source(), value.span(), value.text());
  if (!read)
    return refuse("this string is no policy document: neither JSON nor percent-encoded JSON");
  const auto root = read->root();
  if (!root) return unreadable(type, std::move(name), std::move(read->diagnostics));
  return compiled(std::move(read->tree), *root, type, std::move(name));
}

}  // namespace cordon::incident
