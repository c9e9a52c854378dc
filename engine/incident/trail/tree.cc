#include "engine/incident/trail/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/incident/trail/ties.h"
#include "engine/incident/trail/tree_notes.h"
#include "engine/incident/trail/tree_order.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kSigninTokenMs = 900'000;  // how long one is good for
constexpr std::int64_t kClockMs = 300'000;

// What a call gives when it is not asked for a duration (STS API reference).
std::int64_t default_duration(CredentialKind kind, bool root) {
  const bool token =
      kind == CredentialKind::kGetSessionToken || kind == CredentialKind::kGetFederationToken;
  if (kind == CredentialKind::kAssumeRoot) return kHour / 4;
  return token && !root ? 12 * kHour : kHour;
}

// Of an ASIA key whose making is not recorded.
CredentialKind kind_of_caller(const KeyUse& use) {
  if (use.who.assumed_root) return CredentialKind::kAssumeRoot;
  if (use.who.type == "AssumedRole") {
    return use.who.ec2_delivery ? CredentialKind::kInstanceProfile : CredentialKind::kAssumeRole;
  }
  if (use.who.type == "FederatedUser") return CredentialKind::kGetFederationToken;
  return use.from_console ? CredentialKind::kConsolePassword : CredentialKind::kGetSessionToken;
}

bool is_long_term(std::string_view key) { return !key.starts_with("ASIA"); }

class Builder {
 public:
  Builder(const Evidence& evidence, const TrailSeeds& seeds, const RoleDurations& durations)
      : evidence_(evidence), seeds_(seeds), durations_(durations), ties_(evidence, seeds) {}

  SessionTree run() {
    tree_.notes = evidence_.notes;
    tree_.known_until = evidence_.last;
    if (seeds_.to && tree_.known_until) tree_.known_until = std::min(*seeds_.to, *evidence_.last);
    index_mintings();
    for (const std::string& key : evidence_.keys) add_key(key);
    add_sign_ins();
    add_passwords();
    for (TreeNode& node : tree_.nodes) complete(node);
    for (const std::string& id : order_nodes(tree_.nodes)) {
      note(Severity::kError, std::nullopt, fmt::format("{} is its own ancestor", id));
    }
    add_tree_notes(evidence_, seeds_, tree_);
    tree_.changes = evidence_.changes;
    std::ranges::stable_sort(tree_.changes, {}, &TrailChange::at);
    return std::move(tree_);
  }

 private:
  void note(Severity severity, std::optional<RecordPlace> place, std::string message) {
    tree_.notes.push_back({severity, place, std::move(message)});
  }

  // Of the records of one making, the one that names the maker's key: the other account's copy
  // does not.
  void index_mintings() {
    for (const Minting& minting : evidence_.mintings) {
      if (minting.key.empty()) continue;
      const auto [found, added] = by_key_.emplace(minting.key, &minting);
      if (added) continue;
      const Minting*& first = found->second;
      if (first->by.access_key_id.empty()) {
        first = &minting;
      } else if (!minting.by.access_key_id.empty() &&
                 minting.by.access_key_id != first->by.access_key_id) {
        contradicted_.insert(minting.key);
        note(Severity::kError, minting.place,
             fmt::format("{} is made again, with another key than before: {}, not {}", minting.key,
                         minting.by.access_key_id, first->by.access_key_id));
      }
    }
  }

  [[nodiscard]] const Minting* made_by(std::string_view key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }

  void add_key(const std::string& key) {
    const auto use = evidence_.uses.find(key);
    const KeyUse* used = use == evidence_.uses.end() ? nullptr : &use->second;
    const Minting* minting = made_by(key);
    if (used == nullptr && minting == nullptr) return;  // a seed that never occurs: tree_notes.cc
    TreeNode node = minting != nullptr ? from_minting(*minting) : from_use(key, *used);
    node.keys = {key};
    if (used != nullptr) node.use = *used;
    set_issue(node, minting);
    if (const auto orphan = evidence_.orphans.find(key); orphan != evidence_.orphans.end()) {
      node.confidence = orphan->second.confidence;
      node.why = orphan->second.why;
    }
    if (!merge(node)) add(std::move(node), key);
  }

