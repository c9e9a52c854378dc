#include "rules/rule.h"

namespace cordon::rules {

extern const Rule kUnusedSuppression{
    .id = "STY014",
    .name = "unused-suppression",
    .level = Level::kWarning,
    .summary = "suppression that suppresses nothing",
    .doc = R"(An entry of `suppressions` in cordon.yaml that fits no finding hides the next one that
comes to fit it. The policy was mended, the file was renamed, or the entry never fitted: remove it.
)",
};

}  // namespace cordon::rules
