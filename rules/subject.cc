#include "rules/subject.h"

#include <algorithm>
#include <map>
#include <utility>

namespace cordon::rules {
namespace {

bool speaks_of_role_sessions(const Statement& statement) {
  return statement.action && std::ranges::any_of(statement.action->entries, [](const auto& entry) {
           return entry.value.starts_with("sts:");
         });
}

void read_and_compile(Subject& subject) {
  PolicyResult read = read_policy(subject.found.tree, *subject.found.root);
  subject.document = read.document;
  subject.type = subject.found.type.value_or(infer_type(subject.document));
  subject.type_is_inferred = !subject.found.type;
  CompileResult compiled = compile_policy(std::move(read), subject.type, subject.found.name);
  if (!compiled.policy->unreadable) subject.compiled = std::move(compiled.policy);
  subject.problems = std::move(compiled.diagnostics);
}

}  // namespace

PolicyType infer_type(const PolicyDocument& document) {
  const auto& statements = document.statements;
  const bool principals = std::ranges::any_of(
      statements, [](const Statement& statement) { return statement.principal.has_value(); });
  if (!principals) return PolicyType::kIdentity;
  const bool trust = std::ranges::all_of(statements, [](const Statement& statement) {
    return !statement.resource && speaks_of_role_sessions(statement);
  });
  return trust ? PolicyType::kTrust : PolicyType::kResource;
}

Subject make_subject(FoundDocument found, const Settings& settings, std::optional<Instant> now) {
  Subject subject{.found = std::move(found),
                  .document = {.tree = nullptr, .span = {}},
                  .compiled = nullptr,
                  .problems = {},
                  .settings = &settings,
                  .now = now};
  if (subject.found.root) {
    read_and_compile(subject);
  } else if (subject.found.type) {
    subject.type = *subject.found.type;
  }
  subject.problems.insert(subject.problems.end(), subject.found.problems.begin(),
                          subject.found.problems.end());
  sort_diagnostics(subject.problems);
  return subject;
}

std::vector<Principal> principals_of(const std::vector<Subject>& subjects) {
  std::vector<Principal> alone;
  std::map<std::string_view, std::vector<const Subject*>> attached;
  for (const Subject& subject : subjects) {
    if (!subject.is(PolicyType::kIdentity)) continue;
    if (subject.found.principals.empty()) alone.push_back({.arn = {}, .documents = {&subject}});
    for (const std::string& arn : subject.found.principals) attached[arn].push_back(&subject);
  }
  for (auto& [arn, documents] : attached) {
    alone.push_back({.arn = std::string(arn), .documents = std::move(documents)});
  }
  return alone;
}

}  // namespace cordon::rules
