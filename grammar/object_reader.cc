#include "grammar/object_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "grammar/text.h"

namespace cordon {
namespace {

bool is_text(JsonValue value) { return value.is(JsonKind::kString) || value.is(JsonKind::kNumber); }

std::string no_text(std::string_view name, JsonValue value) {
  return fmt::format("`{}` has to be a string, not {}", name, describe(value.kind()));
}

std::optional<std::string> owned(const std::optional<Located<std::string_view>>& text) {
  return text ? std::optional<std::string>(text->value) : std::nullopt;
}

}  // namespace

ObjectReader::ObjectReader(JsonValue value, std::string what, Diagnostics& diagnostics,
                           std::string path)
    : value_(value), what_(std::move(what)), path_(std::move(path)), diagnostics_(diagnostics) {
  known_.reserve(8);
  if (!value.is(JsonKind::kObject)) {
    report(value.span(),
           fmt::format("{} has to be an object, not {}", what_, describe(value.kind())));
  }
}

void ObjectReader::report(Span span, std::string message, std::string help) {
  diagnostics_.push_back(
      {Severity::kError, value_.source(), span, std::move(message), std::move(help)});
}

std::optional<JsonValue> ObjectReader::member(std::string_view name) {
  known_.push_back({name});
  const auto found = value_.find(name);
  return found && !found->is(JsonKind::kNull) ? found : std::nullopt;
}

std::optional<JsonValue> ObjectReader::required(std::string_view name) {
  auto found = member(name);
  if (!found && value_.is(JsonKind::kObject)) {
    report(value_.span(), fmt::format("{} needs `{}`", what_, name));
  }
  return found;
}

std::optional<std::string> ObjectReader::text(std::string_view name) {
  return owned(located_text(name));
}

std::optional<std::string> ObjectReader::required_text(std::string_view name) {
  return owned(required_located_text(name));
}

std::optional<Located<std::string_view>> ObjectReader::located_text(std::string_view name) {
  return located(member(name), name);
}

std::optional<Located<std::string_view>> ObjectReader::required_located_text(
    std::string_view name) {
  return located(required(name), name);
}

std::optional<bool> ObjectReader::boolean(std::string_view name) {
  const auto found = member(name);
  if (!found) return std::nullopt;
  if (found->is(JsonKind::kBool)) return found->is_true();
  report(found->span(), fmt::format("`{}{}` has to be true or false, not {}", path_, name,
                                    describe(found->kind())));
  return std::nullopt;
}

template <class Read>
auto ObjectReader::read(std::string_view name, Read read_text) {
  using Value = typename decltype(read_text(std::string_view{}))::value_type;
  const auto found = member(name);
  if (!found) return std::optional<Value>();
  const auto written = scalar(*found, name);
  if (!written) return std::optional<Value>();
  auto result = read_text(*written);
  if (result) return std::optional<Value>(*result);
  report(found->span(), fmt::format("`{}{}`: {}", path_, name, result.error()));
  return std::optional<Value>();
}

std::optional<Instant> ObjectReader::time(std::string_view name) {
  return read(name, [](std::string_view text) { return parse_time(text); });
}

std::optional<std::int64_t> ObjectReader::duration(std::string_view name) {
  return read(name, [](std::string_view text) { return parse_duration(text); });
}

std::vector<JsonValue> ObjectReader::list(std::string_view name) {
  const auto found = member(name);
  if (!found) return {};
  if (!found->is(JsonKind::kArray)) return {*found};
  std::vector<JsonValue> values;
  for (const JsonValue element : found->elements()) values.push_back(element);
  return values;
}

std::vector<std::string> ObjectReader::texts(std::string_view name) {
  return texts(name, [](std::string_view) { return std::string_view(); });
}

std::vector<std::string> ObjectReader::texts(std::string_view name,
                                             std::string_view (*problem_of)(std::string_view)) {
  std::vector<std::string> texts;
  for (const JsonValue element : list(name)) {
    const auto text = scalar(element, name);
    if (!text) continue;
    const std::string_view problem = problem_of(*text);
    if (problem.empty()) {
      texts.emplace_back(*text);
    } else {
      report(element.span(), fmt::format("`{}{}` {}: {}", path_, name, backticked(*text), problem));
    }
  }
  return texts;
}

void ObjectReader::finish() {
  for (const auto [key, value] : value_.members()) {
    const auto known = std::ranges::find(known_, key.text(), &Known::name);
    if (known == known_.end()) {
      report_unknown(key);
    } else if (std::exchange(known->seen, true)) {
      report(key.span(), fmt::format("`{}` is given twice in {}", known->name, what_));
    }
  }
}

void ObjectReader::report_unknown(JsonValue key) {
  const auto meant = nearest(key.text(), known_ | std::views::transform(&Known::name));
  report(key.span(), fmt::format("unknown member {} in {}", backticked(key.text()), what_),
         meant ? fmt::format("did you mean `{}`?", *meant) : "");
}

std::optional<std::string_view> ObjectReader::scalar(JsonValue value, std::string_view name) {
  if (is_text(value)) return value.text();
  report(value.span(), no_text(path_ + std::string(name), value));
  return std::nullopt;
}

std::optional<Located<std::string_view>> ObjectReader::located(std::optional<JsonValue> value,
                                                               std::string_view name) {
  const auto text = value ? scalar(*value, name) : std::nullopt;
  if (!text) return std::nullopt;
  return Located<std::string_view>{.value = *text, .span = value->span()};
}

std::optional<std::string> scalar_text(JsonValue value, std::string_view name,
                                       Diagnostics& diagnostics) {
  if (is_text(value)) return std::string(value.text());
  diagnostics.push_back({Severity::kError, value.source(), value.span(), no_text(name, value), ""});
  return std::nullopt;
}

}  // namespace cordon
