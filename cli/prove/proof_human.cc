#include <fmt/format.h>

#include "cli/decision_text.h"
#include "cli/prove/proof_text.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

using prove::Verdict;

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return Ink::kGood;
    case Verdict::kRefuted:
      return Ink::kBad;
    case Verdict::kUndecided:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

struct Words {
  std::string_view holds;
  std::string_view refuted;
};

Words words_of(ClaimKind claim) {
  switch (claim) {
    case ClaimKind::kNone:
      return {"no request of this credential is allowed", "this request is allowed"};
    case ClaimKind::kDenies:
      return {"every request of such a session is denied explicitly",
              "this request is not denied explicitly"};
    case ClaimKind::kNotGranted:
      return {"none of this access is granted", "this request is granted"};
    case ClaimKind::kNotPublic:
      return {"no stranger is let in", "this request of a stranger is allowed"};
    case ClaimKind::kEquivalent:
      return {"both allow the same requests", "one allows this request, the other does not"};
  }
  return {};
}

std::string list(std::string_view title, const std::vector<std::string>& lines,
                 const Painter& paint) {
  if (lines.empty()) return "";
  std::string text = '\n' + paint(Ink::kStrong, title) + '\n';
  for (const std::string& line : lines) text += wrap(line, {2, 4});
  return text;
}

}  // namespace

std::string in_words(const ProvedClaim& proved) {
  const Words words = words_of(proved.claim);
  switch (proved.proved.proof.verdict) {
    case Verdict::kHolds:
      return std::string(words.holds);
    case Verdict::kRefuted:
      if (proved.claim == ClaimKind::kEquivalent) {
        return fmt::format("{} allows this request, {} does not",
                           proved.policies[proved.other_way ? 0 : 1],
                           proved.policies[proved.other_way ? 1 : 0]);
      }
      return std::string(words.refuted);
    case Verdict::kUndecided:
      return fmt::format("not known whether {}", words.holds);
  }
  return "";
}

std::string proof_human(const ProvedClaim& proved, const Painter& paint) {
  const prove::Proof& proof = proved.proved.proof;
  const std::string_view verdict = to_string(proof.verdict);
  const std::string line = wrap(fmt::format("{}: {}", verdict, in_words(proved)), {0, 2});
  std::string text =
      paint(ink_of(proof.verdict), line.substr(0, verdict.size())) + line.substr(verdict.size());
  if (proof.witness) {
    const prove::Witness& witness = *proof.witness;
    const Explanation explanation = explain(witness.request, proved.proved.policies);
    text += witness_human({.request = witness.request,
                           .policies = proved.proved.policies,
                           .decision = witness.decision,
                           .explanation = explanation,
                           .expected = {},
                           .is_hidden = prove::is_assumed},
                          paint);
  }
  text += list("It hangs on", proof.causes, paint);
  return text + list("This relies on", proved.relies_on, paint);
}

}  // namespace cordon
