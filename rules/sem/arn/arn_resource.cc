#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "grammar/text.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kSeparators = "/:";

// `log-group` of `log-group:x`; empty when a wildcard comes first.
std::string_view head_of(std::string_view text) {
  const std::size_t end = text.find_first_of(kSeparators);
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end);
}

bool is_slip(std::string_view head, std::string_view other) {
  constexpr std::size_t kShort = 6;
  const std::size_t most = head.size() < kShort ? 1 : 2;
  return equals_ignoring_ascii_case(head, other) || edit_distance(head, other) <= most;
}

struct Meant {
  const ArnFormat* format = nullptr;
  bool plural = false;  // the plural of a type is nobody's format; other slips may be AWS's own
};

// The format that was meant: its head is the same or nearly, and what follows is not.
Meant meant_format(std::span<const ArnFormat> formats, std::string_view start) {
  constexpr std::size_t kShortest = 3;
  const std::string_view head = head_of(start);
  if (head.size() < kShortest) return {};
  Meant meant;
  bool same = false;
  for (const ArnFormat& format : formats) {
    const std::string_view literal = format.resource.literal_prefix();
    const std::string_view other = head_of(literal);
    if (other.empty()) continue;
    if (other == head && literal[head.size()] == start[head.size()]) return {};
    if (same || (other != head && (meant.format != nullptr || !is_slip(head, other)))) continue;
    same = other == head;
    meant = {.format = &format, .plural = head.size() == other.size() + 1 && head.ends_with('s')};
  }
  return meant;
}

// Many entries of a list begin alike: each beginning is looked up once.
using Meanings = std::map<std::pair<std::string_view, std::string_view>, Meant>;

Meant remembered_format(Meanings& meanings, std::string_view service, std::string_view start) {
  const std::size_t head = std::min(start.find_first_of(kSeparators), start.size() - 1) + 1;
  const std::string_view known = start.substr(0, head);
  const auto [meant, is_new] = meanings.emplace(std::pair(service, known), Meant{});
  if (is_new) meant->second = meant_format(formats_of(service), known);
  return meant->second;
}

bool is_bucket_with_colon(const WrittenArn& arn) {
  return arn[ArnField::kService] == "s3" && arn[ArnField::kRegion].empty() &&
         arn[ArnField::kAccount].empty() && arn[ArnField::kResource].contains(':');
}

void check(const Subject& subject, Found& found) {
  Meanings meanings;
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view service = arn[ArnField::kService];
    if (formats_of(service).empty() || fits_any(arn)) return;
    const std::string_view start = arn.literal_start(ArnField::kResource);
    const Meant meant = start.empty() ? Meant{} : remembered_format(meanings, service, start);
    const std::string message =
        fmt::format("{} is the ARN of no resource of its service", backticked(arn.entry().value));
    if (meant.format != nullptr) {
      found
          .add(subject, arn.entry().node.span(), message,
               fmt::format("the ARN of a `{}` ends in `{}`", meant.format->type.name,
                           (*meant.format)[ArnField::kResource]))
          .level = meant.plural ? Level::kError : Level::kWarning;
    } else if (is_bucket_with_colon(arn)) {
      found
          .add(subject, arn.entry().node.span(), message,
               "a slash stands between the bucket and the object")
          .level = Level::kError;
    }
  });
}

}  // namespace

extern const Rule kArnResource{
    .id = "SEM016",
    .name = "arn-resource",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_ARN_RESOURCE"},
    .parliament = "INVALID_ARN",
    .summary = "the last field of an ARN is of no type of the service",
    .doc =
        R"(The entry looks like a resource type of its service and is none: another separator, another case or a letter too many
(`log-groups:`). It covers nothing. Fields that look like nothing known are left alone, as AWS's reference lacks some
formats.
)",
    .check = check,
};

}  // namespace cordon::rules
