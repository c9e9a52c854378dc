#include "cli/lint/formats.h"

#include <array>

namespace cordon {
namespace {

constexpr std::array kFormats{
    LintFormat{"concise", lint_concise},
};

}  // namespace

std::span<const LintFormat> lint_formats() { return kFormats; }

}  // namespace cordon
