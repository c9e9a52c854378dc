#include "engine/made_policy.h"

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <utility>

namespace cordon {
namespace {

std::string in_json(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\') {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace

PolicyPtr made_policy(std::string text, PolicyType type, const std::string& name) {
  JsonResult read = read_json(std::make_shared<const Source>(name, std::move(text)));
  return compile_policy(read.tree, JsonValue(*read.tree, 0), type, name).policy;
}

PolicyPtr everything_allowed(PolicyType type, const std::string& name) {
  return made_policy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
      type, name);
}

// Texts of 2008 have no variables.
PolicyPtr endpoint_for(std::span<const std::string> resources, const std::string& name) {
  std::string list;
  for (const std::string& resource : resources) {
    list += (list.empty() ? "" : ",") + in_json(resource);
  }
  return made_policy(
      fmt::format(R"({{"Version":"2008-10-17","Statement":{{"Effect":"Allow","Principal":"*",)"
                  R"("Action":"*","Resource":[{}]}}}})",
                  list),
      PolicyType::kEndpoint, name);
}

PolicyPtr policy_of(std::vector<CompiledStatement> statements, PolicyType type, std::string name) {
  auto policy = std::make_shared<CompiledPolicy>();
  policy->name = std::move(name);
  policy->type = type;
  policy->actions = ActionIndex(statements.size());
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (!statements[i].action) continue;
    if (statements[i].action->negated) policy->actions.negate(i);
    for (const PolicyText& entry : statements[i].action->entries) {
      policy->actions.add(i, entry.value);
    }
  }
  policy->actions.finish();
  policy->statements = std::move(statements);
  return policy;
}

}  // namespace cordon
