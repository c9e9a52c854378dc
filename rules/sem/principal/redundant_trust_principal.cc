#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/principal_set.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Kind = PrincipalPattern::Kind;

std::string_view role_of(const PrincipalPattern& session) {
  return std::string_view(session.name).substr(0, session.name.find('/'));
}

struct Entry {
  const PrincipalEntry* written;
  PrincipalPattern pattern;
};

std::vector<Entry> entries_of(const Statement& statement) {
  std::vector<Entry> entries;
  for (const PrincipalEntry& entry : statement.principal->entries) {
    entries.push_back({&entry, compile_principal(entry.type, entry.value.value)});
  }
  return entries;
}

void check_statement(const Subject& subject, const Statement& statement, Found& found) {
  std::map<std::pair<std::string, std::string>, const PrincipalEntry*> roles;
  const std::vector<Entry> entries = entries_of(statement);
  for (const Entry& entry : entries) {
    if (entry.pattern.kind != Kind::kRole) continue;
    roles.emplace(std::pair(entry.pattern.account, entry.pattern.name), entry.written);
  }
  for (const Entry& entry : entries) {
    if (entry.pattern.kind != Kind::kSession) continue;
    const auto role = roles.find({entry.pattern.account, std::string(role_of(entry.pattern))});
    if (role == roles.end()) continue;
    Finding& finding = found.add(subject, entry.written->value.node.span(),
                                 fmt::format("{} is trusted through its role already",
                                             backticked(entry.written->value.value)),
                                 "remove the session");
    finding.relate(subject.source(), role->second->value.node.span(), "its role");
    const auto list = statement.node.find("Principal")->find("AWS");
    const std::vector<JsonValue> alone{entry.written->value.node};
    if (list) finding.fix = safe_fix("remove the session", remove_elements(*list, alone));
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (statement.principal && !statement.principal->negated) {
      check_statement(subject, statement, found);
    }
  }
}

}  // namespace

extern const Rule kRedundantTrustPrincipal{
    .id = "SEM067",
    .name = "redundant-trust-principal",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY"},
    .summary = "a role session beside its own role in a trust policy",
    .doc = R"(Whoever trusts a role trusts its sessions. The session named beside it adds nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
