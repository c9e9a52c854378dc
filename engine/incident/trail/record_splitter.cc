#include "engine/incident/trail/record_splitter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/incident/trail/object_scan.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kNextLine = "\n{";  // where a stream of objects can be taken up again

bool is_record(const std::vector<FieldValue>& fields) {
  return std::ranges::any_of(
      fields, [](const FieldValue& field) { return field.field == RecordField::kEventName; });
}

}  // namespace

void RecordSplitter::feed(std::string_view bytes) {
  if (place_ == Place::kBroken) return;
  buffer_.erase(0, std::exchange(position_, 0));
  buffer_ += bytes;
  if (buffer_.size() < std::min(retry_size_, kLongestRecord)) return;
  retry_size_ = 0;
  while (step(false)) {
  }
  if (rest().size() > kLongestRecord) {
    problem(fmt::format("it is longer than {} MiB; what follows it was not read",
                        kLongestRecord >> 20U));
    place_ = Place::kBroken;
  }
}

void RecordSplitter::finish(bool cut_short) {
  while (step(!cut_short)) {
  }
  if (place_ == Place::kList && !cut_short) {
    problem("the file ends in the middle of its list of records");
  }
  buffer_ = {};
  place_ = Place::kBroken;
}

// One value or bracket on; false when nothing more can be done with what is there.
bool RecordSplitter::step(bool last) {
  switch (place_) {
    case Place::kTop:
      return step_top(last);
    case Place::kList:
      return step_list();
    case Place::kBehind:
      return step_behind(last);
    case Place::kBroken:
      return false;
  }
  return false;
}

void RecordSplitter::skip_blanks(std::string_view also) {
  while (position_ < buffer_.size() &&
         (kBlanks.contains(buffer_[position_]) || also.contains(buffer_[position_]))) {
    ++position_;
  }
}

bool RecordSplitter::step_top(bool last) {
  if (skipping_) return recover(last);
  skip_blanks();
  if (rest().starts_with(kByteOrderMark)) position_ += kByteOrderMark.size();
  skip_blanks();
  if (rest().empty()) return false;
  if (rest().front() == '{') return step_item(last);
  if (rest().front() == '[') {
    ++position_;
    place_ = Place::kList;
    in_object_ = false;
    return true;
  }
  if (kByteOrderMark.starts_with(rest()) && !last) return false;
  problem("expected a JSON object with a record, or a list of them");
  return recover(last);
}

bool RecordSplitter::step_list() {
  skip_blanks(",");
  if (rest().empty()) return false;
  if (rest().front() == ']') {
    ++position_;
    place_ = in_object_ ? Place::kBehind : Place::kTop;
    return true;
  }
  if (rest().front() == '{') return step_item(false);
  return pass_over("expected an object in the list of records");
}

// One element of a list that can't be used; the next one may be well.
bool RecordSplitter::pass_over(std::string message) {
  const auto size = value_size(rest());
  if (!size) {
    retry_size_ = 2 * rest().size();
    return false;
  }
  position_ += *size;
  problem(std::move(message));
  ++passed_over_;
  return place_ != Place::kBroken;
}

bool RecordSplitter::step_item(bool last) {
  const bool top = place_ == Place::kTop;
  const ObjectScan scan =
      scan_object(rest(), top ? ScanFrom::kTopObject : ScanFrom::kElement, fields_);
  switch (scan.end) {
    case ObjectScan::End::kDone:
      take_item(rest().substr(0, scan.size), scan);
      position_ += scan.size;
      return true;
    case ObjectScan::End::kList:
      position_ += scan.size;
      place_ = Place::kList;
      in_object_ = true;
      return true;
    case ObjectScan::End::kMore:
      retry_size_ = 2 * rest().size();
      if (!last) return false;
      problem("the file ends in the middle of it");
      return recover(last);
    case ObjectScan::End::kBad:
      break;
  }
  if (!top) return pass_over("it is not JSON");
  problem("it is not JSON");
  return recover(last);
}

bool RecordSplitter::step_behind(bool last) {
  const ObjectScan scan = scan_object(rest(), ScanFrom::kInside, fields_);
  if (scan.end == ObjectScan::End::kMore && !last) {
    retry_size_ = 2 * rest().size();
    return false;
  }
  position_ += scan.size;
  place_ = scan.end == ObjectScan::End::kList ? Place::kList : Place::kTop;
  if (scan.end == ObjectScan::End::kMore) problem("the file ends behind its list of records");
  if (scan.end == ObjectScan::End::kBad) problem("what stands behind the records is not JSON");
  return scan.end != ObjectScan::End::kMore && place_ != Place::kBroken;
}

// In a stream of objects, one a line, the next line may be well.
bool RecordSplitter::recover(bool last) {
  if (place_ == Place::kBroken) return false;
  const std::size_t line = rest().find(kNextLine, skipping_ ? 0 : 1);
  skipping_ = line == std::string_view::npos && !last;
  if (line != std::string_view::npos) {
    position_ += line + 1;
    return true;
  }
  // The line end may be there already, and the object behind it is to come.
  position_ = buffer_.size() - (buffer_.ends_with('\n') && !last ? 1 : 0);
  return false;
}

void RecordSplitter::problem(std::string message) {
  problems_.push_back({records_ + passed_over_ + 1, std::move(message)});
  if (problems_.size() < kMostProblems) return;
  problems_.back().message += "; there were too many problems, the rest was not read";
  place_ = Place::kBroken;
}

// An element of a list, or an object of its own: a record, or what wraps one.
void RecordSplitter::take_item(std::string_view item, const ObjectScan& scan) {
  digest_ |= scan.is_digest;
  if (scan.records_are_no_list) problem("its `Records` is no list");
  if (!scan.inner.empty()) return take_text(scan.inner);
  if (is_record(fields_) || scan.message.empty()) return take_text(item);
  fields_.clear();
  const bool whole =
      decode_string(scan.message, decoded_) && decoded_.starts_with('{') &&
      scan_object(decoded_, ScanFrom::kElement, fields_).end == ObjectScan::End::kDone;
  if (whole) return take_text(decoded_);
  if (scan.message_is_record) return problem("its `CloudTrailEvent` holds no JSON object");
  ++others_;
}

void RecordSplitter::take_text(std::string_view text) {
  if (!is_record(fields_)) {
    ++others_;
    return;
  }
  ++records_;
  take_({.text = text, .number = records_ + passed_over_, .fields = fields_});
}

}  // namespace cordon::incident
