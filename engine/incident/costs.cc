#include "engine/incident/costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cordon::incident {
namespace {

constexpr std::int64_t kSecondMs = 1'000;
// Later than any session from before a step ends.
constexpr std::int64_t kMuchLaterMs = 14LL * 24 * 3'600 * kSecondMs;

}  // namespace

// One step, seen from the worlds before and after it.
class Costs::Step {
 public:
  Step(Costs& costs, std::size_t event)
      : costs_(costs), event_(event), at_(costs.history_.incident().events[event].at) {}

  std::vector<StepCost> run() {
    const WantedTargets touched = who();
    for (const History::Name& name : touched.users) user(name);
    for (const History::Name& name : touched.roles) role(name);
    return std::move(found_);
  }

 private:
  [[nodiscard]] const History& history() const { return costs_.history_; }

  // A step of the organization touches everybody.
  [[nodiscard]] WantedTargets who() const {
    WantedTargets touched = costs_.targets_.changed_by(event_);
    if (&history().surroundings(event_) != &history().surroundings(event_ + 1) &&
        history().incident().events[event_].call.starts_with("organizations:")) {
      for (const auto& [name, versions] : history().users()) touched.users.insert(name);
      for (const auto& [name, versions] : history().roles()) touched.roles.insert(name);
    }
    std::size_t left = kMostAsked;
    for (auto* names : {&touched.users, &touched.roles}) {
      if (names->size() > left) {
        names->erase(std::next(names->begin(), static_cast<std::ptrdiff_t>(left)), names->end());
        costs_.cut_short_ = true;
      }
      left -= names->size();
    }
    return touched;
  }

  void user(const History::Name& name) {
    const auto& before = history().users(name.first, name.second).in(event_).entity;
    if (!before) return;
    for (const AccessKey& key : before->keys) {
      if (!key.active || costs_.named_.contains(key.id)) continue;
      HeldCredential credential = of(before->arn, CredentialKind::kAccessKey);
      credential.access_key_id = key.id;
      if (closes(std::move(credential), at_))
        add(fmt::format("access key {}", key.id), before->arn);
    }
    const bool password = before->login_profile == true;
    if (password && !costs_.named_.contains(before->arn)) {
      if (closes(of(before->arn, CredentialKind::kConsolePassword), at_)) {
        add("the console password", before->arn);
      }
    }
    const bool opens_some = password || std::ranges::any_of(before->keys, &AccessKey::active);
    sessions(before->arn, CredentialKind::kGetSessionToken, opens_some);
  }

  void role(const History::Name& name) {
    const auto& before = history().roles(name.first, name.second).in(event_).entity;
    if (!before) return;
    sessions(before->arn, CredentialKind::kAssumeRole, true);
    const auto hands_out = [&](std::size_t world) {
      return history().roles_in_profiles(world).contains(name);
    };
    if (hands_out(event_) && !hands_out(event_ + 1)) {
      add("new instance credentials", before->arn);
    }
  }

  // Those that there are, and those that are opened from then on: at once, or much later.
  void sessions(const std::string& arn, CredentialKind kind, bool opens_some) {
    const auto issued_at = [&](Instant issued) {
      HeldCredential session = of(arn, kind);
      session.issued = issued;
      session.expires = Instant{issued.ms + longest_life(kind, false, false)};
      return session;
    };
    if (closes(issued_at({at_.ms - kSecondMs}), at_)) add("sessions opened before", arn);
    if (!opens_some || !closes(issued_at(at_), at_)) return;
    const Instant later{at_.ms + kMuchLaterMs};
    add(closes(issued_at(later), later) ? "new sessions" : "new sessions, for a time", arn);
  }

  static HeldCredential of(const std::string& arn, CredentialKind kind) {
    HeldCredential credential;
    credential.kind = kind;
    credential.principal = arn;
    return credential;
  }

  // Open in the world before the step, closed in the one after it.
  bool closes(HeldCredential credential, Instant at) {
    costs_.examples_.push_back(std::make_unique<HeldCredential>(std::move(credential)));
    const HeldCredential& example = *costs_.examples_.back();
    return !is_closed(costs_.verdicts_.in(example, event_, at)->verdict) &&
           is_closed(costs_.verdicts_.in(example, event_ + 1, at)->verdict);
  }

  void add(const std::string& what, const std::string& principal) {
    auto place = std::ranges::find(found_, what, &StepCost::what);
    if (place == found_.end()) place = found_.insert(place, {.what = what, .principals = {}});
    place->principals.push_back(principal);
  }

  Costs& costs_;
  std::size_t event_;
  Instant at_;
  std::vector<StepCost> found_;
};

Costs::Costs(const History& history, Verdicts& verdicts)
    : history_(history), verdicts_(verdicts), targets_(history) {
  for (const HeldCredential& credential : history.incident().credentials) {
    if (!credential.access_key_id.empty()) named_.insert(credential.access_key_id);
    if (is_password(credential)) named_.insert(credential.principal);
  }
}

std::vector<StepCost> Costs::of(std::size_t event) { return Step(*this, event).run(); }

}  // namespace cordon::incident
