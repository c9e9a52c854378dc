#include "cli/lint/baseline.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "grammar/json.h"
#include "grammar/object_reader.h"

namespace cordon {
namespace {

constexpr std::string_view kSchema = "cordon.baseline.v1";
constexpr std::size_t kDay = std::string_view("2026-01-31").size();

std::size_t read_count(ObjectReader& entry) {
  const auto text = entry.located_text("count");
  if (!text) return 1;
  constexpr std::size_t kMost = 9;  // digits
  std::size_t count = 0;
  for (const char c : text->value) {
    if (c < '0' || c > '9' || text->value.size() > kMost) {
      entry.report(text->span, "count must be a number of findings");
      return 1;
    }
    count = count * 10 + static_cast<std::size_t>(c - '0');
  }
  return count;
}

void read_entry(JsonValue value, BaselineResult& result) {
  ObjectReader entry(value, "a finding of a baseline", result.diagnostics);
  rules::FindingIdentity identity{.rule = entry.required_text("rule").value_or(""),
                                  .file = entry.required_text("file").value_or(""),
                                  .policy = entry.text("policy").value_or(""),
                                  .statement = entry.text("statement").value_or(""),
                                  .value = entry.text("value").value_or("")};
  const std::size_t count = read_count(entry);
  result.file.since[identity] = entry.text("since").value_or("");
  entry.finish();
  result.file.findings[std::move(identity)] += count;
}

nlohmann::ordered_json entry_of(const rules::FindingIdentity& identity, std::size_t count,
                                std::string since) {
  nlohmann::ordered_json entry{{"rule", identity.rule}, {"file", identity.file}};
  if (!identity.policy.empty()) entry["policy"] = identity.policy;
  if (!identity.statement.empty()) entry["statement"] = identity.statement;
  if (!identity.value.empty()) entry["value"] = identity.value;
  if (count > 1) entry["count"] = count;
  entry["since"] = std::move(since);
  return entry;
}

}  // namespace

BaselineResult read_baseline(const SourcePtr& source) {
  JsonResult read = read_json(source);
  BaselineResult result{.file = {}, .diagnostics = std::move(read.diagnostics)};
  const auto root = read.root();
  if (!root) return result;
  ObjectReader object(*root, "a baseline", result.diagnostics);
  const auto schema = object.required_located_text("schema");
  if (schema && schema->value != kSchema) {
    object.report(schema->span, fmt::format("this is no baseline: expected {}", kSchema));
  }
  for (const JsonValue entry : object.list("findings")) read_entry(entry, result);
  object.finish();
  return result;
}

std::string write_baseline(const rules::Baseline& findings, const BaselineFile& old, Instant now) {
  const std::string today = to_string(now).substr(0, kDay);
  std::string text = fmt::format("{{\"schema\": \"{}\", \"findings\": [", kSchema);
  std::string_view separator = "\n";
  for (const auto& [identity, count] : findings) {
    const auto known = old.since.find(identity);
    const std::string& since = known == old.since.end() ? today : known->second;
    text += separator;
    text += entry_of(identity, count, since)
                .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    separator = ",\n";
  }
  return text + "\n]}\n";
}

}  // namespace cordon
