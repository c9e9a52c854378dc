// How a lint result is written: one function a format, in one table. A format only shows; what is
// reported was decided before.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "rules/lint_result.h"

namespace cordon {

using WriteLint = std::string(const rules::LintResult& result, const Painter& paint);

struct LintFormat {
  std::string_view name;
  WriteLint* write;
};

/// The first one is the default.
[[nodiscard]] std::span<const LintFormat> lint_formats();

WriteLint lint_human;
WriteLint lint_concise;
WriteLint lint_json;
WriteLint lint_sarif;
WriteLint lint_github;
WriteLint lint_gitlab;
WriteLint lint_junit;
WriteLint lint_access_analyzer;

}  // namespace cordon
