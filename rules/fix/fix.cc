#include "rules/fix/fix.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>

namespace cordon::rules {
namespace {

/// Edits accepted so far, by where they begin.
class TakenEdits {
 public:
  /// Takes all edits of a fix, or none when one of them touches an earlier one.
  bool take(const Fix& fix) {
    if (std::ranges::any_of(fix.edits, [&](const Edit& edit) { return touches(edit.span); })) {
      return false;
    }
    for (const Edit& edit : fix.edits) edits_.emplace(edit.span.begin, &edit);
    return true;
  }

  [[nodiscard]] std::string apply(std::string_view text) const {
    std::string result;
    std::size_t at = 0;
    for (const auto& [begin, edit] : edits_) {
      result += text.substr(at, begin - at);
      result += edit->text;
      at = edit->span.end;
    }
    return result += text.substr(at);
  }

 private:
  // Edits that only meet count as touching: two insertions at one place have no order.
  [[nodiscard]] bool touches(Span span) const {
    const auto behind = edits_.upper_bound(span.end);
    if (behind == edits_.begin()) return false;
    return std::prev(behind)->second->span.end >= span.begin;
  }

  std::map<std::uint32_t, const Edit*> edits_;
};

}  // namespace

FixedText apply_fixes(std::string_view text, std::span<const Finding* const> findings) {
  std::vector<const Finding*> ordered(findings.begin(), findings.end());
  std::ranges::stable_sort(ordered, {}, &Finding::span);
  TakenEdits edits;
  FixedText fixed;
  for (const Finding* finding : ordered) {
    if (finding->fix && edits.take(*finding->fix)) fixed.applied.push_back(finding);
  }
  fixed.text = edits.apply(text);
  return fixed;
}

}  // namespace cordon::rules
