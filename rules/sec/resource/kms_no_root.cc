#include <algorithm>

#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/resources/attached_to.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kEdit = "kms:PutKeyPolicy";

bool names_somebody(const Statement& statement) {
  if (!statement.principal) return false;
  return statement.principal->negated ||
         std::ranges::any_of(statement.principal->entries, [](const PrincipalEntry& entry) {
           return entry.type == "AWS" || entry.type == "*";
         });
}

void check(const Subject& subject, Found& found) {
  if (!hangs_on(subject, "AWS::KMS::Key", "kms")) return;
  const bool kept = std::ranges::any_of(subject.statements(), [](const Statement& statement) {
    return is_allow(statement) && names_somebody(statement) && coverage(statement, kEdit);
  });
  if (kept) return;
  found.add(subject, place_of_statements(subject),
            "nobody is allowed `kms:PutKeyPolicy`: the key can't be managed any more",
            "allow `kms:*` to the account: \"Principal\": {\"AWS\": "
            "\"arn:aws:iam::111122223333:root\"}");
}

}  // namespace

extern const Rule kKmsNoRoot{
    .id = "SEC062",
    .name = "kms-no-root",
    .level = Level::kWarning,
    .summary = "a key policy that nobody can change",
    .doc =
        R"(The key policy alone says who may manage a key; the account's own policies count only if it lets the account in.
Without anybody who may call `kms:PutKeyPolicy` the key is out of reach, and AWS Support has to be asked. AWS wants a
statement that allows `kms:*` to the account.
)",
    .check = check,
};

}  // namespace cordon::rules
