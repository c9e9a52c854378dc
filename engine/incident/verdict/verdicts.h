// The verdicts on all credentials of an incident, each found once: what no event, date or expiry
// can have touched is not judged again (touches.h), and what the policies can't tell apart, such as
// two sessions of one role, is one question (authority.h).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/touches.h"

namespace cordon::incident {

/// Its witness may be another credential's and another instant's: `Verdicts::as_own` mends that.
using SharedVerdict = std::shared_ptr<const VerdictAt>;

class Verdicts {
 public:
  explicit Verdicts(const History& history);

  [[nodiscard]] const History& history() const { return history_; }
  [[nodiscard]] const Touches& touches_of(const HeldCredential& credential) {
    return known_of(credential).touches;
  }

  /// What is known of a credential no longer holds: it changed.
  void forget(const HeldCredential& credential) { known_.erase(&credential); }

  /// In world number `world`, as it would be with no change in flight.
  [[nodiscard]] SharedVerdict in(const HeldCredential& credential, std::size_t world, Instant at);
  /// Just before an event, and just after it.
  struct Around {
    SharedVerdict before;
    SharedVerdict after;
  };
  [[nodiscard]] Around around(const HeldCredential& credential, std::size_t event);
  /// In the world of that instant; within the propagation window of a change, a verdict that closes
  /// what an older state left open is unknown.
  [[nodiscard]] SharedVerdict at(const HeldCredential& credential, Instant at);
  /// What is to be asked of a credential in a world, with a text that is the same for questions
  /// with the same answers. Not called when the credential can't sign or nothing is known of it;
  /// called a second time, with a doubt, for a token that may do more in the console.
  void ask(const HeldCredential& credential, std::size_t world, Instant at,
           const std::function<void(const Question&, const std::string& key)>& asked);
  /// A number for what ask() asks: the same where the same is asked.
  [[nodiscard]] std::size_t question_number(const HeldCredential& credential, std::size_t world,
                                            Instant at) {
    return question_number(known_of(credential), credential, world, at);
  }
  /// Whether an event can have changed what is asked of a credential.
  [[nodiscard]] bool is_touched_by(std::size_t event, const HeldCredential& credential) {
    return known_of(credential).is_touched_by(event);
  }
  /// Numbers of what is asked just before an event and just after it: the same number for
  /// credentials and events of which the same is asked.
  struct QuestionsAround {
    std::size_t before;
    std::size_t after;

    auto operator<=>(const QuestionsAround&) const = default;
  };
  [[nodiscard]] QuestionsAround questions_around(const HeldCredential& credential,
                                                 std::size_t event);
  /// The verdict with the credential's own witness.
  [[nodiscard]] VerdictAt as_own(const SharedVerdict& verdict, const HeldCredential& credential,
                                 Instant at) const;

 private:
  /// How many touching worlds have come, and how many turns have passed; where every instant
  /// counts, the instant itself.
  using When = std::pair<std::int64_t, std::int64_t>;
  /// What holds from a touching world to the next and from a turn to the next.
  template <class T>
  struct Entry {
    When when;
    T what;
  };
  struct Known {
    Touches touches;
    std::vector<Entry<SharedVerdict>> verdicts;  // by `when`
    std::vector<Entry<std::size_t>> questions;   // by `when`; numbers

    [[nodiscard]] When when(std::size_t world, Instant at) const;
    /// Whether an event can have changed anything.
    [[nodiscard]] bool is_touched_by(std::size_t event) const;
  };

  [[nodiscard]] Known& known_of(const HeldCredential& credential);
  [[nodiscard]] std::size_t question_number(Known& known, const HeldCredential& credential,
                                            std::size_t world, Instant at);
  struct Judged {
    SharedVerdict verdict;
    std::optional<std::size_t> question;  // its number, where that is known by then
  };
  [[nodiscard]] Judged judged(const HeldCredential& credential, std::size_t world, Instant at);
  [[nodiscard]] Judged answered(const Question& question, const Sensitivity& session);
  [[nodiscard]] std::size_t number_of(std::string key) {
    return question_numbers_.try_emplace(std::move(key), question_numbers_.size()).first->second;
  }

  const History& history_;
  std::unordered_map<const HeldCredential*, std::unique_ptr<Known>> known_;
  std::unordered_set<std::string> probed_;                         // credentials that a probe names
  std::unordered_map<std::string, std::size_t> question_numbers_;  // by key
  std::vector<SharedVerdict> answers_;  // by the number of what is asked; null: not asked yet
};

/// Worlds that may still answer at `at`: the current one, and those before each change whose window
/// is still open; the oldest of them.
[[nodiscard]] std::size_t oldest_world_in_flight(const History& history, std::size_t world,
                                                 Instant at);
/// Why a denial is not to be relied on while the event is under way.
[[nodiscard]] std::string race_with(const Event& event);

}  // namespace cordon::incident
