#include "rules/resources/resources.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/pattern_sets.h"
#include "grammar/text.h"
#include "grammar/variable.h"

namespace cordon::rules {
namespace {

// Variables and literal characters of a text, one after the other.
Template pieces_of(std::string_view text, PolicyVersion version) {
  if (version == PolicyVersion::k2012 && text.contains("${")) return parse_template(text);
  Template plain;
  plain.pieces.push_back({.text = std::string(text), .begin = 0, .end = text.size()});
  return plain;
}

// Bytes of variables are no colons.
std::array<std::size_t, kArnFieldCount> begins_of_fields(std::string_view text,
                                                         PolicyVersion version,
                                                         std::size_t& fields) {
  std::array<std::size_t, kArnFieldCount> begins{};
  fields = 1;
  for (const TemplatePiece& piece : pieces_of(text, version).pieces) {
    if (piece.kind == TemplatePiece::Kind::kVariable) continue;
    for (std::size_t at = piece.begin; at < piece.end && fields < kArnFieldCount; ++at) {
      if (text[at] == ':') begins[fields++] = at + 1;
    }
  }
  return begins;
}

// --- Formats ------------------------------------------------------------------------------------

// `${Name}` becomes `*`.
Pattern placeholders_as_runs(std::string_view text) {
  std::vector<Pattern::Token> tokens;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find("${"), text.size());
    append_glob(tokens, text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) break;
    tokens.push_back(Pattern::kAnyRun);
    text.remove_prefix(std::min(text.find('}'), text.size() - 1) + 1);
  }
  return Pattern(std::move(tokens));
}

ArnFormat format_from(const catalogue::ResourceType& type) {
  ArnFormat format{.type = type, .fields = {}, .resource = {}};
  std::string_view rest = type.arn;
  for (std::size_t i = 0; i + 1 < kArnFieldCount; ++i) {
    format.fields[i] = catalogue::take_part(rest, ':');
  }
  format.fields.back() = rest;
  format.resource = placeholders_as_runs(rest);
  return format;
}

// By the service of the ARN, then by type.
std::vector<ArnFormat> all_formats() {
  std::vector<ArnFormat> formats;
  for (const catalogue::Service service : catalogue::services()) {
    for (const catalogue::ResourceType type : catalogue::resource_types_of(service.prefix)) {
      formats.push_back(format_from(type));
    }
  }
  std::ranges::stable_sort(formats, {},
                           [](const ArnFormat& format) { return format[ArnField::kService]; });
  return formats;
}

std::span<const ArnFormat> formats() {
  static const std::vector<ArnFormat> kFormats = all_formats();
  return kFormats;
}

std::unordered_map<std::string_view, std::span<const ArnFormat>> formats_by_service() {
  std::unordered_map<std::string_view, std::span<const ArnFormat>> by_service;
  const std::span<const ArnFormat> all = formats();
  for (std::size_t first = 0; first < all.size();) {
    const std::string_view service = all[first][ArnField::kService];
    std::size_t last = first;
    while (last < all.size() && all[last][ArnField::kService] == service) ++last;
    by_service.emplace(service, all.subspan(first, last - first));
    first = last;
  }
  return by_service;
}

// Names are compared without regard to case.
std::string type_key(std::string_view service, std::string_view type) {
  std::string key = ascii_lower(service);
  key += ' ';
  for (const char c : type) key += ascii_lower(c);
  return key;
}

std::unordered_map<std::string, const ArnFormat*> formats_by_type() {
  std::unordered_map<std::string, const ArnFormat*> by_type;
  for (const ArnFormat& format : formats()) {
    by_type.emplace(type_key(format.type.service, format.type.name), &format);
  }
  return by_type;
}

// The name of a bucket has neither slash nor colon.
bool names_bucket(std::span<const Pattern::Token> tokens) {
  return std::ranges::none_of(tokens,
                              [](Pattern::Token token) { return token == '/' || token == ':'; });
}

// Whether the ARN starts with the name of a bucket.
bool is_of_bucket(const ArnFormat& format) {
  return format[ArnField::kService] == "s3" && format[ArnField::kRegion].empty() &&
         format[ArnField::kAccount].empty();
}

}  // namespace

std::string_view WrittenArn::operator[](ArnField field) const {
  const auto number = static_cast<std::size_t>(field);
  const std::size_t end =
      number + 1 < kArnFieldCount ? begins_[number + 1] - 1 : entry_->value.size();
  return entry_->value.substr(begins_[number], end - begins_[number]);
}

Pattern WrittenArn::pattern(ArnField field) const {
  std::vector<Pattern::Token> tokens;
  for (const TemplatePiece& piece : pieces_of((*this)[field], version_).pieces) {
    switch (piece.kind) {
      case TemplatePiece::Kind::kText:
        append_glob(tokens, piece.text);
        break;
      case TemplatePiece::Kind::kLiteral:
        append_literal(tokens, piece.text);
        break;
      case TemplatePiece::Kind::kVariable:
        tokens.push_back(Pattern::kAnyRun);
        break;
    }
  }
  return Pattern(std::move(tokens));
}

bool WrittenArn::is_plain(ArnField field) const { return pattern(field).is_literal(); }

std::string_view WrittenArn::literal_start(ArnField field) const {
  const std::string_view text = (*this)[field];
  return text.substr(0, std::min(text.find_first_of("*?"), text.find("${")));
}

ArnReading read_arn(const PolicyText& entry, PolicyVersion version) {
  ArnReading reading;
  if (!entry.value.starts_with("arn:")) return reading;
  const auto begins = begins_of_fields(entry.value, version, reading.fields);
  if (reading.fields == kArnFieldCount) reading.arn.emplace(entry, begins, version);
  return reading;
}

std::span<const ArnFormat> formats_of(std::string_view arn_service) {
  static const std::unordered_map<std::string_view, std::span<const ArnFormat>> kByService =
      formats_by_service();
  const auto found = kByService.find(arn_service);
  return found == kByService.end() ? std::span<const ArnFormat>() : found->second;
}

const ArnFormat* format_of(std::string_view service, std::string_view type) {
  static const std::unordered_map<std::string, const ArnFormat*> kByType = formats_by_type();
  const auto found = kByType.find(type_key(service, type));
  return found == kByType.end() ? nullptr : found->second;
}

bool fits(const ArnFormat& format, const Pattern& resource) {
  const std::span<const Pattern::Token> tokens(resource.tokens());
  if (is_of_bucket(format)) {
    const bool whole = !format[ArnField::kResource].contains('/');
    const auto slash = std::ranges::find(tokens, Pattern::Token{'/'});
    if (!names_bucket(whole ? tokens : std::span(tokens.begin(), slash))) return false;
  }
  return intersects(format.resource, resource) != Truth::kFalse;
}

bool fits_any(const WrittenArn& arn) {
  const Pattern resource = arn.pattern(ArnField::kResource);
  return std::ranges::any_of(formats_of(arn[ArnField::kService]),
                             [&](const ArnFormat& format) { return fits(format, resource); });
}

std::vector<const ArnFormat*> fitting_formats(const WrittenArn& arn) {
  std::vector<const ArnFormat*> fitting;
  const Pattern resource = arn.pattern(ArnField::kResource);
  for (const ArnFormat& format : formats_of(arn[ArnField::kService])) {
    if (fits(format, resource)) fitting.push_back(&format);
  }
  return fitting;
}

}  // namespace cordon::rules
