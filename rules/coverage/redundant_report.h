// How a group of redundant entries is reported (redundant_entries.h): at the first of them, with
// what covers it. The entries are removed only if the engine proves for each that it adds nothing:
// AWS's checks compare texts, and so do we, but a fix has to be right.
#pragma once

#include <span>
#include <string>

#include "rules/rule.h"

namespace cordon::rules {

/// Whether `outer` stands for all that `inner` stands for.
using ProveCovered = bool (*)(const Subject& subject, const PolicyText& outer,
                              const PolicyText& inner);

/// Every group of a list, given by its texts as they are compared. In a long list with many groups
/// only the first ones have a fix; the others get theirs when these are gone.
void report_redundant(const Subject& subject, const Statement& statement,
                      const ListElement& element, std::span<const std::string> texts,
                      ProveCovered proved, Found& found);

}  // namespace cordon::rules
