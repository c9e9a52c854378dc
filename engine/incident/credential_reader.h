// Reads the credentials of an incident file, and fills in what follows: the principal of a session
// token from its parent, an expiry from a duration or from the longest that AWS gives (semantics.md
// 5.1). For incident_reader.cc only.
#pragma once

#include <optional>
#include <string_view>

#include "engine/incident/incident.h"
#include "grammar/object_reader.h"

namespace cordon::incident {

/// A value that was written in place or stands in a file of its own.
struct Loaded {
  JsonPtr tree;
  JsonValue root;
};

/// Where the files that an incident names come from, and where what is wrong with them goes.
struct Files {
  const LoadFile& load;
  IncidentResult& result;

  /// The text of the file that a string names.
  std::optional<SourcePtr> load_named(JsonValue value);
  /// The value itself, or the root of the file that a string names; no value when it can't be read.
  std::optional<Loaded> follow(const JsonPtr& tree, JsonValue value);
  void take(Diagnostics diagnostics);
};

/// No value when it lacks what can't be filled in; the diagnostics say so.
[[nodiscard]] std::optional<HeldCredential> read_credential(const JsonPtr& tree, JsonValue value,
                                                            Files& files, const Incident& incident);

/// Once all are read: parents and principals checked and filled in, expiries bounded, access keys
/// registered with their users in the snapshot.
void complete_credentials(Incident& incident, Diagnostics& diagnostics);

}  // namespace cordon::incident
