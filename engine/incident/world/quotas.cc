#include "engine/incident/world/quotas.h"

#include <algorithm>
#include <string>

#include "engine/incident/world/json_text.h"

namespace cordon::incident {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Characters, not bytes.
bool is_counted(char c) {
  const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  return !is_blank(c) && !continues;
}

// YAML has no quotes and commas to count: what it would be as JSON.
std::size_t size_as_json(const PolicyDocument& document) {
  std::string text = R"({"Version":"2012-10-17","Statement":[]})";
  if (document.id) text += R"("Id":,)" + json_text(document.id->value);
  for (const Statement& statement : document.statements) text += json_text(statement.node) + ',';
  return policy_size(text) - (document.statements.empty() ? 0 : 1);
}

}  // namespace

std::size_t most_characters(catalogue::SizedPolicy policy) {
  const catalogue::Quota quota = catalogue::quota_of(policy);
  return std::max(quota.size, quota.raised);
}

std::size_t policy_size(std::string_view document) {
  return static_cast<std::size_t>(std::ranges::count_if(document, is_counted));
}

std::optional<std::size_t> policy_size(const CompiledPolicy& policy) {
  const PolicyDocument& document = policy.document;
  if (policy.unreadable || document.tree == nullptr) return std::nullopt;
  const Span span = document.span;
  const std::string_view text =
      std::string_view(document.tree->source()->text()).substr(span.begin, span.end - span.begin);
  const bool is_json = text.starts_with('{') && text.contains("\"Statement\"");
  return is_json ? policy_size(text) : size_as_json(document);
}

std::optional<std::size_t> inline_size(const Entity& entity) {
  std::size_t size = 0;
  for (const StoredPolicy& stored : entity.inline_policies) {
    const auto one = policy_size(*stored.policy);
    if (!one) return std::nullopt;
    size += *one;
  }
  return size;
}

}  // namespace cordon::incident
