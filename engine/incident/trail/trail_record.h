// What one CloudTrail record says, as far as it matters for what was minted from what. Secrets
// (`sessionToken`) are not taken over.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/date_time.h"
#include "grammar/json.h"

namespace cordon::incident {

/// Where a record stands.
struct RecordPlace {
  std::uint32_t file = 0;    // by its place among the files that were read
  std::uint32_t record = 0;  // 1-based

  friend auto operator<=>(const RecordPlace&, const RecordPlace&) = default;
};

/// `userIdentity`: who signed, and with what.
struct TrailIdentity {
  std::string type;
  std::string principal_id;
  std::string arn;
  std::string account;
  std::string access_key_id;
  std::string user_name;
  std::string invoked_by;
  std::string issuer_arn;  // of the role or user behind a session
  std::string issuer_id;
  std::string source_identity;
  std::optional<Instant> created;  // when the session was issued
  bool mfa = false;
  bool ec2_delivery = false;
  bool assumed_root = false;

  /// The unique id of the user or role, without a session's name.
  [[nodiscard]] std::string_view unique_id() const {
    return std::string_view(principal_id).substr(0, principal_id.find(':'));
  }
};

struct TrailRecord {
  RecordPlace place;
  Instant at;
  std::string event_id;
  std::string shared_event_id;
  std::string call;     // `sts:AssumeRole`
  std::string account;  // recipientAccountId, else the caller's
  std::string address;  // sourceIPAddress
  std::string error;    // errorCode; empty: it went through
  bool read_only = false;
  bool from_console = false;
  TrailIdentity who;
  JsonResult json;

  [[nodiscard]] std::optional<JsonValue> member(std::string_view name) const;
  /// A member of a member: `member("responseElements", "credentials", "accessKeyId")`.
  template <class... Names>
  [[nodiscard]] std::optional<JsonValue> member(std::string_view name,
                                                const Names&... inner) const {
    auto value = member(name);
    ((value = value ? value->find(inner) : std::nullopt), ...);
    return value;
  }
  /// The text of a string, number or boolean; empty when it is missing.
  template <class... Names>
  [[nodiscard]] std::string text(const Names&... names) const {
    const auto value = member(names...);
    return value ? std::string(value->text()) : std::string();
  }
};

/// The error says why it can't be used.
[[nodiscard]] std::expected<TrailRecord, std::string> read_trail_record(std::string_view text,
                                                                        RecordPlace place);

}  // namespace cordon::incident
