#include "engine/incident/plan/openness.h"

#include <fmt/format.h>

#include <unordered_set>
#include <utility>

#include "engine/incident/reach/doors.h"
#include "engine/incident/verdict/timeline.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {
namespace {

// Null: it is closed from `end` on.
SharedVerdict open_verdict(const HeldCredential& credential, Instant end, Verdicts& verdicts) {
  const std::vector<Instant> points = turning_points(credential, verdicts);
  if (points.front() <= end) {
    SharedVerdict verdict = verdicts.at(credential, end);
    if (!is_closed(verdict->verdict)) return verdict;
  }
  for (const Instant point : points) {
    if (point <= end) continue;
    SharedVerdict verdict = verdicts.at(credential, point);
    if (!is_closed(verdict->verdict)) return verdict;
  }
  return nullptr;
}

}  // namespace

Openness open_after(std::unique_ptr<const Incident> incident, Instant end, LookAt what) {
  Openness found;
  found.incident = std::move(incident);
  History history(*found.incident);
  Verdicts verdicts(history);
  Reach reach(history, verdicts);
  found.doors = doors_of(history);
  for (const Door& door : found.doors) {
    if (!door.credential) continue;
    history.add(*door.credential);
    if (door.makes_others) reach.add_root(*door.credential);
  }
  if (what == LookAt::kEverything) {
    reach.run();
    found.cut_short = reach.cut_short();
    found.made = reach.take();
  }
  std::unordered_set<std::string_view> ids;
  const auto look_at = [&](const HeldCredential& held, const Door* door) {
    const SharedVerdict verdict = open_verdict(held, end, verdicts);
    if (verdict == nullptr) return;
    found.open.push_back({.held = &held,
                          .issuer = issuer_of(held, history.federator_of(held)),
                          .why = verdict->reason,
                          .door = door});
    ids.insert(held.id);
  };
  for (const HeldCredential& held : found.incident->credentials) look_at(held, nullptr);
  for (const Door& door : found.doors) {
    if (door.credential) {
      look_at(*door.credential, &door);
    } else if (!door.to || *door.to > end) {
      found.ways_in.push_back(&door);
    }
  }
  for (const auto& held : found.made) look_at(*held, nullptr);
  for (OpenCredential& open : found.open) {
    open.follows = open.held->minting && ids.contains(open.held->parent);
  }
  return found;
}

std::vector<std::string> open_of_owner(const Incident& incident, Instant end,
                                       std::string_view owner) {
  History history(incident);
  Verdicts verdicts(history);
  std::vector<std::string> open;
  for (const HeldCredential& held : incident.credentials) {
    if (entity_key(issuer_of(held, history.federator_of(held))) != owner) continue;
    if (open_verdict(held, end, verdicts) != nullptr) open.push_back(held.id);
  }
  return open;
}

std::string door_name(const Door& door) {
  return door.credential ? door.credential->id : fmt::format("{} into {}", door.who, door.where);
}

std::string entity_key(const Issuer& issuer) {
  switch (issuer.kind) {
    case Issuer::Kind::kUser:
      return fmt::format("{}/user/{}", issuer.account, issuer.name);
    case Issuer::Kind::kRole:
      return fmt::format("{}/role/{}", issuer.account, issuer.name);
    case Issuer::Kind::kRoot:
      return fmt::format("{}/root", issuer.account);
    case Issuer::Kind::kOther:
      return {};
  }
  return {};
}

}  // namespace cordon::incident
