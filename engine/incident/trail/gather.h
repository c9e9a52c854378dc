// Gathers the records that matter for the tree of credentials minted from leaked keys. The files
// are read once when they are in the order of time; when something turns out to belong to the tree
// whose earlier records may have gone by, they are read again. So what is kept is the tree's and
// not the log's. Records come from record_splitter.h; what they mean together is tree.h's.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/incident/trail/evidence.h"
#include "engine/incident/trail/record_splitter.h"
#include "engine/incident/trail/seen_filter.h"

namespace cordon::incident {

class Gather {
 public:
  /// A log whose chains run against the order of its records could ask for a pass a credential.
  static constexpr std::uint32_t kMostPasses = 40;

  explicit Gather(TrailSeeds seeds);

  /// Before all files are read, the first time and again.
  void begin_pass();
  void take(const RawRecord& raw, std::uint32_t file);
  /// Whether all files have to be read again.
  [[nodiscard]] bool end_pass();

  [[nodiscard]] const Evidence& evidence() const { return evidence_; }
  [[nodiscard]] const TrailSeeds& seeds() const { return seeds_; }

 private:
  struct TextHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Texts = std::unordered_set<std::string, TextHash, std::equal_to<>>;

  // What makes a record matter.
  struct Claims {
    Texts keys;
    Texts principals;  // `AIDA…`, `AROA…`, `AROA…:session`, `account:name`
    Texts shared;      // ids of events that are in the logs of two accounts
    Texts sessions;    // names of sessions that taken machines and functions have
    Texts identities;  // source identities
    Texts arns;        // of users that are seeds
    Texts entities;    // names of users, roles and groups, ARNs of policies: what changes hit
  };

  [[nodiscard]] bool matters(const FieldValue& field) const;
  [[nodiscard]] bool principal_matters(std::string_view id) const;
  void remember(const RawRecord& raw);
  void note_time(const RawRecord& raw);
  void claim(Texts& claims, std::string_view value);
  [[nodiscard]] bool is_new(const TrailRecord& record);
  [[nodiscard]] bool in_tree(std::string_view key) const { return claims_.keys.contains(key); }

  void use(const TrailRecord& record);
  void use_key(const TrailRecord& record);
  void claim_caller(const TrailIdentity& who);
  void use_minting(const Minting& minting, bool own);
  void use_change(const TrailRecord& record, bool own);
  void use_machines(const TrailRecord& record);
  void claim_entities(const TrailRecord& record);
  [[nodiscard]] bool hits_entity(const TrailRecord& record) const;
  void attach_orphans();

  TrailSeeds seeds_;
  Claims claims_;
  SeenFilter seen_;
  Evidence evidence_;
  std::map<std::string, Orphan, std::less<>> orphans_;
  std::unordered_map<std::string, std::string> event_ids_;  // with what the first record said
  std::string latest_;                                      // eventTime, as written
  std::uint32_t passes_ = 0;
  bool again_ = false;
};

}  // namespace cordon::incident
