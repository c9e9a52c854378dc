#include "rules/resources/wide_arns.h"

#include <string_view>

#include "rules/resources/resources.h"

namespace cordon::rules {
namespace {

bool is_open(std::string_view field) {
  return field.find_first_not_of('*') == std::string_view::npos;  // also empty: of no account
}

// `*`, `*/*`, `*:*`
bool is_shapeless(std::string_view resource) {
  return resource.starts_with('*') && resource.find_first_not_of("*/:") == std::string_view::npos;
}

bool begins_wild(std::string_view text) { return text.starts_with('*') || text.starts_with('?'); }

// Where the name begins behind the type: `role/`, `function:`.
std::size_t begin_of_name(std::string_view resource) {
  const std::size_t mark = resource.find_first_of("/:");
  return mark == std::string_view::npos ? 0 : mark + 1;
}

std::optional<Span> wild_name(const PolicyText& entry, std::string_view resource,
                              std::size_t begin) {
  const std::size_t at = begins_wild(resource) ? 0 : begin_of_name(resource);
  const std::string_view name = resource.substr(at);
  const bool goes_on = name.find_first_not_of("*?/:") != std::string_view::npos;
  if (!begins_wild(name) || !goes_on) return std::nullopt;
  return entry.node.span_of(begin + at, begin + resource.size());
}

}  // namespace

bool names_nothing(const PolicyText& entry, PolicyVersion version) {
  if (entry.value == "*") return false;
  const ArnReading reading = read_arn(entry, version);
  if (!reading.arn) return entry.value.starts_with("arn:") && entry.value.ends_with('*');
  const WrittenArn& arn = *reading.arn;
  return is_open(arn[ArnField::kAccount]) && is_shapeless(arn[ArnField::kResource]);
}

std::optional<Span> wildcard_in_front(const PolicyText& entry, PolicyVersion version) {
  const ArnReading reading = read_arn(entry, version);
  if (!reading.arn) return std::nullopt;
  const WrittenArn& arn = *reading.arn;
  if (begins_wild(arn[ArnField::kAccount])) return arn.span(ArnField::kAccount);
  return wild_name(entry, arn[ArnField::kResource], arn.begin(ArnField::kResource));
}

}  // namespace cordon::rules
