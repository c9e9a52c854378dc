// Ids of VPCs and of their endpoints in conditions: `vpc-` or `vpce-` and 8 or 17 letters or
// digits. The two rules differ in what they look for and in nothing else.
#pragma once

#include <string_view>

#include "engine/catalogue/value_form.h"
#include "rules/rule.h"

namespace cordon::rules {

struct IdKind {
  catalogue::ValueForm form;
  std::string_view prefix;        // `vpc-`
  std::string_view name;          // "a VPC"
  std::string_view other_prefix;  // of the kind that it is often taken for
  std::string_view other_help;    // what to say then
};

/// Reports values of keys that hold such ids and are none. Of a pattern, what stands before its
/// first wildcard has to be the start of an id.
void report_ids(const Subject& subject, const IdKind& kind, Found& found);

}  // namespace cordon::rules
