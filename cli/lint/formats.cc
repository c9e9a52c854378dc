#include "cli/lint/formats.h"

#include <array>

namespace cordon {
namespace {

constexpr std::array kFormats{
    LintFormat{"human", lint_human},   LintFormat{"concise", lint_concise},
    LintFormat{"json", lint_json},     LintFormat{"sarif", lint_sarif},
    LintFormat{"github", lint_github}, LintFormat{"gitlab", lint_gitlab},
    LintFormat{"junit", lint_junit},   LintFormat{"access-analyzer", lint_access_analyzer},
};

}  // namespace

std::span<const LintFormat> lint_formats() { return kFormats; }

}  // namespace cordon
