#include "rules/subject.h"

#include <algorithm>
#include <map>
#include <utility>

namespace cordon::rules {
namespace {

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
  std::map<std::string_view, const Subject*> trusts;
  for (const Subject& subject : subjects) {
    const auto& arns = subject.found.principals;
    if (subject.is(PolicyType::kTrust) && !arns.empty()) trusts[arns.front()] = &subject;
    if (!subject.is(PolicyType::kIdentity)) continue;
    if (arns.empty()) alone.push_back({.arn = {}, .documents = {&subject}});
    for (const std::string& arn : arns) attached[arn].push_back(&subject);
  }
  for (auto& [arn, documents] : attached) {
    const auto trust = trusts.find(arn);
    alone.push_back({.arn = std::string(arn),
                     .documents = std::move(documents),
                     .trust = trust == trusts.end() ? nullptr : trust->second});
  }
  return alone;
}

}  // namespace cordon::rules
