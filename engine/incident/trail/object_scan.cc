#include "engine/incident/trail/object_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "grammar/json.h"

namespace cordon::incident {
namespace {

constexpr std::uint32_t kDeepest = 1000;
constexpr std::uint64_t kOnes = 0x0101010101010101U;

struct FieldName {
  std::string_view name;
  RecordField field;
};

constexpr std::array<FieldName, 14> kFieldNames{
    {{"arn", RecordField::kArn},
     {"userName", RecordField::kUserName},
     {"roleName", RecordField::kRoleName},
     {"eventName", RecordField::kEventName},
     {"eventTime", RecordField::kEventTime},
     {"groupName", RecordField::kGroupName},
     {"policyArn", RecordField::kPolicyArn},
     {"SwitchFrom", RecordField::kSwitchFrom},
     {"accessKeyId", RecordField::kAccessKeyId},
     {"principalId", RecordField::kPrincipalId},
     {"assumedRoleId", RecordField::kAssumedRoleId},
     {"sharedEventID", RecordField::kSharedEventId},
     {"sourceIdentity", RecordField::kSourceIdentity},
     {"roleSessionName", RecordField::kRoleSessionName}}};

// A bit for each length that a name of interest has.
constexpr std::uint32_t kLengths = [] {
  std::uint32_t lengths = 0;
  for (const FieldName& row : kFieldNames) lengths |= 1U << row.name.size();
  return lengths;
}();

std::optional<RecordField> field_named(std::string_view name) {
  if (name.size() >= 32 || ((kLengths >> name.size()) & 1U) == 0) return std::nullopt;
  for (const FieldName& row : kFieldNames) {
    if (row.name == name) return row.field;
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 4> kListNames{"Records", "Events", "events", "logEvents"};
constexpr std::array<std::string_view, 2> kMessageNames{"CloudTrailEvent", "message"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

// Not 0 when a byte of the word is a quote, a backslash or a control character; the lowest bit set
// is exact.
constexpr std::uint64_t ends_string(std::uint64_t word) {
  const std::uint64_t quote = word ^ (kOnes * '"');
  const std::uint64_t backslash = word ^ (kOnes * '\\');
  return (((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash) |
          ((word - kOnes * 0x20U) & ~word)) &
         (kOnes * 0x80U);
}

class Scanner {
 public:
  Scanner(std::string_view text, ScanFrom from, std::vector<FieldValue>& fields)
      : begin_(text.data()),
        at_(text.data()),
        end_(text.data() + text.size()),
        depth_(from == ScanFrom::kInside ? 1 : 0),
        may_hold_list_(from != ScanFrom::kElement),
        fields_(fields) {}

  ObjectScan run() {
    while (at_ != end_) {
      const char c = *at_;
      if (c == '"') {
        if (!read_string()) return ended(bad_ ? ObjectScan::End::kBad : ObjectScan::End::kMore);
        if (list_opened_) return ended(ObjectScan::End::kList);
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') {
        if (++depth_ > kDeepest) return ended(ObjectScan::End::kBad);
      } else if (c == '}' || c == ']') {
        close();
        if (depth_ == 0) return ended(ObjectScan::End::kDone);
      }
    }
    return ended(ObjectScan::End::kMore);
  }

 private:
  ObjectScan ended(ObjectScan::End end) {
    scan_.end = end;
    scan_.size = static_cast<std::size_t>(at_ - begin_);
    return scan_;
  }

  void close() {
    --depth_;
    if (depth_ == 1 && inner_ != nullptr) {
      scan_.inner = {inner_, static_cast<std::size_t>(at_ - inner_)};
      inner_ = nullptr;
    }
  }

  // Behind the closing quote; false when there is none yet, or a byte that no string has.
  bool skip_string() {
    ++at_;
    while (true) {
      skip_plain();
      if (at_ == end_) return false;
      if (*at_ == '"') return ++at_, true;
      if (*at_ != '\\') return bad_ = true, false;
      if (end_ - at_ < 2) return at_ = end_, false;
      at_ += 2;
    }
  }

  void skip_plain() {
    if constexpr (std::endian::native == std::endian::little) {
      for (; end_ - at_ >= 8; at_ += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at_, sizeof word);
        const std::uint64_t found = ends_string(word);
        if (found != 0) {
          at_ += std::countr_zero(found) / 8;
          return;
        }
      }
    }
    while (at_ != end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= 0x20) {
      ++at_;
    }
  }

  // A string, and when it names a member of interest the value as well.
  bool read_string() {
    const char* const quote = at_;
    if (!skip_string()) return false;
    const std::string_view name(quote + 1, at_ - 1);
    const auto field = field_named(name);
    if (!field && depth_ != 1) return true;
    const char* const value = value_behind();
    if (value == end_) return true;  // the object's end is not there either
    if (*value == '"' && (field || is_one_of(name, kMessageNames))) {
      return read_value(value, name, field);
    }
    if (depth_ != 1) return true;
    if (*value == '[' && may_hold_list_ && is_one_of(name, kListNames)) {
      at_ = value + 1;
      list_opened_ = true;
    } else if (may_hold_list_ && name == kListNames.front()) {
      scan_.records_are_no_list = true;
    } else if (*value == '{' && name == "detail") {
      inner_ = value;
    } else if (*value == '"' && name == "digestStartTime") {
      scan_.is_digest = true;
    }
    return true;
  }

  bool read_value(const char* value, std::string_view name, std::optional<RecordField> field) {
    at_ = value;
    if (!skip_string()) return false;
    const std::string_view text(value + 1, at_ - 1);
    if (field) {
      fields_.push_back({*field, text});
    } else if (depth_ == 1) {
      scan_.message = text;
      scan_.message_is_record = name == kMessageNames.front();
    }
    return true;
  }

  // Where the value of the member begins whose name ends here; the end when this is no name.
  [[nodiscard]] const char* value_behind() const {
    const char* at = skip_blanks(at_);
    if (at == end_ || *at != ':') return end_;
    return skip_blanks(at + 1);
  }

  [[nodiscard]] const char* skip_blanks(const char* at) const {
    while (at != end_ && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')) ++at;
    return at;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  std::uint32_t depth_;
  bool may_hold_list_;
  std::vector<FieldValue>& fields_;
  ObjectScan scan_;
  const char* inner_ = nullptr;
  bool bad_ = false;
  bool list_opened_ = false;
};

// With both quotes, whatever is between them.
std::optional<std::size_t> string_size(std::string_view text) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

}  // namespace

ObjectScan scan_object(std::string_view text, ScanFrom from, std::vector<FieldValue>& fields) {
  fields.clear();
  return Scanner(text, from, fields).run();
}

std::optional<std::size_t> value_size(std::string_view text) {
  constexpr std::string_view kEnds = ",]} \t\r\n";
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      const auto size = string_size(text.substr(at));
      if (!size) return std::nullopt;
      at += *size - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    } else if (depth == 0 && kEnds.contains(c)) {
      return std::max<std::size_t>(at, 1);
    } else {
      continue;
    }
    if (depth == 0) return at + 1;
  }
  return std::nullopt;
}

bool decode_string(std::string_view written, std::string& decoded) {
  std::string quoted;
  quoted.reserve(written.size() + 2);
  quoted += '"';
  quoted += written;
  quoted += '"';
  const JsonResult read = read_json(std::make_shared<Source>("", std::move(quoted)));
  const auto root = read.root();
  if (!root) return false;
  decoded = root->text();
  return true;
}

}  // namespace cordon::incident
