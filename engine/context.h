// Condition context: keys, and what a request says of them. A key is told (with one value or with a
// list), told to be absent, told to be open, or not mentioned at all; the four are never mixed up
// (semantics.md 0.3).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/date_time.h"

namespace cordon {

/// Keys that follow from caller, credential and time of a request (semantics.md 5.4).
enum class DerivedKey : std::uint8_t {
  kNone,
  kCurrentTime,
  kEpochTime,
  kTokenIssueTime,
  kMultiFactorAuthPresent,
  kMultiFactorAuthAge,
  kPrincipalArn,
  kPrincipalAccount,
  kPrincipalType,
  kPrincipalTag,  // aws:PrincipalTag/…
  kUserid,
  kUsername,
  kSourceIdentity,
  kSecureTransport,
  kAssumedRoot,
};

/// A condition key's name. Names are compared without regard to case, tag keys included.
struct ContextKey {
  std::string name;   // as written
  std::string lower;  // in lower case: what is compared
  std::uint64_t hash = 0;
  DerivedKey derived = DerivedKey::kNone;

  explicit ContextKey(std::string_view written);
  friend bool operator==(const ContextKey& a, const ContextKey& b) {
    return a.hash == b.hash && a.lower == b.lower;
  }
};

/// What a request's context says of one key.
struct ContextEntry {
  enum class State : std::uint8_t {
    kValues,   // one text, or a list of them
    kAbsent,   // told to be absent (JSON null)
    kNotTold,  // may be anything
  };
  ContextKey key;
  State state = State::kValues;
  bool multivalued = false;  // given as a list; one element is still multivalued (semantics.md 12)
  std::vector<std::string> values;
};

/// The stated part of a request's context. Setting a key again replaces it.
class RequestContext {
 public:
  void set(ContextEntry entry);
  void reserve(std::size_t keys) { entries_.reserve(keys); }
  [[nodiscard]] const ContextEntry* find(const ContextKey& key) const;
  [[nodiscard]] const std::vector<ContextEntry>& entries() const { return entries_; }

 private:
  std::vector<ContextEntry> entries_;
};

/// What a request has for one key, stated or derived. Views into the request.
struct Attribute {
  enum class Presence : std::uint8_t {
    kAbsent,
    kPresent,
    kValueNotTold,  // it is there, its value is not known (issue time of an undescribed session)
    kNotTold,       // it may be absent or have any value
  };
  Presence presence = Presence::kAbsent;
  bool multivalued = false;
  bool stated = true;  // false: the request leaves the key open; it is listed as missing
  std::span<const std::string> values;
  std::optional<InstantRange> instant;  // a derived time: no text form is known of it
  std::optional<std::int64_t> number;   // a derived number
};

}  // namespace cordon
