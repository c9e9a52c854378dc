#include "rules/resources/resources.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

// A string as an entry of a document.
class Entry {
 public:
  explicit Entry(std::string_view text)
      : read_(read_json(std::make_shared<Source>("p.json", fmt::format("\"{}\"", text)))),
        text_{.value = read_.root()->text(), .node = *read_.root()} {}
  [[nodiscard]] const PolicyText& text() const { return text_; }

 private:
  JsonResult read_;
  PolicyText text_;
};

std::string dump(const rules::ArnReading& reading) {
  std::string text = std::to_string(reading.fields);
  if (!reading.arn) return text;
  for (std::size_t i = 0; i < rules::kArnFieldCount; ++i) {
    const auto field = static_cast<rules::ArnField>(i);
    text += fmt::format("|{}{}", (*reading.arn)[field], reading.arn->is_plain(field) ? "" : "~");
  }
  return text;
}

TEST_CASE("resources: an entry taken apart") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"arn:aws:s3:::b/k:v", "6|arn|aws|s3|||b/k:v"},
      {"arn:aws:s3:::b/*", "6|arn|aws|s3|||b/*~"},
      {"arn:aws:s3:::${aws:username}/x", "6|arn|aws|s3|||${aws:username}/x~"},
      {"arn:aws:${aws:PrincipalTag/s}:::x", "6|arn|aws|${aws:PrincipalTag/s}~|||x"},
      {"arn:aws:s3:::${*}", "6|arn|aws|s3|||${*}"},
      {"arn:aws:s3", "3"},
      {"arn:", "2"},
      {"*", "0"},
      {"", "0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Entry entry(row.text);
    CHECK(dump(rules::read_arn(entry.text(), PolicyVersion::k2012)) == row.expected);
  }
  const Entry old("arn:aws:${aws:PrincipalTag/s}:::x");
  CHECK(dump(rules::read_arn(old.text(), PolicyVersion::k2008)) ==
        "6|arn|aws|${aws|PrincipalTag/s}||:x");
}

TEST_CASE("resources: what the last field of an ARN can be") {
  struct Row {
    std::string_view text, types;  // the services and types that fit, some of them
    bool fits;
  };
  const Row rows[] = {
      {"arn:aws:s3:::b", "s3 bucket", true},
      {"arn:aws:s3:::b", "s3 object", false},
      {"arn:aws:s3:::b*", "s3 bucket", true},
      {"arn:aws:s3:::b*", "s3 object", true},
      {"arn:aws:s3:::b/*", "s3 bucket", false},
      {"arn:aws:s3:::b/*", "s3 object", true},
      {"arn:aws:s3:::b:*", "s3 bucket", false},
      {"arn:aws:s3:::b:*", "s3 object", false},
      {"arn:aws:s3:::${aws:username}", "s3 object", true},
      {"arn:aws:iam::1:role/x", "iam role", true},
      {"arn:aws:iam::1:role/x", "iam user", false},
      {"arn:aws:iam::1:*", "iam user", true},
      {"arn:aws:nosuch:::x", "s3 object", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.types);
    const Entry entry(row.text);
    const auto reading = rules::read_arn(entry.text(), PolicyVersion::k2012);
    bool found = false;
    for (const rules::ArnFormat* format : rules::fitting_formats(*reading.arn)) {
      found |= fmt::format("{} {}", format->type.service, format->type.name) == row.types;
    }
    CHECK(found == row.fits);
  }
}

TEST_CASE("resources: every resource type has its format") {
  std::size_t count = 0;
  for (const catalogue::Service service : catalogue::services()) {
    for (const catalogue::ResourceType type : catalogue::resource_types_of(service.prefix)) {
      CAPTURE(type.service);
      CAPTURE(type.name);
      const rules::ArnFormat* format = rules::format_of(type.service, type.name);
      REQUIRE(format != nullptr);
      CHECK((*format)[rules::ArnField::kArn] == "arn");
      ++count;
    }
  }
  CHECK(count > 2000);
  CHECK(rules::format_of("s3", "nothing") == nullptr);
}

}  // namespace
}  // namespace cordon
