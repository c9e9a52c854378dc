#include "engine/incident/trail/ties.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::incident {
namespace {

Instant made_at(const KeyUse& use) { return use.who.created.value_or(use.first); }

std::string_view session_name(const TrailIdentity& who) {
  const std::size_t id = who.unique_id().size();
  return id < who.principal_id.size() ? std::string_view(who.principal_id).substr(id + 1) : "";
}

std::string password_key(const Minting& minting, std::string_view arn) {
  return fmt::format("{}/{}", minting.account, name_in_arn(arn));
}

// Of keys in the order of their issue, the last that was there when another was made.
template <class Uses, class Fits>
std::string_view last_before(const Uses& uses, Instant made, Fits fits) {
  auto at = std::ranges::upper_bound(uses, made, {},
                                     [](const auto& use) { return made_at(*use.second); });
  while (at != uses.begin()) {
    --at;
    if (fits(*at->second)) return at->first;
  }
  return {};
}

template <class Map>
const typename Map::mapped_type* find(const Map& map, std::string_view text) {
  const auto found = map.find(text);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Ties::Ties(const Evidence& evidence, const TrailSeeds& seeds) : evidence_(evidence), seeds_(seeds) {
  index_uses();
  index_mintings();
  for (const TakenSession& taken : evidence_.taken) taken_[taken.name].push_back(&taken);
}

void Ties::index_uses() {
  for (const auto& [key, use] : evidence_.uses) {
    if (!evidence_.keys.contains(key)) continue;
    by_principal_[use.who.principal_id].emplace_back(key, &use);
    if (!use.who.source_identity.empty()) {
      by_identity_[use.who.source_identity].emplace_back(key, &use);
    }
  }
  for (auto* map : {&by_principal_, &by_identity_}) {
    for (auto& [text, uses] : *map) {
      std::ranges::stable_sort(uses, {}, [](const auto& use) { return made_at(*use.second); });
    }
  }
}

void Ties::index_mintings() {
  for (const Minting& minting : evidence_.mintings) {
    if (!minting.key.empty()) made_.emplace(minting.key, &minting);
    if (minting.call.starts_with("signin:")) {
      sign_ins_[minting.by.principal_id].emplace(minting.at, &minting);
    }
    const bool own = evidence_.keys.contains(minting.by.access_key_id);
    if (!own || !minting.call.ends_with("LoginProfile")) continue;
    const auto [found, added] =
        passwords_.emplace(password_key(minting, minting.principal), minting.at);
    found->second = std::min(found->second, minting.at);
  }
}

// A machine that the tree started, or got into.
std::optional<Orphan> Ties::of_machine(const KeyUse& use) const {
  if (use.who.type != "AssumedRole") return std::nullopt;
  const auto* const taken = find(taken_, session_name(use.who));
  if (taken == nullptr) return std::nullopt;
  for (const TakenSession* session : *taken) {
    if (use.last < session->at) continue;  // used before the tree came to it, and not since
    return Orphan{.parent = session->key,
                  .confidence = Confidence::kLikely,
                  .why = fmt::format("a session of {}, which the tree got by {}", session->name,
                                     session->call)};
  }
  return std::nullopt;
}

std::optional<Orphan> Ties::of_sign_in(const KeyUse& use, bool& signed_in) const {
  const auto* const sign_ins = find(sign_ins_, use.who.principal_id);
  if (sign_ins == nullptr || !use.who.created) return std::nullopt;
  const Instant created = *use.who.created;
  for (auto at = sign_ins->lower_bound({created.ms - kSignInMs});
       at != sign_ins->end() && at->first.ms <= created.ms + kSignInMs; ++at) {
    signed_in = true;
    const Minting& minting = *at->second;
    if (!is_tree_sign_in(minting)) continue;
    return Orphan{.parent = minting.by.access_key_id,
                  .confidence = Confidence::kLikely,
                  .why = fmt::format("tied to the {} of {} by who signs and when", minting.call,
                                     to_string(minting.at))};
  }
  return std::nullopt;
}

// The source identity, which a session can't choose again, or the same session of the same role.
std::optional<Orphan> Ties::of_role(const KeyUse& use) const {
  if (use.who.type != "AssumedRole") return std::nullopt;
  const auto any = [](const KeyUse&) { return true; };
  const std::string& identity = use.who.source_identity;
  if (const auto* const same = identity.empty() ? nullptr : find(by_identity_, identity)) {
    const std::string_view parent = last_before(*same, made_at(use), any);
    if (!parent.empty()) {
      return Orphan{.parent = std::string(parent),
                    .confidence = Confidence::kLikely,
                    .why = fmt::format("has the source identity `{}` of the tree", identity)};
    }
  }
  const auto* const same = find(by_principal_, use.who.principal_id);
  if (same == nullptr || session_name(use.who).empty()) return std::nullopt;
  const std::string_view like = last_before(*same, made_at(use), any);
  if (like.empty()) return std::nullopt;
  const auto* const minting = find(made_, like);
  return Orphan{.parent = minting == nullptr ? "" : (*minting)->by.access_key_id,
                .confidence = Confidence::kLikely,
                .why = fmt::format("has the role and the session name of {}", like)};
}

// A session or federation token of a user of whom the tree has another key.
std::optional<Orphan> Ties::of_user(const KeyUse& use) const {
  const bool federated = use.who.type == "FederatedUser";
  if (use.from_console || (!federated && use.who.type != "IAMUser" && use.who.type != "Root")) {
    return std::nullopt;
  }
  const auto* const same =
      find(by_principal_, federated ? use.who.issuer_id : use.who.principal_id);
  if (same == nullptr) return std::nullopt;
  const auto signs = [](const KeyUse& other) { return other.who.type != "FederatedUser"; };
  const std::string_view parent = last_before(*same, made_at(use), signs);
  if (parent.empty()) return std::nullopt;
  return Orphan{.parent = std::string(parent),
                .confidence = Confidence::kPossible,
                .why = "a temporary credential of the same user"};
}

std::optional<Orphan> Ties::place(std::string_view key, const KeyUse& use) const {
  if (!key.starts_with("ASIA")) return std::nullopt;  // a long-term key has a record of its own
  if (auto orphan = of_machine(use)) return orphan;
  bool signed_in = false;
  if (auto orphan = of_sign_in(use, signed_in)) return orphan;
  if (auto orphan = of_role(use)) return orphan;
  // A sign-in that is not the tree's has keys too.
  return signed_in ? std::nullopt : of_user(use);
}

bool Ties::is_tree_sign_in(const Minting& sign_in) const {
  if (evidence_.keys.contains(sign_in.by.access_key_id)) return true;
  if (std::ranges::find(seeds_.users, sign_in.by.arn) != seeds_.users.end()) return true;
  if (sign_in.kind == CredentialKind::kConsolePassword) {
    const auto set = passwords_.find(password_key(sign_in, sign_in.by.arn));
    return set != passwords_.end() && set->second <= sign_in.at;
  }
  const auto* const same = find(by_principal_, sign_in.by.principal_id);
  if (same == nullptr) return false;
  const std::string_view session =
      last_before(*same, sign_in.at, [](const KeyUse&) { return true; });
  return !session.empty() && sign_in.at.ms - made_at(evidence_.uses.find(session)->second).ms <
                                 longest_life(CredentialKind::kGetSessionToken, false, false);
}

std::string Ties::maker_of(const Minting& minting) const {
  if (!minting.by.access_key_id.empty()) return minting.by.access_key_id;
  const auto shared = evidence_.shared.find(minting.shared_event_id);
  if (shared != evidence_.shared.end()) return shared->second;
  if (const auto* const taken = find(taken_, minting.session_name)) return taken->front()->key;
  const bool session =
      minting.call.starts_with("signin:") && minting.kind != CredentialKind::kConsolePassword;
  if (minting.by.type != "AWSAccount" && !session) return {};
  const auto* const same = find(by_principal_, minting.by.principal_id);
  if (same == nullptr) return {};
  return std::string(last_before(*same, minting.at, [](const KeyUse&) { return true; }));
}

}  // namespace cordon::incident
