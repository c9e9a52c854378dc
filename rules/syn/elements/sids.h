// Sids that stand twice in a document, for the two rules about them.
#pragma once

#include "engine/type_rules.h"
#include "rules/rule.h"

namespace cordon::rules {

/// Reports each Sid that stood before, where the table says that about the subject's type. The fix
/// puts a number behind it.
void report_repeated_sids(const Subject& subject, TypeVerdict verdict, Found& found);

}  // namespace cordon::rules
