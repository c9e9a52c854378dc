// The incident file with a plan's steps. The text of the file stays as it is, comments and all,
// where its events can be added to; else the whole is written anew as JSON, which is YAML too.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/plan/formats.h"
#include "engine/incident/world/json_text.h"
#include "grammar/yaml.h"

namespace cordon {
namespace {

using incident::json_text;

std::optional<JsonValue> events_of(const JsonResult& read) {
  const auto root = read.root();
  return root ? root->find("events") : std::nullopt;
}

std::string joined(const std::vector<std::string>& events, std::string_view before,
                   std::string_view between) {
  std::string text;
  for (const std::string& event : events) {
    if (!text.empty()) text += between;
    text += fmt::format("{}{}", before, event);
  }
  return text;
}

// Into `[…]`, or into the `{…}` of the file.
std::string into_brackets(std::string_view text, Span brackets, bool empty,
                          const std::string& added) {
  const std::size_t end = brackets.end - 1;
  return fmt::format("{}{}{}{}", text.substr(0, end), empty ? "" : ", ", added, text.substr(end));
}

// Below the last of a YAML list's items, which stand each behind a dash.
std::string below_items(std::string_view text, JsonValue list,
                        const std::vector<std::string>& events) {
  const std::size_t first = list.span().begin;
  const std::size_t line = text.rfind('\n', first) + 1;
  const std::size_t dash = std::min(text.find('-', line), text.size());
  std::uint32_t last = list.span().begin;
  for (const JsonValue item : list.elements()) last = item.span().end;
  std::size_t end = text.find('\n', last == 0 ? 0 : last - 1);
  if (end == std::string_view::npos) end = text.size();
  const std::string indent(text.substr(line, dash - line));
  return fmt::format("{}\n{}{}", text.substr(0, end), joined(events, indent + "- ", "\n"),
                     text.substr(end));
}

std::string with_events(std::string_view text, const JsonResult& read,
                        const std::vector<std::string>& events) {
  const JsonValue root = *read.root();
  const auto list = events_of(read);
  const std::string flow = joined(events, "\n  ", ",");
  if (list && list->size() > 0 && text[list->span().begin] != '[') {
    return below_items(text, *list, events);
  }
  if (list) return into_brackets(text, list->span(), list->size() == 0, flow);
  if (text[root.span().begin] == '{') {
    return into_brackets(text, root.span(), root.size() == 0,
                         fmt::format("\"events\": [{}]", flow));
  }
  return fmt::format("{}{}events:\n{}\n", text, text.ends_with('\n') ? "" : "\n",
                     joined(events, "  - ", "\n"));
}

// Whether the text has just these events more, and all else as it was.
bool has_added(const std::string& text, const JsonResult& before,
               const std::vector<std::string>& events) {
  const JsonResult after = read_json_or_yaml(std::make_shared<Source>("plan", text));
  const auto root = after.root();
  if (!root || has_errors(after.diagnostics)) return false;
  const auto old_list = events_of(before);
  const auto new_list = events_of(after);
  if (!new_list) return false;
  std::vector<std::string> expected;
  if (old_list) {
    for (const JsonValue event : old_list->elements()) expected.push_back(json_text(event));
  }
  expected.insert(expected.end(), events.begin(), events.end());
  std::vector<std::string> found;
  for (const JsonValue event : new_list->elements()) found.push_back(json_text(event));
  if (found != expected) return false;
  for (const auto [key, value] : before.root()->members()) {
    if (key.text() == "events") continue;
    const auto now = root->find(key.text());
    if (!now || json_text(*now) != json_text(value)) return false;
  }
  return root->size() == before.root()->size() + (old_list ? 0 : 1);
}

std::string as_json(const JsonResult& read, const std::vector<std::string>& events) {
  std::string members;
  std::vector<std::string> all;
  for (const auto [key, value] : read.root()->members()) {
    if (key.text() != "events") {
      members += fmt::format("  {}: {},\n", json_text(key.text()), json_text(value));
      continue;
    }
    for (const JsonValue event : value.elements()) all.push_back(json_text(event));
  }
  all.insert(all.end(), events.begin(), events.end());
  return fmt::format("{{\n{}  \"events\": [\n{}\n  ]\n}}\n", members, joined(all, "    ", ",\n"));
}

}  // namespace

std::string plan_incident(const MadePlan& made, const Painter& /*paint*/) {
  const SourcePtr& source = made.inputs.front().source;
  std::vector<std::string> events;
  for (const incident::PlanStep& step : made.plan.steps) {
    events.push_back(json_text(step.event->node));
  }
  if (events.empty()) return std::string(source->text());
  const JsonResult read = read_json_or_yaml(source);
  std::string text = with_events(source->text(), read, events);
  return has_added(text, read, events) ? text : as_json(read, events);
}

}  // namespace cordon