  static TreeNode from_minting(const Minting& minting) {
    return {.kind = minting.kind,
            .principal = minting.principal,
            .session_name = minting.session_name,
            .expires = minting.expires,
            .source_identity = minting.source_identity,
            .tags = minting.tags,
            .session_policies = minting.session_policies,
            .renews = minting.kind == CredentialKind::kInstanceProfile,
            .call = minting.call};
  }

  static TreeNode from_use(std::string_view key, const KeyUse& use) {
    TreeNode node{.kind = is_long_term(key) ? CredentialKind::kAccessKey : kind_of_caller(use),
                  .principal = use.who.arn,
                  .source_identity = use.who.source_identity};
    if (node.kind == CredentialKind::kAssumeRoot) {
      const auto arn = split_arn(use.who.arn);
      node.principal =
          fmt::format("arn:{}:iam::{}:root", arn ? arn->partition : "aws", use.who.account);
    }
    if (use.who.type == "AssumedRole" || use.who.type == "FederatedUser") {
      node.session_name = std::string(name_in_arn(use.who.arn));
    }
    node.renews = node.kind == CredentialKind::kInstanceProfile;
    return node;
  }

  // What the credential itself says of its issue counts more than the record of its making. Where
  // the two are apart, neither is known.
  void set_issue(TreeNode& node, const Minting* minting) {
    const auto created = node.use.calls > 0 ? node.use.who.created : std::nullopt;
    if (minting != nullptr) node.issued = minting->at;
    if (created && node.kind != CredentialKind::kAccessKey) node.issued = created;
    const bool apart = minting != nullptr && created &&
                       node.kind != CredentialKind::kInstanceProfile &&
                       std::abs(created->ms - minting->at.ms) > kClockMs;
    if (apart) {
      note(Severity::kError, node.use.place,
           fmt::format("{} says that it was issued at {}, the record of its making says {}",
                       minting->key, to_string(*created), to_string(minting->at)));
    }
    if (node.use.created_differs && node.kind != CredentialKind::kInstanceProfile) {
      note(Severity::kError, node.use.place,
           fmt::format("the records of {} tell different times of issue", node.keys.front()));
    }
    const bool contradicted = apart || node.use.created_differs ||
                              (minting != nullptr && contradicted_.contains(minting->key));
    if (contradicted && node.kind != CredentialKind::kInstanceProfile) node.issued.reset();
    // Used before it is said to be there: the record still counts, the order of the two does not.
    if (node.issued && node.use.calls > 0 && node.use.first.ms < node.issued->ms - kClockMs) {
      note(Severity::kWarning, node.use.place,
           fmt::format("{} is used at {}, before it is issued at {}", node.keys.front(),
                       to_string(node.use.first), to_string(*node.issued)));
    }
    if (minting == nullptr) return;
    set_expiry(node, *minting);
    if (node.issued && (minting->mfa || node.use.who.mfa)) node.mfa_at = node.issued;
    if (minting->lost_session_policy) {
      note(Severity::kWarning, minting->place,
           fmt::format("the session policy of {} can't be read: it seems to may more than it may",
                       minting->key));
    }
  }

  static void set_expiry(TreeNode& node, const Minting& minting) {
    const bool console = minting.call.starts_with("signin:");  // its session is longer, complete()
    if (node.expires || node.kind == CredentialKind::kAccessKey || !node.issued || console) return;
    const bool root = node.principal.ends_with(":root");
    node.expires =
        Instant{node.issued->ms + minting.duration_ms.value_or(default_duration(node.kind, root))};
    node.expiry_assumed = !minting.duration_ms;
  }

