#include "cli/telling_error.h"

#include <fmt/format.h>

#include <utility>

namespace cordon {
namespace {

bool lies_inside(Span inner, Span outer) {
  return inner != outer && inner.begin >= outer.begin && inner.end <= outer.end;
}

}  // namespace

Diagnostic most_telling(Diagnostics diagnostics) {
  std::erase_if(diagnostics, [](const Diagnostic& d) { return d.severity != Severity::kError; });
  sort_diagnostics(diagnostics);
  Diagnostic* telling = &diagnostics.front();
  for (Diagnostic& next : diagnostics) {
    if (next.source == telling->source && lies_inside(next.span, telling->span)) telling = &next;
  }
  return std::move(*telling);
}

std::string with_help(const Diagnostic& diagnostic) {
  if (diagnostic.help.empty()) return diagnostic.message;
  return fmt::format("{} ({})", diagnostic.message, diagnostic.help);
}

}  // namespace cordon
