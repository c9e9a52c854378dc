// What the records tell of the credentials of a tree, gathered and not yet judged: gather.h
// collects it, tree.h makes the tree of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/incident/trail/change.h"
#include "engine/incident/trail/minting.h"
#include "engine/incident/trail/trail_record.h"

namespace cordon::incident {

/// What the tree grows from, and the stretch of time that is looked at.
struct TrailSeeds {
  std::vector<std::string> keys;   // leaked access keys
  std::vector<std::string> users;  // ARNs: everything that these users hold is the tree's
  std::optional<Instant> from;
  std::optional<Instant> to;
};

/// An access key as the records show it in use.
struct KeyUse {
  TrailIdentity who;
  RecordPlace place;  // of the first record
  Instant first;
  Instant last;
  std::uint32_t calls = 0;
  std::uint32_t failed = 0;
  std::vector<std::string> addresses;  // some of them
  bool more_addresses = false;
  bool from_console = false;
  /// Its records tell different times of issue.
  bool created_differs = false;
};

/// A machine or function that the tree started or got into: sessions of this name are its own.
struct TakenSession {
  RecordPlace place;
  Instant at;
  std::string name;  // `i-0abc…`, or a function's
  std::string call;
  std::string key;
};

/// A call that hands a role to a service, which opens sessions of it by itself.
struct HandedRole {
  RecordPlace place;
  Instant at;
  std::string call;
  std::string role;
  std::string key;
};

enum class Confidence : std::uint8_t {
  kRecorded,  // the record of its making is there
  kLikely,    // that record is missing; something beside the principal says so
  kPossible,  // only the principal and the time say so
};

/// A key whose making is not recorded.
struct Orphan {
  std::string parent;  // the key that it was made with, as far as that can be told
  Confidence confidence = Confidence::kPossible;
  std::string why;
};

/// Something that the reader of the result has to know.
struct TrailNote {
  Severity severity = Severity::kWarning;
  std::optional<RecordPlace> place;
  std::string message;
};

struct Evidence {
  std::set<std::string, std::less<>> keys;  // of the tree
  std::map<std::string, KeyUse, std::less<>> uses;
  std::vector<Minting> mintings;  // in the order of reading
  std::set<std::string, std::less<>> issued_elsewhere;
  std::vector<TrailChange> changes;
  std::vector<TakenSession> taken;
  std::vector<HandedRole> handed;
  std::map<std::string, Orphan, std::less<>> orphans;
  std::map<std::string, std::uint32_t, std::less<>> failed;  // calls of the tree, by name
  /// The key that signed an event of which another account has a record too, by `sharedEventID`.
  std::map<std::string, std::string, std::less<>> shared;
  std::vector<TrailNote> notes;
  std::optional<Instant> last;  // the time of the latest record of all
  std::uint64_t records = 0;    // all that were looked at
  std::uint64_t duplicates = 0;
};

}  // namespace cordon::incident
