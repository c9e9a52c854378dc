// Cuts the bytes of a log file into CloudTrail records as they arrive: an S3 object
// (`{"Records": […]}`), `aws cloudtrail lookup-events`, a bare array, JSON Lines, EventBridge's
// `{"detail": {…}}`, messages of CloudWatch Logs. It counts brackets and looks at a few members by
// name, so that the many records that do not matter are never parsed; what a record says is
// trail_record.h's. It keeps no more than one unfinished record, and reads no file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cordon::incident {

struct ObjectScan;

/// The members that tell whether a record matters, at whatever depth they stand.
enum class RecordField : std::uint8_t {
  kArn,
  kAccessKeyId,
  kAssumedRoleId,
  kEventName,
  kEventTime,
  kGroupName,
  kPolicyArn,
  kPrincipalId,
  kRoleName,
  kRoleSessionName,
  kSharedEventId,
  kSourceIdentity,
  kSwitchFrom,
  kUserName,
};

struct FieldValue {
  RecordField field;
  std::string_view value;  // as written: what is looked for by these has no escapes
};

/// One record; valid during the call that hands it out.
struct RawRecord {
  std::string_view text;     // an object
  std::uint32_t number = 0;  // 1-based, in its file
  std::span<const FieldValue> fields;
};

/// What is wrong with a file; the records before it, and often behind it, were handed out.
struct TrailProblem {
  std::uint32_t record = 0;  // the one that would have come next, 1-based
  std::string message;
};

/// One for each file.
class RecordSplitter {
 public:
  using Take = std::function<void(const RawRecord&)>;

  /// Longer records are a problem: CloudTrail's have 256 KB at most.
  static constexpr std::size_t kLongestRecord = std::size_t{8} << 20U;
  static constexpr std::size_t kMostProblems = 20;

  explicit RecordSplitter(Take take) : take_(std::move(take)) {}

  void feed(std::string_view bytes);
  /// To be called once, last. `cut_short`: the bytes ended early, which is somebody else's message.
  void finish(bool cut_short = false);

  [[nodiscard]] std::uint32_t records() const { return records_; }
  /// Objects that are no records: messages of other logs, digest files.
  [[nodiscard]] std::uint32_t others() const { return others_; }
  /// A digest file, which CloudTrail delivers beside its logs.
  [[nodiscard]] bool is_digest() const { return digest_; }
  [[nodiscard]] const std::vector<TrailProblem>& problems() const { return problems_; }

 private:
  enum class Place : std::uint8_t {
    kTop,     // between top-level values
    kList,    // in a list of records
    kBehind,  // behind that list, in the object that it belongs to
    kBroken,  // the rest can't be read
  };

  bool step(bool last);
  bool step_top(bool last);
  bool step_list();
  bool step_item(bool last);
  bool step_behind(bool last);
  bool pass_over(std::string message);
  void take_item(std::string_view item, const ObjectScan& scan);
  void take_text(std::string_view text);
  void problem(std::string message);
  bool recover(bool last);
  void skip_blanks(std::string_view also = {});
  [[nodiscard]] std::string_view rest() const {
    return std::string_view(buffer_).substr(position_);
  }

  Take take_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::size_t retry_size_ = 0;  // an unfinished value is looked at again from this size on
  Place place_ = Place::kTop;
  bool in_object_ = false;  // the list is a member of an object
  bool skipping_ = false;   // to the next line that an object may begin on
  std::uint32_t records_ = 0;
  std::uint32_t passed_over_ = 0;  // elements of lists that are no objects
  std::uint32_t others_ = 0;
  bool digest_ = false;
  std::vector<TrailProblem> problems_;
  std::vector<FieldValue> fields_;
  std::string decoded_;
};

}  // namespace cordon::incident
