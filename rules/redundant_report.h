// How a group of redundant entries is reported (redundant_entries.h): at the first of them, with
// what covers it. The entries are removed only if the engine proves for each that it adds nothing:
// AWS's checks compare texts, and so do we, but a fix has to be right.
#pragma once

#include "rules/redundant_entries.h"
#include "rules/rule.h"

namespace cordon::rules {

/// Whether `outer` stands for all that `inner` stands for.
using ProveCovered = bool (*)(const Subject& subject, const PolicyText& outer,
                              const PolicyText& inner);

void report_redundant(const Subject& subject, const Statement& statement,
                      const ListElement& element, const RedundantGroup& group, ProveCovered proved,
                      Found& found);

}  // namespace cordon::rules
