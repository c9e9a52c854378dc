// A rule is a value: what it is called, how bad its findings are, what its page says, and a
// function that looks. It has no state and no header; registry.cc knows it by its name in
// rule_list.inc, and a folder in fixtures/rules/ shows a policy on which it fires and one on which
// it is silent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "rules/subject.h"

namespace cordon::rules {

/// Which runs a rule takes part in unless it is selected by name.
enum class Profile : std::uint8_t {
  kDefault,   // every run
  kPedantic,  // style and caution that not every repository wants
  kAudit,     // needs context or an assumption to be worth reading
};
[[nodiscard]] std::string_view to_string(Profile profile);

/// What a finding of the rule offers as a remedy at best.
enum class FixKind : std::uint8_t { kNone, kHint, kUnsafe, kSafe };
[[nodiscard]] std::string_view to_string(FixKind kind);

/// A document that a rule did not judge in full.
struct LeftOut {
  enum class Why : std::uint8_t {
    kTooMany,  // statements to try (Found::may_try)
    kTooLong,  // proofs (Found::give_up)
  };
  const Rule* rule = nullptr;
  const Subject* subject = nullptr;
  std::size_t tries = 0;  // that were made before
  Why why = Why::kTooMany;
};

/// What rules came to.
struct Findings {
  std::vector<Finding> findings;
  std::vector<LeftOut> left_out;
};

/// Where a check puts what it finds, with the rule and the document filled in. One for each call of
/// a check.
class Found {
 public:
  /// `size`: of all that the check looks at, in statements and conditions.
  Found(const Rule& rule, std::size_t size, Findings& into);

  /// The result may be completed (related places, a fix, another level or AWS code) until the next
  /// call.
  Finding& add(const Subject& subject, Span span, std::string message, std::string help = {});

  /// Asked before each request that is decided under whole documents, for a statement of
  /// `subject`: long documents of many such statements would take the square of their length. No
  /// policy that AWS takes gets to the bound; what does is said to be left out.
  [[nodiscard]] bool may_try(const Subject& subject);
  /// A proof about the subject was beyond its budget: what it would have shown is left out, and
  /// said to be.
  void give_up(const Subject& subject);

 private:
  void leave_out(const Subject& subject, LeftOut::Why why);

  const Rule& rule_;
  std::size_t most_tries_;
  std::size_t tries_ = 0;
  bool stopped_ = false;
  Findings& into_;
};

struct Rule {
  std::string_view id;    // three letters of the family and three digits, never reused
  std::string_view name;  // kebab-case, usable wherever the id is
  Level level = Level::kError;
  Profile profile = Profile::kDefault;
  FixKind fix = FixKind::kNone;
  /// Issue codes of AWS's ValidatePolicy; the first one is a finding's code unless it says another.
  std::array<std::string_view, 2> aws_codes{};
  std::string_view parliament;  // the issue of parliament (the linter) that it covers
  /// The id of a more general rule, whose finding of the same cause at the same place is not shown
  /// (run.h); empty: none.
  std::string_view replaces;
  std::string_view summary;  // one line, lower case, no full stop
  std::string_view doc;      // Markdown for its page: why it matters, and what to do
  /// Looks at one document. Null when the rule only looks at all documents of a principal, or (both
  /// are null) at the configuration's suppressions, which suppression.cc judges.
  void (*check)(const Subject& subject, Found& found) = nullptr;
  /// Looks at the documents that one principal has together. A rule that has both leaves identity
  /// policies to this one.
  void (*check_principal)(const Principal& principal, Found& found) = nullptr;
};

/// Reports what the readers found of that kind, with their words: for rules whose matter is syntax.
void report_problems(const Subject& subject, Problem problem, Found& found);

}  // namespace cordon::rules
