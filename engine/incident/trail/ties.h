// What ties a key whose making is not recorded (a gap in the logs, another region, a console
// session) to the tree: its issuer, its session's name, its source identity, the time of its issue
//. Looks things up in evidence that is complete.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/incident/trail/evidence.h"

namespace cordon::incident {

class Ties {
 public:
  /// Both must outlive it.
  Ties(const Evidence& evidence, const TrailSeeds& seeds);

  /// The place of such a key in the tree; no value when nothing ties it to it, or not enough.
  [[nodiscard]] std::optional<Orphan> place(std::string_view key, const KeyUse& use) const;

  /// Whether a sign-in to the console is the tree's: made with a key of it, by a session of it, or
  /// by a user whose password the tree had set before, or who is a seed.
  [[nodiscard]] bool is_tree_sign_in(const Minting& sign_in) const;

  /// The key that made it: the one that signed; of a machine the one that started it; of another
  /// account's copy of the record one of the caller that it names. Empty: not known.
  [[nodiscard]] std::string maker_of(const Minting& minting) const;

 private:
  using Uses = std::vector<std::pair<std::string_view, const KeyUse*>>;
  template <class T>
  using ByText = std::unordered_map<std::string_view, T>;

  void index_uses();
  void index_mintings();
  [[nodiscard]] std::optional<Orphan> of_machine(const KeyUse& use) const;
  [[nodiscard]] std::optional<Orphan> of_sign_in(const KeyUse& use, bool& signed_in) const;
  [[nodiscard]] std::optional<Orphan> of_role(const KeyUse& use) const;
  [[nodiscard]] std::optional<Orphan> of_user(const KeyUse& use) const;

  const Evidence& evidence_;
  const TrailSeeds& seeds_;
  ByText<Uses> by_principal_;  // keys of the tree, in the order of their issue
  ByText<Uses> by_identity_;   // the same by source identity
  ByText<std::vector<const TakenSession*>> taken_;
  ByText<std::multimap<Instant, const Minting*>> sign_ins_;  // by the id of who signs in
  ByText<const Minting*> made_;                              // by the key that was made
  std::map<std::string, Instant, std::less<>> passwords_;    // when the tree first set them
};

/// Sign-in and the first key of the session that it opens are so near in time.
inline constexpr std::int64_t kSignInMs = 300'000;

/// `name` of `arn:…:user/path/name` and of `arn:…:assumed-role/role/name`.
[[nodiscard]] inline std::string_view name_in_arn(std::string_view arn) {
  return arn.substr(arn.rfind('/') + 1);
}

}  // namespace cordon::incident
