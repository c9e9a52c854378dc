#include "engine/incident/events/event_call.h"

#include "engine/incident/world/snapshot.h"
#include "grammar/text.h"

namespace cordon::incident {

std::optional<JsonValue> parameter(const Event& event, std::string_view name) {
  auto value = event.parameters.find(name);
  if (!value) {
    std::string small(name);
    small.front() = ascii_lower(small.front());
    value = event.parameters.find(small);
  }
  return value && !value->is(JsonKind::kNull) ? value : std::nullopt;
}

std::string parameter_text(const Event& event, std::string_view name) {
  const auto value = parameter(event, name);
  return value ? std::string(value->text()) : std::string();
}

Account* Change::account() {
  const auto found = world_.accounts.find(event_.account);
  return found == world_.accounts.end() ? nullptr : &found->second;
}

std::string Change::partition() const {
  const auto found = world_.accounts.find(event_.account);
  return found == world_.accounts.end() ? "aws" : found->second.partition;
}

std::string Change::text(std::string_view name) const { return parameter_text(event_, name); }

std::string Change::text_or(std::string_view name, std::string_view otherwise) const {
  std::string value = text(name);
  return value.empty() ? std::string(otherwise) : value;
}

PolicyPtr Change::document(std::string_view name, PolicyType type, std::string policy_name) {
  const auto value = parameter(event_, name);
  return value ? document(event_.tree, *value, type, std::move(policy_name))
               : unreadable_policy(type, std::move(policy_name));
}

PolicyPtr Change::document(const JsonPtr& tree, JsonValue value, PolicyType type,
                           std::string policy_name) {
  DocumentResult read = read_document(tree, value, type, std::move(policy_name));
  for (Diagnostic& diagnostic : read.diagnostics) diagnostics_.push_back(std::move(diagnostic));
  return std::move(read.policy);
}

Tags Change::tags() const {
  Tags tags;
  const auto list = parameter(event_, "Tags");
  if (!list) return tags;
  for (const JsonValue tag : list->elements()) {
    const auto key = tag.find("Key");
    const auto value = tag.find("Value");
    if (key && value) tags.emplace_back(key->text(), value->text());
  }
  return tags;
}

EventOutcome Change::refuse(std::string_view at, const std::string& why) {
  const JsonValue place = parameter(event_, at).value_or(event_.node);
  diagnostics_.push_back({Severity::kError, place.source(), place.span(),
                          fmt::format("AWS refuses `{}`: {}", event_.call, why),
                          "the step changes nothing"});
  return {false, fmt::format("AWS refuses it: {}", why)};
}

EventOutcome Change::demand(std::string what, std::string_view demanded) {
  diagnostics_.push_back({Severity::kWarning, event_.node.source(), event_.node.span(),
                          fmt::format("AWS refuses `{}`: it demands {}", event_.call, demanded),
                          "say so by events before it; as it stands the incident can't be called "
                          "contained"});
  return {true, fmt::format("{}; AWS demands {}", what, demanded), true};
}

std::string_view unreadable_note(const CompiledPolicy& policy) {
  return policy.unreadable ? "; the document can't be read: what it says is unknown" : "";
}

std::vector<std::string_view> words(std::string_view names) {
  std::vector<std::string_view> words;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    words.push_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return words;
}

}  // namespace cordon::incident
