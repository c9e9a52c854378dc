// How a lint result is written: one function a format, in one table. A format only shows; what is
// reported was decided before.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "rules/lint_result.h"

namespace cordon {

struct LintFormat {
  std::string_view name;
  std::string (*write)(const rules::LintResult& result, const Painter& paint);
};

/// The first one is the default.
[[nodiscard]] std::span<const LintFormat> lint_formats();

[[nodiscard]] std::string lint_concise(const rules::LintResult& result, const Painter& paint);

}  // namespace cordon
