// What can still be made from the credentials of an incident: the fixpoint, over time, of all calls
// that make credentials (docs/containment.md). A credential that is found stands for every one of
// its kind that can be made within its window: its issue time is any in it. A chain that goes round
// in a circle renews itself until something changes. Work is bounded, and running out of it is
// told.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/incident/reach/followed.h"
#include "engine/incident/reach/kept_ways.h"
#include "engine/incident/reach/targets.h"
#include "engine/incident/reach/ways.h"
#include "engine/incident/verdict/call_key.h"
#include "engine/incident/verdict/history.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {

/// In the order in which they were found: shorter paths first. `parent` leads back to a credential
/// of the incident.
using Reached = std::vector<std::unique_ptr<HeldCredential>>;

/// It could be made, but not after the last event: nobody is known to have made it.
[[nodiscard]] bool only_in_the_past(const HeldCredential& credential, const Incident& incident);

class Reach {
 public:
  /// At most so many are found, each by a path of at most so many links: a circle that is closed
  /// now and then may not be seen as one. So many calls are asked about, and so many times is a way
  /// or a forebear looked at.
  struct Bounds {
    std::size_t credentials = 10'000;
    std::size_t links = 200;
    std::size_t calls = 50'000;
    std::size_t looks = 50'000'000;
  };

  Reach(History& history, Verdicts& verdicts) : Reach(history, verdicts, Bounds{}) {}
  Reach(History& history, Verdicts& verdicts, Bounds bounds);

  /// Follows a credential that the incident does not list as well. It has to outlive this.
  void add_root(const HeldCredential& credential) { queue_.push_back(&credential); }
  /// Follows everything that is given and found, until nothing new is found.
  void run();

  [[nodiscard]] Reached take() { return std::move(reached_); }
  /// Credentials, by name, that can surely be made in the world after an event and not in the one
  /// before it, or the other way round.
  struct WaysChanged {
    std::vector<std::string> lost;
    std::vector<std::string> gained;
  };
  /// What an event changed for each of these; those for whom it changed nothing are left out.
  [[nodiscard]] std::vector<std::pair<const HeldCredential*, WaysChanged>> changed_by(
      std::size_t event, const std::vector<const HeldCredential*>& credentials);
  /// A bound was met: there may be more.
  [[nodiscard]] bool cut_short() const { return cut_short_; }

 private:
  // What ways of one identity gave.
  struct Alike {
    std::vector<HeldCredential*> sure;
    std::vector<HeldCredential*> unsure;
  };

  void collect_changes();
  void follow(const HeldCredential& credential);
  void follow_in(const HeldCredential& credential, std::size_t world, TimeSpan span,
                 const std::string& condition);
  struct Answers {
    CallKeys keys;
    std::unordered_map<std::string, Truth> by_call;
  };
  struct Asked {
    std::size_t world;
    bool closed;  // the credential
    const WantedTargets& targets;
  };
  /// What becomes of ways that may be open.
  struct Visitor {
    std::function<bool(const Way&)> wants;  // asked before it is found out
    /// Whether any of a group is wanted that is open throughout, this surely.
    std::function<bool(const WayGroup&, Truth)> wants_all;
    std::function<void(const Way&, Truth)> visit;
  };
  void for_each_open_way(const Question& question, const std::string& key, const Asked& asked,
                         const Visitor& visitor);
  [[nodiscard]] std::vector<std::string> open_ways(const HeldCredential& credential,
                                                   std::size_t world, Instant at,
                                                   const WantedTargets& targets);
  /// Whether the questions about a credential differ by more than its surroundings, just before and
  /// just after an event.
  [[nodiscard]] bool changes_itself(const HeldCredential& credential, std::size_t event);
  /// How surely the way is open to whoever asks the question.
  [[nodiscard]] Truth open(const Way& way, const Question& question, Answers& answers);
  /// Whether all ways of a group are as open as its first.
  [[nodiscard]] static bool are_alike(const WayGroup& group, const Question& question,
                                      Answers& answers);
  [[nodiscard]] Truth allowed(const Candidate& call, const Question& question, Answers& answers);
  [[nodiscard]] bool is_known(const Way& way, TimeSpan span, bool certain) const;
  void add(const Way& way, const HeldCredential& parent, TimeSpan span,
           const std::string& condition);
  void extend(HeldCredential& credential, const HeldCredential& parent, TimeSpan span);
  [[nodiscard]] bool descends_from(const HeldCredential& descendant,
                                   const HeldCredential& forebear);
  /// How many links of a path lead to it; 0: it was not found here.
  [[nodiscard]] std::size_t depth_of(const HeldCredential& credential) const;
  void look() { cut_short_ = cut_short_ || ++looks_ > bounds_.looks; }
  [[nodiscard]] std::optional<Instant> next_change(Instant after) const;

  History& history_;
  Verdicts& verdicts_;
  Bounds bounds_;
  std::set<std::string> federated_names_;
  Targets targets_;
  KeptWays kept_;
  std::vector<Instant> changes_;  // events, and dates that policies compare with
  Reached reached_;
  std::unordered_map<std::string, Alike> by_way_;       // by identity_of() the way
  std::unordered_map<std::string, std::size_t> names_;  // how often each id was given
  std::unordered_map<const HeldCredential*, int> extensions_;
  struct Link {
    const HeldCredential* parent;
    std::size_t depth;
  };
  std::unordered_map<const HeldCredential*, Link> links_;  // of what was found
  std::vector<const HeldCredential*> queue_;
  /// Who goes the same ways.
  struct Asker {
    std::size_t question;  // its number
    bool is_password;
    std::size_t targets;  // how often they had changed

    auto operator<=>(const Asker&) const = default;
  };
  std::map<Asker, Followed> followed_;
  std::unordered_map<const WayGroup*, Followed> gone_;  // all ways of a kept group
  std::unordered_map<std::string, Answers> answers_;    // by question
  std::size_t calls_ = 0;                               // that were asked about
  std::size_t looks_ = 0;
  bool cut_short_ = false;
};

}  // namespace cordon::incident
