// What `cordon sessions` found, for its writers: the incident file that `cordon contain` reads, as
// YAML or JSON, and the tree for a terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/output.h"
#include "engine/incident/trail/tree.h"

namespace cordon {

struct Sessions {
  incident::SessionTree tree;
  std::vector<std::string> seeds;  // as they were given
  std::vector<std::string> files;  // that were read, by number
  std::uint64_t records = 0;
  std::uint64_t duplicates = 0;
  /// Something could not be read: `tree.known_until` is where the tree begins, and no more.
  bool incomplete = false;
  std::optional<Instant> snapshot_at;  // when the snapshots were taken
  /// Snapshots by account id, as the incident file names them; one without an id is the only one.
  std::vector<std::pair<std::string, std::string>> accounts;
};

[[nodiscard]] std::string sessions_yaml(const Sessions& sessions);
[[nodiscard]] std::string sessions_json(const Sessions& sessions);
[[nodiscard]] std::string sessions_text(const Sessions& sessions, const Painter& paint);

/// `trail/a.json.gz: record 17: ` of where a note stands; empty when it stands nowhere.
[[nodiscard]] std::string place_of(const Sessions& sessions, const incident::TrailNote& note);

/// `seen 12 times, 2017-08-15T09:02:11Z to 2017-08-15T11:40:00Z, from 198.51.100.7`
[[nodiscard]] std::string use_in_words(const incident::KeyUse& use);

/// What is to be said where there are changes and nobody told when the snapshots were taken; else
/// empty.
[[nodiscard]] std::string undated_snapshot_in_words(const Sessions& sessions);

/// How a credential was made and how sure that is, where it is not simply recorded; else empty.
[[nodiscard]] std::string doubt_in_words(const incident::TreeNode& node);

}  // namespace cordon
