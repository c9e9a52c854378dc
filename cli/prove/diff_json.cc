#include <nlohmann/json.hpp>

#include "cli/decision_text.h"
#include "cli/prove/diff_text.h"
#include "cli/request_json.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

std::string_view word(prove::Verdict no_new_access) {
  switch (no_new_access) {
    case prove::Verdict::kHolds:
      return "noNewAccess";
    case prove::Verdict::kRefuted:
      return "newAccess";
    case prove::Verdict::kUndecided:
      return "undecided";
  }
  return "";
}

JsonOut group_json(const prove::AccessGroup& group) {
  const prove::Witness& witness = *group.example.proof.witness;
  const Explanation explanation = explain(witness.request, group.example.policies);
  const std::string decision = decision_json({.request = witness.request,
                                              .policies = group.example.policies,
                                              .decision = witness.decision,
                                              .explanation = explanation,
                                              .expected = {}});
  return {{"service", group.service},
          {"accessLevel", group.level ? JsonOut(to_string(*group.level)) : JsonOut(nullptr)},
          {"request", JsonOut::parse(request_json(witness.request))},
          {"decidedBy", JsonOut::parse(decision).at("decidedBy")}};
}

JsonOut change_json(const prove::AccessChange& change) {
  JsonOut groups = JsonOut::array();
  for (const prove::AccessGroup& group : change.groups) groups.push_back(group_json(group));
  return {
      {"complete", change.complete}, {"groups", std::move(groups)}, {"openBecause", change.causes}};
}

}  // namespace

std::string diff_json(const Difference& difference) {
  JsonOut changes = JsonOut::array();
  for (const Changed& change : difference.changes) {
    changes.push_back(
        {{"principal", change.principal.empty() ? JsonOut(nullptr) : JsonOut(change.principal)},
         {"gained", change_json(change.gained)},
         {"lost", change_json(change.lost)}});
  }
  const JsonOut json{{"schema", "cordon.diff.v1"},
                     {"before", difference.before},
                     {"after", difference.after},
                     {"type", difference.what},
                     {"verdict", word(difference.no_new_access())},
                     {"changes", std::move(changes)},
                     {"reliesOn", difference.relies_on}};
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