  // Fresh credentials of one machine are one node, keys of one console session too.
  bool merge(const TreeNode& node) {
    const bool console = node.call.empty() && node.use.from_console;
    if (node.kind != CredentialKind::kInstanceProfile && !console) return false;
    const std::int64_t issued = console && node.issued ? node.issued->ms : 0;
    const auto [found, added] = merged_.emplace(
        fmt::format("{} {} {}", to_string(node.kind), node.principal, issued), tree_.nodes.size());
    if (added) return false;
    TreeNode& other = tree_.nodes[found->second];
    other.keys.push_back(node.keys.front());
    other.issued = std::min(other.issued, node.issued);
    other.expires = std::max(other.expires, node.expires);
    merge_use(other, node.use);
    by_credential_[node.keys.front()] = other.id;
    return true;
  }

  static void merge_use(TreeNode& node, const KeyUse& use) {
    if (use.calls == 0) return;
    if (node.use.calls == 0) {
      node.use = use;
      return;
    }
    node.use.first = std::min(node.use.first, use.first);
    node.use.last = std::max(node.use.last, use.last);
    node.use.calls += use.calls;
    node.use.failed += use.failed;
    for (const std::string& address : use.addresses) {
      if (std::ranges::find(node.use.addresses, address) != node.use.addresses.end()) continue;
      node.use.addresses.push_back(address);
    }
  }

  void add(TreeNode node, const std::string& key) {
    const bool named = node.kind == CredentialKind::kInstanceProfile && !node.session_name.empty();
    node.id = unique_id(named ? node.session_name : key);
    for (const std::string& each : node.keys) by_credential_[each] = node.id;
    const std::size_t place = tree_.nodes.size();
    if (node.issued) by_principal_[node.principal].emplace(*node.issued, place);
    if (node.password_set_at) passwords_[node.principal].emplace(*node.password_set_at, place);
    tree_.nodes.push_back(std::move(node));
  }

  std::string unique_id(std::string id) {
    std::string unique = id;
    for (int i = 2; !ids_.insert(unique).second; ++i) unique = fmt::format("{}-{}", id, i);
    return unique;
  }

  // Console sessions whose keys were not seen, and those whose keys were.
  void add_sign_ins() {
    for (const Minting& minting : evidence_.mintings) {
      if (!minting.call.starts_with("signin:") || !minting.key.empty()) continue;
      if (!ties_.is_tree_sign_in(minting)) continue;
      if (is_there(minting)) continue;
      TreeNode node = from_minting(minting);
      node.issued = minting.at;
      if (minting.mfa) node.mfa_at = minting.at;
      node.parent = ties_.maker_of(minting);
      add(std::move(node), fmt::format("console-of-{}", name_in_arn(minting.principal)));
    }
  }

  // Whether a node is there of it already: of the keys that it opened, of the role that AssumeRole
  // switched to, of the token that it was made with.
  [[nodiscard]] bool is_there(const Minting& minting) {
    const auto nodes = by_principal_.find(minting.principal);
    if (nodes == by_principal_.end()) return false;
    for (auto at = nodes->second.lower_bound({minting.at.ms - kSigninTokenMs});
         at != nodes->second.end() && at->first.ms <= minting.at.ms + kSignInMs; ++at) {
      TreeNode& node = tree_.nodes[at->second];
      const bool near = node.issued->ms >= minting.at.ms - kSignInMs;
      const bool opened = near && node.call.empty() && !is_long_term(node.keys.front());
      const bool switched =
          near && minting.call == "signin:SwitchRole" && node.call == "sts:AssumeRole";
      const bool token = minting.call == "signin:ConsoleLogin" &&
                         node.call == "signin:GetSigninToken" && minting.at >= *node.issued;
      if (!opened && !switched && !token) continue;
      if (!switched) note_sign_in(node, minting);
      return true;
    }
    return false;
  }

  // Of a token and the sign-in with it the later time counts: a Deny of what was issued before a
  // moment must not seem to reach further than it does.
  static void note_sign_in(TreeNode& node, const Minting& minting) {
    if (node.keys.empty()) node.issued = std::max(*node.issued, minting.at);
    node.call = minting.call;
    if (minting.mfa) node.mfa_at = node.issued;
    if (node.parent.empty()) node.parent = minting.by.access_key_id;
  }

