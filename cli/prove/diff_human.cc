#include <fmt/format.h>

#include <algorithm>

#include "cli/decision_text.h"
#include "cli/prove/diff_text.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

using prove::AccessChange;
using prove::AccessGroup;
using prove::Verdict;

class Writer {
 public:
  Writer(const Difference& difference, const Painter& paint)
      : difference_(difference), paint_(paint) {}

  std::string write() && {
    headline();
    for (const Changed& change : difference_.changes) {
      part("gained", Ink::kBad, change.principal, change.gained);
      part("lost", Ink::kPlain, change.principal, change.lost);
    }
    list("This relies on", difference_.relies_on);
    return std::move(text_);
  }

 private:
  void headline() {
    switch (difference_.no_new_access()) {
      case Verdict::kHolds:
        return say(Ink::kGood, "no new access",
                   fmt::format(": {} allows nothing that {} does not", difference_.after,
                               difference_.before));
      case Verdict::kRefuted:
        return say(
            Ink::kBad, "new access",
            fmt::format(": {} allows what {} does not", difference_.after, difference_.before));
      case Verdict::kUndecided:
        return say(Ink::kDoubt, "undecided",
                   fmt::format(": not known whether {} allows what {} does not", difference_.after,
                               difference_.before));
    }
  }

  void say(Ink ink, std::string_view word, const std::string& rest) {
    const std::string line = wrap(std::string(word) + rest, {0, 2});
    text_ += paint_(ink, line.substr(0, word.size())) + line.substr(word.size());
  }

  void part(std::string_view verb, Ink ink, const std::string& principal,
            const AccessChange& change) {
    const std::string who = principal.empty() ? "" : fmt::format(" by {}", principal);
    for (const AccessGroup& group : change.groups) {
      const std::string title = fmt::format("{}{}: {}", verb, who, name_of(group));
      text_ += '\n' + paint_(ink, title) + '\n';
      example(group.example);
    }
    if (!change.complete) list(fmt::format("more may be {}{}", verb, who), change.causes);
  }

  static std::string name_of(const AccessGroup& group) {
    return fmt::format("{}, {}", group.service,
                       group.level ? to_string(*group.level) : "not in AWS's list of actions");
  }

  void example(const prove::PolicyProof& proved) {
    const prove::Witness& witness = *proved.proof.witness;
    const Explanation explanation = explain(witness.request, proved.policies);
    text_ += witness_human({.request = witness.request,
                            .policies = proved.policies,
                            .decision = witness.decision,
                            .explanation = explanation,
                            .expected = {},
                            .is_hidden = prove::is_assumed},
                           paint_);
  }

  void list(std::string_view title, const std::vector<std::string>& lines) {
    text_ += '\n' + paint_(Ink::kStrong, title) + '\n';
    for (const std::string& line : lines) text_ += wrap(line, {2, 4});
  }

  const Difference& difference_;
  const Painter& paint_;
  std::string text_;
};

}  // namespace

Verdict Difference::no_new_access() const {
  const auto gained = [](const Changed& change) { return !change.gained.groups.empty(); };
  const auto open = [](const Changed& change) { return !change.gained.complete; };
  if (std::ranges::any_of(changes, gained)) return Verdict::kRefuted;
  return std::ranges::any_of(changes, open) ? Verdict::kUndecided : Verdict::kHolds;
}

std::string diff_human(const Difference& difference, const Painter& paint) {
  return Writer(difference, paint).write();
}

}  // namespace cordon
