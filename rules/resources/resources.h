// The entries of Resource and NotResource as rules see them: taken apart at their colons, with
// their places, and held against the ARN formats of the catalogue. A policy variable can be any
// text, so that it counts as `*`; its own colons end no field. What a statement applies to is the
// engine's business (engine/resource_set.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "grammar/pattern.h"
#include "rules/subject.h"

namespace cordon::rules {

enum class ArnField : std::uint8_t { kArn, kPartition, kService, kRegion, kAccount, kResource };
inline constexpr std::size_t kArnFieldCount = 6;

/// An entry that starts with `arn:` and has six fields.
class WrittenArn {
 public:
  WrittenArn(const PolicyText& entry, std::array<std::size_t, kArnFieldCount> begins,
             PolicyVersion version)
      : entry_(&entry), begins_(begins), version_(version) {}

  [[nodiscard]] const PolicyText& entry() const { return *entry_; }
  [[nodiscard]] std::string_view operator[](ArnField field) const;
  /// The field's bytes in the entry's text, for edits.
  [[nodiscard]] std::size_t begin(ArnField field) const {
    return begins_[static_cast<std::size_t>(field)];
  }
  [[nodiscard]] std::size_t end(ArnField field) const {
    return begin(field) + (*this)[field].size();
  }
  /// The field's place in the document.
  [[nodiscard]] Span span(ArnField field) const {
    return entry_->node.span_of(begin(field), end(field));
  }
  /// The field's texts, with variables as `*`.
  [[nodiscard]] Pattern pattern(ArnField field) const;
  /// Neither wildcard nor variable is in it.
  [[nodiscard]] bool is_plain(ArnField field) const;
  /// What stands before the first wildcard or variable.
  [[nodiscard]] std::string_view literal_start(ArnField field) const;

 private:
  const PolicyText* entry_;
  std::array<std::size_t, kArnFieldCount> begins_;
  PolicyVersion version_;
};

/// `count` is the number of fields, six at most; `arn` is there with six.
struct ArnReading {
  std::size_t fields = 0;
  std::optional<WrittenArn> arn;
};
[[nodiscard]] ArnReading read_arn(const PolicyText& entry, PolicyVersion version);

/// Every entry of every Resource and NotResource.
template <class Visit>
void each_resource(const Subject& subject, Visit visit) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.resource) continue;
    for (const PolicyText& entry : statement.resource->entries) visit(entry);
  }
}

/// Those that are ARNs of six fields.
template <class Visit>
void each_arn(const Subject& subject, Visit visit) {
  each_resource(subject, [&](const PolicyText& entry) {
    const ArnReading reading = read_arn(entry, subject.document.version);
    if (reading.arn) visit(*reading.arn);
  });
}

// --- Formats ------------------------------------------------------------------------------------

/// The ARN of a resource type of the catalogue, taken apart: `arn:${Partition}:s3:::${BucketName}`.
struct ArnFormat {
  catalogue::ResourceType type;
  std::array<std::string_view, kArnFieldCount> fields;
  Pattern resource;  // placeholders as `*`

  [[nodiscard]] std::string_view operator[](ArnField field) const {
    return fields[static_cast<std::size_t>(field)];
  }
};

/// The formats whose service field is that text; any service's types may use it.
[[nodiscard]] std::span<const ArnFormat> formats_of(std::string_view arn_service);
/// The format of a type; null when there is none.
[[nodiscard]] const ArnFormat* format_of(std::string_view service, std::string_view type);

/// Whether the last field of an ARN can name a resource of that format.
[[nodiscard]] bool fits(const ArnFormat& format, const Pattern& resource);
/// The formats of the ARN's service that its last field fits; none if its service has wildcards.
[[nodiscard]] std::vector<const ArnFormat*> fitting_formats(const WrittenArn& arn);
/// Whether there are any.
[[nodiscard]] bool fits_any(const WrittenArn& arn);

}  // namespace cordon::rules
