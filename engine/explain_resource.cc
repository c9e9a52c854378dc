#include <fmt/format.h>

#include <algorithm>

#include "engine/explain.h"
#include "engine/explain_words.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using Tokens = std::vector<Pattern::Token>;

// The patterns of an entry as this request meets them; none when a variable is open or valueless.
std::vector<Tokens> tokens_of(const ResourceEntry& entry, const Request& request) {
  std::vector<Tokens> all;
  for (const Pattern& pattern : entry.patterns) all.push_back(pattern.tokens());
  if (entry.with_variables) {
    KeyTemplate::Filled filled = entry.with_variables->fill(request);
    if (filled.known == Truth::kTrue) all.push_back(std::move(filled.tokens));
  }
  return all;
}

// Older copies of AWS's pages keep every `*` of the first five fields inside its field
// (semantics.md M2).
Tokens field_by_field(Tokens tokens) {
  constexpr int kFieldsBeforeResource = 5;
  int colons = 0;
  for (Pattern::Token& token : tokens) {
    if (token == ':') ++colons;
    if (colons == kFieldsBeforeResource) break;
    if (token == Pattern::kAnyRun) token = Pattern::kAnyRunInField;
  }
  return tokens;
}

Tokens lower(Tokens tokens) {
  for (Pattern::Token& token : tokens) {
    if (token < Pattern::kAnyOne) {
      token = static_cast<unsigned char>(ascii_lower(static_cast<char>(token)));
    }
  }
  return tokens;
}

template <class Change>
bool matches_changed(const ResourceEntry& entry, const Request& request, std::string_view resource,
                     Change change) {
  return std::ranges::any_of(tokens_of(entry, request), [&](const Tokens& tokens) {
    return Pattern(change(tokens)).matches(resource);
  });
}

Truth matches(const ResourceEntry& entry, const Request& request) {
  return ResourceSet(false, {entry}).matches(request);
}

bool hangs_on_running_past_colons(const ResourceEntry& entry, const Request& request) {
  return !entry.everything && !matches_changed(entry, request, request.resource(), field_by_field);
}

bool matches_ignoring_case(const ResourceEntry& entry, const Request& request) {
  return matches_changed(entry, request, ascii_lower(request.resource()), lower);
}

void add_notes(const ResourceEntry& entry, Truth matched, const Request& request,
               std::vector<std::string>& notes) {
  if (matched == Truth::kTrue && hangs_on_running_past_colons(entry, request)) {
    notes.push_back(fmt::format(
        "{} matches because a `*` at the end of a field runs on past a colon; read field by field, "
        "as older AWS pages have it, it does not match",
        in_ticks(entry.text)));
  }
  if (matched == Truth::kFalse && matches_ignoring_case(entry, request)) {
    notes.push_back(
        fmt::format("{} would match if letter case did not count", in_ticks(entry.text)));
  }
}

std::string list_entries(const ResourceSet& resources, const Request& request) {
  std::vector<std::string> texts;
  for (const ResourceEntry& entry : resources.entries()) {
    texts.push_back(policy_text(entry.text, entry.with_variables, request));
  }
  return list_of(texts, "or");
}

std::string why_open(const ResourceEntry& entry, const Request& request) {
  std::vector<const ContextKey*> keys;
  add_open_variables(entry.with_variables, request, keys);
  if (entry.variable_too_early) {
    return "AWS does not document what a variable before the fifth colon does";
  }
  if (keys.empty()) return "AWS does not document what a variable without a usable value does";
  std::vector<std::string> names;
  for (const ContextKey* key : keys) names.push_back(in_ticks(key->name));
  return fmt::format("{} {} not told", list_of(names, "and"), names.size() == 1 ? "is" : "are");
}

// The entry that made the element what it is: one that matches, else one that may.
const ResourceEntry* deciding_entry(const ResourceSet& resources, const Request& request) {
  const ResourceEntry* open = nullptr;
  for (const ResourceEntry& entry : resources.entries()) {
    const Truth matched = matches(entry, request);
    if (matched == Truth::kTrue) return &entry;
    if (matched == Truth::kUnknown) open = &entry;
  }
  return open;
}

std::string why(const ResourceSet& resources, Truth matched, const Request& request) {
  const std::string resource = in_ticks(request.resource());
  if (!resources.given()) return "the statement has no Resource: it speaks of every resource";
  const std::string_view name = resources.negated() ? "NotResource" : "Resource";
  const bool takes_none = request.resource() == "*";
  const ResourceEntry* entry = deciding_entry(resources, request);
  if (matched == Truth::kUnknown) {
    const ResourceEntry& open = entry ? *entry : resources.entries().front();
    return fmt::format("it is open whether {}'s {} matches {}: {}", name,
                       policy_text(open.text, open.with_variables, request), resource,
                       why_open(open, request));
  }
  if (entry) {
    return fmt::format("{} is matched by {}'s {}",
                       takes_none ? "an action without a resource" : resource, name,
                       policy_text(entry->text, entry->with_variables, request));
  }
  if (takes_none) {
    return fmt::format("the action takes no resource, and only `*` matches then, not {}'s {}", name,
                       list_entries(resources, request));
  }
  return fmt::format("{} is not matched by {}'s {}", resource, name,
                     list_entries(resources, request));
}

}  // namespace

ResourceExplanation explain_resource(const CompiledStatement& statement, const Request& request) {
  const ResourceSet& resources = statement.resources;
  ResourceExplanation explained;
  explained.element.matched = resources.matches(request);
  explained.element.why = why(resources, explained.element.matched, request);
  if (request.resource() == "*") return explained;
  const ResourceEntry* entry = deciding_entry(resources, request);
  if (entry) {
    add_notes(*entry, matches(*entry, request), request, explained.notes);
    return explained;
  }
  for (const ResourceEntry& other : resources.entries()) {
    add_notes(other, Truth::kFalse, request, explained.notes);
  }
  return explained;
}

}  // namespace cordon
