#include "engine/incident/verdict/touches.h"

#include <algorithm>

#include "engine/incident/verdict/issuer.h"
#include "engine/incident/verdict/standing.h"
#include "engine/incident/verdict/token_in_force.h"

namespace cordon::incident {
namespace {

class Collector {
 public:
  Collector(const HeldCredential& held, const History& history) : held_(held), history_(history) {}

  Touches run() {
    own_policies();
    surroundings();
    touches_.session.add(held_.session_policies);
    touches_.session.settle();
    add(touches_.session);
    own_times();
    if (history_.reuse() == Reuse::kNothing) everything();
    settle(touches_.worlds);
    settle(touches_.turns);
    return std::move(touches_);
  }

 private:
  template <class T>
  static void settle(std::vector<T>& values) {
    std::ranges::sort(values);
    const auto repeated = std::ranges::unique(values);
    values.erase(repeated.begin(), repeated.end());
  }

  void add(const Sensitivity& sensitivity) {
    std::vector<Instant>& turns = touches_.turns;
    turns.insert(turns.end(), sensitivity.turns.begin(), sensitivity.turns.end());
    // The oldest of the tokens that it stands for is as old as they get.
    if (const std::int64_t life = life_of_each(); life > 0) {
      for (const Instant turn : sensitivity.turns) turns.push_back(Instant{turn.ms + life});
    }
    for (const std::int64_t age : sensitivity.mfa_turns) {
      if (held_.mfa_at) turns.push_back(Instant{held_.mfa_at->ms + age});
      if (held_.mfa_at && held_.minting && held_.minting->to) {
        turns.push_back(Instant{held_.minting->to->ms - 1 + age});
      }
    }
    touches_.every_instant = touches_.every_instant || sensitivity.every_instant;
  }

  // Of each of the tokens that it stands for; 0: it is one.
  [[nodiscard]] std::int64_t life_of_each() const {
    if (held_.renews) return kInstanceTokenLifeMs;
    return held_.minting ? held_.minting->life_ms : 0;
  }

  template <class EntityType>
  void add(const Versions<EntityType>& versions) {
    for (const Version<EntityType>& version : versions.all()) {
      if (version.since > 0) touches_.worlds.push_back(version.since);
      add(version.sensitivity);
    }
  }

  void own_policies() {
    const Issuer issuer = issuer_of(held_, history_.federator_of(held_));
    switch (issuer.kind) {
      case Issuer::Kind::kUser:
        return add(history_.users(issuer.account, issuer.name));
      case Issuer::Kind::kRole:
        return add(history_.roles(issuer.account, issuer.name));
      case Issuer::Kind::kRoot:
        // Which keys root has is in no snapshot: any event may speak of one.
        for (const Event& event : history_.incident().events) touches_.turns.push_back(event.at);
        return;
      case Issuer::Kind::kOther:
        return;
    }
  }

  void surroundings() {
    for (std::size_t i = 0; i < history_.worlds(); ++i) {
      const Surroundings& now = history_.surroundings(i);
      if (i > 0 && &now == &history_.surroundings(i - 1)) continue;
      if (i > 0) touches_.worlds.push_back(i);
      add(now.sensitivity());
    }
  }

  void own_times() {
    std::vector<Instant>& turns = touches_.turns;
    if (held_.issued) turns.push_back(*held_.issued);
    if (held_.minting) minting_times(*held_.minting);
    if (held_.expires && !held_.renews) ends(*held_.expires);
    const auto last = held_.renews ? history_.renewal_end(held_) : std::nullopt;
    if (!last) return;
    turns.push_back(*last);
    ends(Instant{last->ms + kInstanceTokenLifeMs});
  }

  void ends(Instant expires) {
    touches_.turns.push_back(expires);
    if (opens_console(held_)) {
      touches_.turns.push_back(Instant{expires.ms + kLongestConsoleSessionMs});
    }
  }

  void minting_times(const MintWindow& minting) {
    touches_.turns.push_back(minting.from);
    if (!minting.to) return;
    touches_.turns.push_back(*minting.to);
    if (minting.life_ms > 0) ends(Instant{minting.to->ms + minting.life_ms});
  }

  // Whether it can touch the credential or not.
  void everything() {
    for (std::size_t i = 1; i < history_.worlds(); ++i) touches_.worlds.push_back(i);
    for (const HeldCredential& other : history_.incident().credentials) {
      for (const auto& time : {other.issued, other.expires, other.mfa_at}) {
        if (time) touches_.turns.push_back(*time);
      }
    }
    for (const Event& event : history_.incident().events) touches_.turns.push_back(event.at);
    add(history_.everything());
  }

  const HeldCredential& held_;
  const History& history_;
  Touches touches_;
};

}  // namespace

Touches touches(const HeldCredential& credential, const History& history) {
  return Collector(credential, history).run();
}

}  // namespace cordon::incident
