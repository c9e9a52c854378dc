#include "engine/incident/reach/openings.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/incident/world/json_text.h"

namespace cordon::incident {
namespace {

using Kind = PrincipalPattern::Kind;

template <class Entities>
bool has_id(const Entities& entities, std::string_view id) {
  return std::ranges::any_of(entities, [&](const auto& entry) { return entry.second.id == id; });
}

bool is_known_id(std::string_view id, const World& world) {
  return std::ranges::any_of(world.accounts, [&](const auto& account) {
    return has_id(account.second.users, id) || has_id(account.second.roles, id);
  });
}

bool is_outside(const PrincipalPattern& whom, const World& world) {
  switch (whom.kind) {
    case Kind::kEveryone:
    case Kind::kService:
    case Kind::kFederated:
    case Kind::kCanonicalUser:
      return true;
    case Kind::kAccount:
    case Kind::kUser:
    case Kind::kRole:
    case Kind::kSession:
    case Kind::kFederatedUser:
      return find_account(world, whom.account) == nullptr;
    case Kind::kUniqueId:
      return !is_known_id(whom.text, world);
    case Kind::kNobody:
      return false;
  }
  return true;
}

std::string words_of(const PrincipalPattern& whom) {
  switch (whom.kind) {
    case Kind::kEveryone:
      return "anyone";
    case Kind::kAccount:
      return fmt::format("account {}", whom.account);
    case Kind::kFederated:
      return fmt::format("whoever {} vouches for", whom.text);
    default:
      return whom.text;
  }
}

// A statement's members but for those that don't matter, in the order in which they are written.
std::string rest_of(const Statement& statement) {
  std::string text;
  for (const auto [name, value] : statement.node.members()) {
    const std::string_view member = name.text();
    if (member == "Sid" || member == "Principal" || member == "NotPrincipal") continue;
    text += fmt::format("{} {}\n", member, json_text(value));
  }
  return text;
}

std::set<std::string> denies_of(const CompiledPolicy& policy) {
  std::set<std::string> texts;
  for (const Statement& statement : policy.document.statements) {
    const bool denies = statement.effect && statement.effect->value == Effect::kDeny;
    if (denies) texts.insert(json_text(statement.node));
  }
  return texts;
}

}  // namespace

std::vector<Opening> openings_of(const PolicyPtr& policy, const World& world) {
  std::vector<Opening> openings;
  if (policy == nullptr || policy->unreadable) return openings;
  const auto& written = policy->document.statements;
  for (std::size_t i = 0; i < policy->statements.size() && i < written.size(); ++i) {
    const CompiledStatement& statement = policy->statements[i];
    if (statement.effect != Effect::kAllow) continue;
    const auto add = [&](const PrincipalPattern& whom, std::string who, std::string_view text) {
      openings.push_back(
          {policy, i, whom, std::move(who), fmt::format("{}\n{}", text, rest_of(written[i]))});
    };
    if (statement.principals.negated()) {
      std::string others = "not";
      for (const PrincipalPattern& whom : statement.principals.patterns())
        others += ' ' + whom.text;
      add({.kind = Kind::kEveryone, .text = "*", .account = {}, .name = {}}, "everyone but a few",
          others);
      continue;
    }
    for (const PrincipalPattern& whom : statement.principals.patterns()) {
      if (is_outside(whom, world)) add(whom, words_of(whom), whom.text);
    }
  }
  return openings;
}

void OpeningLedger::trust(const std::vector<Opening>& openings,
                          const std::set<std::string>& denies) {
  for (const Opening& opening : openings) {
    if (find_open(opening.key) == nullptr) trusted_.push_back({opening.key, denies});
  }
}

bool OpeningLedger::is_trusted(const Opening& opening, const std::set<std::string>& denies) const {
  return std::ranges::any_of(trusted_, [&](const Trusted& trusted) {
    return trusted.key == opening.key && std::ranges::includes(denies, trusted.denies);
  });
}

Opened* OpeningLedger::find_open(const std::string& key) {
  const auto found = std::ranges::find_if(
      opened_, [&](const Opened& opened) { return !opened.until && opened.opening.key == key; });
  return found == opened_.end() ? nullptr : &*found;
}

void OpeningLedger::begin(const PolicyPtr& policy, const World& world, const Event* maker) {
  if (policy == nullptr) return;
  const std::vector<Opening> openings = openings_of(policy, world);
  if (openings.empty()) return;
  if (maker == nullptr) return trust(openings, denies_of(*policy));
  for (const Opening& opening : openings) {
    if (find_open(opening.key) == nullptr) opened_.push_back({opening, maker, 0, std::nullopt});
  }
}

void OpeningLedger::next(std::size_t index, const PolicyPtr& policy, const World& world,
                         const Event& event) {
  const std::vector<Opening> openings = openings_of(policy, world);
  const std::set<std::string> denies = policy ? denies_of(*policy) : std::set<std::string>();
  for (Opened& opened : opened_) {
    // With the Denies of before beside it again it is what it was.
    const bool stays = std::ranges::any_of(openings, [&](const Opening& opening) {
      return opening.key == opened.opening.key && !is_trusted(opening, denies);
    });
    if (!opened.until && !stays) opened.until = index;
  }
  if (openings.empty()) return;
  if (!is_suspect(event)) return trust(openings, denies);
  for (const Opening& opening : openings) {
    if (is_trusted(opening, denies) || find_open(opening.key) != nullptr) continue;
    opened_.push_back({opening, &event, index, std::nullopt});
  }
}

bool is_suspect(const Event& event) { return event.by != kResponder; }

bool is_made_at(Instant issued, Instant call) {
  constexpr std::int64_t kSecondMs = 1'000;
  return issued.ms - call.ms <= kSecondMs && call.ms - issued.ms <= kSecondMs;
}

std::string event_words(const Event& event) {
  return fmt::format("event {} ({})", event.index + 1, event.call);
}

}  // namespace cordon::incident
