#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

enum class Door : std::uint8_t { kAssumeRole, kSaml, kWebIdentity };

constexpr std::array<std::string_view, 3> kCalls = {"sts:AssumeRole", "sts:AssumeRoleWithSAML",
                                                    "sts:AssumeRoleWithWebIdentity"};

/// The one way in for a principal; none for everyone, who may be anybody.
std::optional<Door> door_of(const PrincipalEntry& entry) {
  if (entry.value.value == "*") return std::nullopt;
  if (entry.type != "Federated") return Door::kAssumeRole;
  return entry.value.value.contains(":saml-provider/") ? Door::kSaml : Door::kWebIdentity;
}

/// One of the three calls, listed by its name.
std::optional<Door> door_of(const PolicyText& action) {
  for (std::size_t i = 0; i < kCalls.size(); ++i) {
    if (equals_ignoring_ascii_case(action.value, kCalls[i])) return static_cast<Door>(i);
  }
  return std::nullopt;
}

struct Doors {
  std::array<bool, kCalls.size()> open{};
  bool all = false;

  void add(std::optional<Door> door) {
    if (door) open[static_cast<std::size_t>(*door)] = true;
    if (!door) all = true;
  }
  [[nodiscard]] bool has(Door door) const { return all || open[static_cast<std::size_t>(door)]; }
};

std::string help_for(const Doors& principals) {
  for (std::size_t i = 0; i < kCalls.size(); ++i) {
    if (principals.open[i]) return fmt::format("its principal comes in by `{}`", kCalls[i]);
  }
  return {};
}

bool check_actions(const Subject& subject, const Statement& statement, const Doors& principals,
                   Found& found) {
  bool mismatched = false;
  for (const PolicyText& action : listed_actions(statement)) {
    const auto door = door_of(action);
    if (!door || principals.has(*door)) continue;
    mismatched = true;
    found.add(subject, action.node.span(),
              fmt::format("no principal of the statement can call {}", backticked(action.value)),
              help_for(principals));
  }
  return mismatched;
}

/// Some other principal is let in, this one is not. Only where the calls are told by name.
void check_principals(const Subject& subject, const Statement& statement, Found& found) {
  Doors calls;
  for (const PolicyText& action : listed_actions(statement)) {
    if (has_wildcard(action.value)) return;
    if (const auto door = door_of(action)) calls.add(door);
  }
  if (!calls.open[0] && !calls.open[1] && !calls.open[2]) return;
  for (const PrincipalEntry& entry : statement.principal->entries) {
    const auto door = door_of(entry);
    if (!door || calls.has(*door)) continue;
    found.add(subject, entry.value.node.span(),
              fmt::format("{} can make none of the calls of the statement",
                          backticked(entry.value.value)),
              fmt::format("add `{}`", kCalls[static_cast<std::size_t>(*door)]));
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (!statement.principal || statement.principal->negated) continue;
    if (statement.principal->entries.empty()) continue;
    Doors principals;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      principals.add(door_of(entry));
    }
    if (!check_actions(subject, statement, principals, found)) {
      check_principals(subject, statement, found);
    }
  }
}

}  // namespace

extern const Rule kTrustActionPrincipalMismatch{
    .id = "SYN055",
    .name = "trust-action-principal-mismatch",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"MISMATCHED_ACTION_FOR_PRINCIPAL"},
    .summary = "call that the principal of the trust policy can't make",
    .doc =
        R"(Sessions of a SAML provider are opened by `sts:AssumeRoleWithSAML`, those of an OIDC provider by
`sts:AssumeRoleWithWebIdentity`, all others by `sts:AssumeRole`. A statement that lets a principal make one of
the other calls lets it in nowhere.
)",
    .check = check,
};

}  // namespace cordon::rules