  void add_passwords() {
    for (const Minting& minting : evidence_.mintings) {
      const bool own = evidence_.keys.contains(minting.by.access_key_id);
      if (!minting.call.ends_with("LoginProfile") || !own) continue;
      TreeNode node = from_minting(minting);
      node.password_set_at = minting.at;
      node.parent = minting.by.access_key_id;
      add(std::move(node), fmt::format("password-of-{}", name_in_arn(minting.principal)));
    }
  }

  // Parents by node, and the bound of what is not recorded.
  void complete(TreeNode& node) {
    node.parent = parent_of(node);
    if (node.parent == node.id) node.parent.clear();
    const bool recorded = node.expires || node.kind == CredentialKind::kAccessKey || node.renews;
    const bool password = node.kind == CredentialKind::kConsolePassword && !node.issued;
    if (recorded || password || !node.issued) return;
    node.expires = Instant{node.issued->ms + longest(node)};
    node.expiry_assumed = true;
  }

  [[nodiscard]] std::string parent_of(const TreeNode& node) const {
    std::string key = node.parent;
    for (const std::string& each : node.keys) {
      const auto orphan = evidence_.orphans.find(each);
      const Minting* minting = made_by(each);
      if (key.empty() && orphan != evidence_.orphans.end()) key = orphan->second.parent;
      if (key.empty() && minting != nullptr) key = ties_.maker_of(*minting);
    }
    const auto found = by_credential_.find(key);
    if (found != by_credential_.end()) return found->second;
    return node.kind == CredentialKind::kConsolePassword ? password_of(node) : std::string();
  }

  // A session of the console comes from the password that was set last before it.
  [[nodiscard]] std::string password_of(const TreeNode& session) const {
    const auto set = passwords_.find(session.principal);
    if (set == passwords_.end() || !session.issued) return {};
    const auto after = set->second.upper_bound(*session.issued);
    return after == set->second.begin() ? std::string() : tree_.nodes[std::prev(after)->second].id;
  }

  [[nodiscard]] std::int64_t longest(const TreeNode& node) const {
    const std::int64_t longest = longest_life(node.kind, node.principal.ends_with(":root"), false);
    if (!is_role_session(node.kind)) return longest;
    const auto role = durations_.find(node.use.who.issuer_arn);
    return role == durations_.end() ? longest : role->second;
  }

  const Evidence& evidence_;
  const TrailSeeds& seeds_;
  const RoleDurations& durations_;
  Ties ties_;
  SessionTree tree_;
  std::map<std::string, const Minting*, std::less<>> by_key_;      // by the key that was made
  std::map<std::string, std::string, std::less<>> by_credential_;  // node of a key
  std::set<std::string, std::less<>> contradicted_;
  std::set<std::string, std::less<>> ids_;
  std::map<std::string, std::size_t, std::less<>> merged_;  // nodes that take in keys
  std::map<std::string, std::multimap<Instant, std::size_t>, std::less<>> by_principal_;
  std::map<std::string, std::multimap<Instant, std::size_t>, std::less<>> passwords_;
};

}  // namespace

std::optional<Instant> beginning(const SessionTree& tree) {
  std::optional<Instant> first;
  const auto add = [&first](std::optional<Instant> at) {
    if (at) first = std::min(first.value_or(*at), *at);
  };
  for (const TreeNode& node : tree.nodes) {
    add(node.issued);
    add(node.password_set_at);
    if (node.use.calls > 0) add(node.use.first);
  }
  for (const TrailChange& change : tree.changes) add(change.at);
  return first;
}

SessionTree build_tree(const Evidence& evidence, const TrailSeeds& seeds,
                       const RoleDurations& durations) {
  return Builder(evidence, seeds, durations).run();
}

}  // namespace cordon::incident
