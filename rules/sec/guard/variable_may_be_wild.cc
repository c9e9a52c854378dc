#include <fmt/format.h>

#include <algorithm>

#include "engine/key_template.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The name of a session is a part of aws:userid. Claims of an identity provider are what its
// operator puts there, and often what its users do.
bool is_chosen_by_owner(const VariableUse& variable) {
  const std::string_view name = variable.key.name;
  const catalogue::GlobalKey* key = catalogue::find_global_key(name);
  if (key == nullptr) return equals_ignoring_ascii_case(name, "sts:RoleSessionName");
  return key->caller_chosen || key->name == "aws:PrincipalTag/" || key->name == "aws:RequestTag/" ||
         key->name == "aws:SourceIdentity" || key->form == catalogue::ValueForm::kUserId;
}

void check(const Subject& subject, Found& found) {
  const PolicyVersion version = subject.document.version;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !gives(subject)) continue;
    for (const PolicyText& entry : listed_resources(statement)) {
      if (!has_variables(entry.value, version)) continue;
      const KeyTemplate text(entry.value, version, KeyTemplate::Wildcards::kGlob);
      const auto chosen = std::ranges::find_if(text.variables(), is_chosen_by_owner);
      if (chosen == text.variables().end()) continue;
      found.add(subject, entry.node.span(),
                fmt::format("the owner of the request may choose the value of `${{{}}}`",
                            chosen->key.name),
                "see who may set it, or use a variable that AWS fills, such as `${aws:username}`");
    }
  }
}

}  // namespace

extern const Rule kVariableMayBeWild{
    .id = "SEC032",
    .name = "variable-may-be-wild",
    .level = Level::kSecurity,
    .profile = Profile::kPedantic,
    .summary = "a Resource with a variable whose value somebody can choose",
    .doc =
        R"(The name of a session, its tags and its source identity are chosen by whoever asks for the session, unless the
role's trust policy says otherwise. A Resource built from one of them is open to whoever takes the right name. A
`*` in the value is no wildcard, so one value is one resource.
)",
    .check = check,
};

}  // namespace cordon::rules
