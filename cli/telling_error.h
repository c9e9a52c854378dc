// Where there is room for one message only (an answer of a batch, a policy file that another file
// names): the one out of many diagnostics that says most.
#pragma once

#include <string>

#include "grammar/diagnostic.h"

namespace cordon {

/// The first error by place, or rather the first inside of its place: `unknown member prinicpal`
/// says more than that the request around it lacks a principal. There has to be an error.
[[nodiscard]] Diagnostic most_telling(Diagnostics diagnostics);

/// `message (help)`.
[[nodiscard]] std::string with_help(const Diagnostic& diagnostic);

}  // namespace cordon
