#include "engine/incident/trail/tree_notes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/incident/trail/ties.h"

namespace cordon::incident {
namespace {

// What one note says of many: the first place, some of the names, and how many more there are.
struct Group {
  RecordPlace place;
  std::set<std::string> names;

  void add(RecordPlace at, const std::string& name) {
    place = names.empty() ? at : std::min(place, at);
    names.insert(name);
  }

  [[nodiscard]] std::string words() const {
    constexpr std::size_t kShown = 3;
    const std::string shown = fmt::format("{}", fmt::join(names | std::views::take(kShown), ", "));
    return names.size() <= kShown ? shown
                                  : fmt::format("{} and {} more", shown, names.size() - kShown);
  }
};
using Groups = std::map<std::string, Group>;

class Notes {
 public:
  Notes(const Evidence& evidence, const TrailSeeds& seeds, SessionTree& tree)
      : evidence_(evidence), seeds_(seeds), tree_(tree) {}

  void run() {
    absent_seeds();
    other_makers();
    unrecorded();
    strangers();
    sign_ins();
    handed_roles();
    unknown_changes();
    for (const auto& [call, count] : evidence_.failed) tree_.failed_calls += count;
  }

 private:
  void note(Severity severity, std::optional<RecordPlace> place, std::string message) {
    tree_.notes.push_back({severity, place, std::move(message)});
  }

  // A key or user that occurs nowhere is a slip of the pen, or the wrong logs.
  void absent_seeds() {
    std::set<std::string_view> there;
    for (const TreeNode& node : tree_.nodes) {
      there.insert(node.keys.begin(), node.keys.end());
      there.insert(node.principal);
    }
    const auto check = [&](std::string_view what, const std::string& seed, std::string_view named) {
      if (there.contains(seed)) return;
      note(Severity::kError, std::nullopt,
           fmt::format("{} {} is in no record{}: check the {} and the files{}", what,
                       backticked(seed), window(), named,
                       seeds_.from || seeds_.to ? ", and the stretch of time" : ""));
    };
    for (const std::string& key : seeds_.keys) check("the key", key, "key");
    for (const std::string& user : seeds_.users) check("a credential of", user, "ARN");
  }

  // Records outside of it were not looked at.
  [[nodiscard]] std::string window() const {
    return (seeds_.from ? " from " + to_string(*seeds_.from) + " on" : std::string()) +
           (seeds_.to ? " until " + to_string(*seeds_.to) : std::string());
  }

  // A root that some other key made: the leak may be further up.
  void other_makers() {
    std::set<std::string_view> roots;
    for (const TreeNode& node : tree_.nodes) {
      if (node.parent.empty()) roots.insert(node.keys.begin(), node.keys.end());
    }
    for (const Minting& minting : evidence_.mintings) {
      if (minting.by.access_key_id.empty() || roots.erase(minting.key) == 0) continue;
      note(Severity::kWarning, minting.place,
           fmt::format("{} was made with {}, which is not in the tree: if that key leaked, give it "
                       "as --key",
                       minting.key, minting.by.access_key_id));
    }
  }

  void unrecorded() {
    for (const TreeNode& node : tree_.nodes) {
      // A sign-in is on record, and tied to its keys by the time of their issue.
      if (node.confidence == Confidence::kRecorded || !node.call.empty()) continue;
      note(Severity::kWarning, node.use.place,
           fmt::format("the making of {} is not recorded: {} ({})", node.id, node.why,
                       node.confidence == Confidence::kLikely ? "likely" : "possible"));
    }
  }

  // Sessions of a role of the tree that nothing ties to it, and that nobody is known to have made.
  void strangers() {
    Groups groups;
    for (const auto& [key, use] : evidence_.uses) {
      const bool known = evidence_.keys.contains(key) || evidence_.issued_elsewhere.contains(key);
      if (known || !key.starts_with("ASIA") || use.who.ec2_delivery) continue;
      if (use.who.type == "AssumedRole") groups[use.who.issuer_arn].add(use.place, key);
    }
    for (const auto& [role, group] : groups) {
      note(
          Severity::kWarning, group.place,
          fmt::format("the making of {} is not recorded; as sessions of {} they may be the tree's, "
                      "but nothing else says so: left out",
                      group.words(), role));
    }
  }

  void sign_ins() {
    const Ties ties(evidence_, seeds_);
    Groups groups;
    for (const Minting& minting : evidence_.mintings) {
      if (minting.call != "signin:ConsoleLogin" || ties.is_tree_sign_in(minting)) continue;
      groups[minting.principal].add(minting.place, to_string(minting.at));
    }
    for (const auto& [user, group] : groups) {
      note(Severity::kWarning, group.place,
           fmt::format("{} signs in to the console at {}; nothing says that it is not its owner: "
                       "left out (--user takes it in)",
                       user, group.words()));
    }
  }

  void handed_roles() {
    Groups groups;
    for (const HandedRole& handed : evidence_.handed) {
      groups[fmt::format("hands {} to a service by {}", handed.role, handed.call)].add(handed.place,
                                                                                       handed.key);
    }
    for (const auto& [what, group] : groups) {
      note(
          Severity::kWarning, group.place,
          fmt::format("{} {}: sessions that the service opens by itself are in the tree only where "
                      "they are recorded",
                      group.words(), what));
    }
  }

  void unknown_changes() {
    Groups groups;
    for (const TrailChange& change : evidence_.changes) {
      if (!change.known && change.by_tree) groups[change.call].add(change.place, change.by_key);
    }
    for (const auto& [call, group] : groups) {
      note(Severity::kWarning, group.place,
           fmt::format("{} with {} changes permissions and is not modelled: it is not among the "
                       "events",
                       call, group.words()));
    }
  }

  const Evidence& evidence_;
  const TrailSeeds& seeds_;
  SessionTree& tree_;
};

}  // namespace

void add_tree_notes(const Evidence& evidence, const TrailSeeds& seeds, SessionTree& tree) {
  Notes(evidence, seeds, tree).run();
}

}  // namespace cordon::incident
