#include "engine/incident/reach/targets.h"

#include <algorithm>
#include <iterator>

namespace cordon::incident {
namespace {

/// Marks the worlds in which a principal is there that was not, or the other way round, or is not
/// the same.
template <class Principals, class Same>
void mark(const Principals& principals, Same same, std::vector<bool>& changed) {
  for (const auto& [name, versions] : principals) {
    const auto& all = versions.all();
    for (std::size_t i = 1; i < all.size(); ++i) {
      const auto& before = all[i - 1].entity;
      const auto& after = all[i].entity;
      const bool both = before && after;
      if (both ? !same(*before, *after) : before.has_value() != after.has_value()) {
        changed[all[i].since] = true;
      }
    }
  }
}

bool same_user(const User& a, const User& b) {
  return a.created == b.created && a.arn == b.arn && a.login_profile == b.login_profile;
}

bool same_role(const Role& a, const Role& b) {
  return a.created == b.created && a.arn == b.arn && a.max_session_ms == b.max_session_ms;
}

}  // namespace

Targets::Targets(const History& history) : history_(history), changes_(1, 0) {
  std::vector<bool> changed(history.worlds());
  mark(history.users(), same_user, changed);
  mark(history.roles(), same_role, changed);
  for (std::size_t i = 1; i < history.worlds(); ++i) {
    const bool profiles = history.roles_in_profiles(i) != history.roles_in_profiles(i - 1);
    changes_.push_back(changes_.back() + (changed[i] || profiles ? 1 : 0));
  }
}

void Targets::add_changes(std::vector<Instant>& points) const {
  const Instant first = points.front();
  const Incident& incident = history_.incident();
  for (std::size_t i = 1; i < changes_.size(); ++i) {
    if (changes_[i] == changes_[i - 1]) continue;
    const Instant at = incident.events[i - 1].at;
    for (const Instant point : {at, Instant{at.ms + incident.assumptions.propagation_ms}}) {
      if (point > first) points.push_back(point);
    }
  }
  std::ranges::sort(points);
  const auto repeated = std::ranges::unique(points);
  points.erase(repeated.begin(), repeated.end());
}

WantedTargets Targets::changed_by(std::size_t event) const {
  WantedTargets changed;
  const auto add = [&](const auto& principals, std::set<History::Name>& to) {
    for (const auto& [name, versions] : principals) {
      if (versions.in(event + 1).since == event + 1) to.insert(name);
    }
  };
  add(history_.users(), changed.users);
  add(history_.roles(), changed.roles);
  add_profiles(event, changed);
  return changed;
}

const WantedTargets& Targets::turned_by(std::size_t event) {
  const auto [place, is_new] = turned_.try_emplace(event);
  if (is_new) place->second = find_turned_by(event);
  return place->second;
}

WantedTargets Targets::find_turned_by(std::size_t event) const {
  WantedTargets turned;
  const auto add = [&](const auto& principals, auto same, std::set<History::Name>& to) {
    for (const auto& [name, versions] : principals) {
      if (versions.in(event + 1).since != event + 1) continue;
      const auto& before = versions.in(event).entity;
      const auto& after = versions.in(event + 1).entity;
      if (!before || !after || !same(*before, *after)) to.insert(name);
    }
  };
  add(history_.users(), same_user, turned.users);
  add(
      history_.roles(),
      [](const Role& a, const Role& b) { return same_role(a, b) && a.trust == b.trust; },
      turned.roles);
  add_profiles(event, turned);
  return turned;
}

void Targets::add_profiles(std::size_t event, WantedTargets& targets) const {
  std::ranges::set_symmetric_difference(history_.roles_in_profiles(event),
                                        history_.roles_in_profiles(event + 1),
                                        std::inserter(targets.roles, targets.roles.end()));
}

}  // namespace cordon::incident
