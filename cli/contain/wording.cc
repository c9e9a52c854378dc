#include "cli/contain/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <set>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/policy_claims.h"
#include "grammar/arn.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

constexpr std::size_t kMostReached = 12;

bool is_live_for_good(const CredentialReport& report) {
  return report.timeline.back().what.verdict == Verdict::kLive;
}

// What expects something, beside the verdict.
std::string_view expecting_parts(const Report& report) {
  const auto expects = [](const auto& part) { return part.as_expected.has_value(); };
  const bool claims = std::ranges::any_of(report.claims, expects);
  if (!claims) return "probes";
  return std::ranges::any_of(report.probes, expects) ? "probes and claims" : "claims";
}

}  // namespace

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kDead:
    case Verdict::kDenied:
    case Verdict::kResidual:
      return Ink::kGood;
    case Verdict::kLive:
      return Ink::kBad;
    case Verdict::kUnknown:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

Ink ink_of(Containment verdict) {
  switch (verdict) {
    case Containment::kContained:
      return Ink::kGood;
    case Containment::kNotContained:
      return Ink::kBad;
    case Containment::kUnknown:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

std::string_view headline(Containment verdict) {
  switch (verdict) {
    case Containment::kContained:
      return "CONTAINED";
    case Containment::kNotContained:
      return "NOT CONTAINED";
    case Containment::kUnknown:
      return "UNKNOWN";
  }
  return "";
}

std::string expectation_words(const Incident& incident, const Report& report) {
  if (!report.as_expected) return "";
  const bool met = *report.as_expected;
  const bool is_of_verdict = incident.expect && (met || *incident.expect != report.verdict);
  if (is_of_verdict) return met ? "as the file expects" : "not as the file expects";
  return fmt::format("{} {} are as the file expects", met ? "the" : "not all",
                     expecting_parts(report));
}

std::string_view expectation_words(std::optional<bool> as_expected) {
  if (!as_expected) return "";
  return *as_expected ? "as expected" : "NOT as expected";
}

std::string standing_words(const Stretch& stretch) {
  return stretch.to ? fmt::format("{} (until {})", stretch.what.reason, to_string(*stretch.to))
                    : stretch.what.reason;
}

std::string facts_of(const HeldCredential& credential) {
  std::vector<std::string> facts;
  if (!credential.parent.empty()) facts.push_back(fmt::format("from {}", credential.parent));
  if (credential.issued) facts.push_back(fmt::format("issued {}", to_string(*credential.issued)));
  if (credential.expires) {
    facts.push_back(fmt::format("expires {}", to_string(*credential.expires)));
  }
  if (credential.renews) facts.emplace_back("renews itself");
  return fmt::format("{}", fmt::join(facts, ", "));
}

std::string_view effect_words(const StepReport& step) {
  return step.changed ? "changed" : "no effect";
}

std::string outcome_of(const StepReport& step) {
  return step.changed ? step.why : fmt::format("{}: {}", effect_words(step), step.why);
}

std::string cost_words(const StepReport& step) {
  constexpr std::size_t kMostNamed = 5;
  std::vector<std::string> parts;
  for (const StepCost& cost : step.costs) {
    std::vector<std::string_view> names;
    for (const std::string& arn : cost.principals | std::views::take(kMostNamed)) {
      names.push_back(split_arn(arn)->resource);
    }
    std::string part = fmt::format("{}, of {}", cost.what, fmt::join(names, ", "));
    if (cost.principals.size() > kMostNamed) {
      part += fmt::format(" and {} more", cost.principals.size() - kMostNamed);
    }
    parts.push_back(std::move(part));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string request_words(const ProbeReport& probe) {
  return fmt::format("{} on {}{}", probe.probe->action, probe.probe->resource,
                     probe.at ? fmt::format(" at {}", to_string(*probe.at)) : "");
}

std::string claim_words(const ClaimReport& claim) {
  const std::string& about = claim.about();
  const std::string at = to_string(claim.at);
  const auto listed = [](const std::vector<std::string>& all, std::string_view every) {
    return all.empty() ? std::string(every) : fmt::format("{}", fmt::join(all, ", "));
  };
  switch (claim.claim->kind) {
    case ClaimKind::kNone:
    case ClaimKind::kEquivalent:  // never of an incident
      break;
    case ClaimKind::kDenies:
      return fmt::format("every request of {} is denied explicitly at {}", about, at);
    case ClaimKind::kNotGranted:
      return fmt::format("no request of {} for {} on {} is allowed at {}", about,
                         listed(claim.claim->actions, "any action"),
                         listed(claim.claim->resources, "any resource"), at);
    case ClaimKind::kNotPublic:
      return fmt::format("the policy of {} lets no stranger in at {}", about, at);
  }
  return fmt::format("no request of {} is allowed at {}", about, at);
}

std::string statement_words(const DecidingStatement& statement) {
  return fmt::format("{}: {} statement {}{}", statement.place, statement.policy,
                     statement.statement,
                     statement.sid.empty() ? "" : fmt::format(" ({})", statement.sid));
}

std::string hop_words(const EscapeStep& step) {
  return fmt::format("{} -> {}{}", step.credential, step.call,
                     step.at ? fmt::format(" at {}", to_string(*step.at)) : "");
}

std::vector<const CredentialReport*> all_reached_by(const Report& report) {
  std::set<std::string_view> live;  // principals that need not be reached any more
  for (const CredentialReport& given : report.credentials) {
    if (is_live_for_good(given)) live.insert(given.credential->principal);
  }
  std::vector<const CredentialReport*> reached;
  for (const CredentialReport& found : report.reached) {
    if (live.contains(found.credential->principal)) continue;
    if (is_live_for_good(found)) live.insert(found.credential->principal);
    reached.push_back(&found);
  }
  return reached;
}

ShownReached reached_by(const Report& report) {
  ShownReached reached{.shown = all_reached_by(report)};
  if (reached.shown.size() <= kMostReached) return reached;
  reached.more = reached.shown.size() - kMostReached;
  reached.shown.resize(kMostReached);
  return reached;
}

std::string minting_words(const MintWindow& minting) {
  return fmt::format("{}{}{} from {} {}", minting.call, minting.resource.empty() ? "" : " on ",
                     minting.resource, to_string(minting.from),
                     minting.to ? fmt::format("until {}", to_string(*minting.to)) : "on");
}

std::string left_out_words(const ShownReached& reached, bool cut_short) {
  std::string text;
  if (reached.more > 0) text = fmt::format("{} more are in the JSON report", reached.more);
  if (cut_short) {
    text += fmt::format("{}more can be made than was followed", text.empty() ? "" : "; ");
  }
  return text;
}

std::string door_words(const Door& door) {
  return fmt::format("event {} ({}) {} {} into {} from {} {}{}", door.event->index + 1,
                     door.event->call, door.certain ? "lets" : "may let", door.who, door.where,
                     to_string(door.from),
                     door.to ? fmt::format("until {}", to_string(*door.to)) : "on",
                     door.why.empty() ? "" : fmt::format(": {}", door.why));
}

std::string change_words(const LastingChange& change) {
  if (!change.certain)
    return fmt::format("perhaps from {}: {}", to_string(change.from), change.why);
  return fmt::format("from {}: {} on {}", to_string(change.from), change.witness->action,
                     change.witness->resource);
}

std::string undo_words(const UndoReport& undo) {
  return fmt::format("step {} ({}): {} calls {} on {}", undo.event->index + 1, undo.event->call,
                     undo.credential->id, undo.action, undo.resource);
}

std::string context_words(const ContextEntry& entry) {
  const bool told = entry.state == ContextEntry::State::kValues;
  return fmt::format("{} {}", entry.key.name,
                     told ? fmt::format("= {}", fmt::join(entry.values, ", ")) : "absent");
}

std::vector<NamedAssumption> named_assumptions(const Assumptions& assumptions) {
  constexpr std::array<std::string_view, 3> kSwitch{"ineffective", "effective", "unknown"};
  const auto get_session_token =
      kSwitch[static_cast<std::size_t>(assumptions.get_session_token_under_deny)];
  const auto ends = [](bool value) { return value ? "end" : "unknown"; };
  return {
      {"propagation", fmt::format("{}s", static_cast<double>(assumptions.propagation_ms) / 1000),
       "how long old and new policy state may both answer after a change"},
      {"getSessionTokenUnderDeny", std::string(get_session_token),
       "whether a Deny stops sts:GetSessionToken: AWS's documents contradict each other"},
      {"sessionsOfDeletedUser", ends(assumptions.deleted_user_ends_sessions),
       "deleting a user ends its session and federation tokens: AWS does not document it"},
      {"sessionsOfDeletedRole", ends(assumptions.deleted_role_ends_sessions),
       "deleting a role ends its sessions: AWS does not document it"},
      {"otherAccounts", assumptions.other_accounts_closed ? "closed" : "unknown",
       "whether what belongs to accounts that were not given lets nobody of these in"},
      {"resourcePolicies", assumptions.resource_policies_complete ? "complete" : "unknown",
       "whether resources whose policies were not given have none"},
      {"conditionKeys", assumptions.keys_as_listed ? "listed" : "unknown",
       fmt::format("which condition keys have one value and which a list, where it is proved that "
                   "nothing gets through: AWS's list of {}",
                   catalogue::data_date())},
      {"requests", "possible",
       fmt::format("likewise: {}; {}", prove::axioms(false)[0], prove::axioms(false)[1])},
  };
}

}  // namespace cordon
