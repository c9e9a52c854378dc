#include "cli/test/file/test_cases.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "cli/did_you_mean.h"

namespace cordon {
namespace {

constexpr std::array<std::string_view, 2> kUnstatedNames{"absent", "unknown"};

}  // namespace

/// What the combinations of a case have in common.
struct TestCaseReader::Common {
  Located<std::string> name;
  Expectation expect;
  Unstated unstated;
  std::vector<std::string> decided_by;
};

std::optional<Unstated> read_unstated(ObjectReader& object) {
  const auto text = object.located_text("unstated");
  if (!text) return std::nullopt;
  const auto* found = std::ranges::find(kUnstatedNames, text->value);
  if (found != kUnstatedNames.end()) {
    return found == kUnstatedNames.begin() ? Unstated::kAbsent : Unstated::kOpen;
  }
  object.report(text->span, fmt::format("`unstated` can't be {}", backticked(text->value)),
                did_you_mean(text->value, kUnstatedNames));
  return std::nullopt;
}

std::optional<Located<std::string>> read_test_name(ObjectReader& object,
                                                   std::set<std::string, std::less<>>& names) {
  const auto name = object.required_located_text("name");
  if (!name) return std::nullopt;
  if (name->value.empty()) {
    object.report(name->span, "a test needs a name");
    return std::nullopt;
  }
  if (!names.emplace(name->value).second) {
    object.report(name->span, fmt::format("two tests are called {}", backticked(name->value)));
    return std::nullopt;
  }
  return Located<std::string>{std::string(name->value), name->span};
}

namespace {

// An empty one would ask for nothing, and look as if it did.
std::vector<std::string> read_decided_by(ObjectReader& object) {
  constexpr std::string_view kEmpty = "`decidedBy` is empty: expected the Sid of a statement";
  std::vector<std::string> sids = object.texts("decidedBy");
  const auto given = object.value().find("decidedBy");
  if (!given) return sids;
  if (given->is(JsonKind::kNull) || (given->is(JsonKind::kArray) && given->size() == 0)) {
    object.report(given->span(), std::string(kEmpty));
  }
  for (const JsonValue sid : object.list("decidedBy")) {
    if (sid.is(JsonKind::kString) && sid.text().empty()) {
      object.report(sid.span(), std::string(kEmpty));
    }
  }
  return sids;
}

}  // namespace

void TestCaseReader::read(JsonValue value) {
  Diagnostics& diagnostics = file_.diagnostics;
  const std::size_t before = diagnostics.size();
  ObjectReader object(value, "a case", diagnostics);
  const auto name = read_test_name(object, names_);
  const auto request = object.member("request");
  if (request && !request->is(JsonKind::kObject)) {
    object.report(request->span(),
                  fmt::format("`request` has to be an object, not {}", describe(request->kind())));
  }
  const auto policies = object.member("policies");
  if (!object.member("expect") && value.is(JsonKind::kObject)) {
    object.report(name ? name->span : value.span(), "a case needs `expect`",
                  fmt::format("expected {}", fmt::join(kExpectationNames, ", ")));
  }
  const auto expect = read_expectation(object);
  const auto unstated = read_unstated(object);
  const std::vector<std::string> decided_by = read_decided_by(object);
  object.finish();
  if (diagnostics.size() > before || !name || !expect) return;
  const Common common{*name, *expect, unstated.value_or(defaults_.unstated), decided_by};
  const Span place = request ? request->span() : value.span();
  for (const ComposedRequest& composed :
       compose_requests(tree_, request, defaults_.request, place, {}, room(file_), diagnostics)) {
    const std::size_t so_far = diagnostics.size();
    add(composed, common, policies);
    if (diagnostics.size() > so_far) return;  // the others have the same problem, or many have
  }
}

void TestCaseReader::add(const ComposedRequest& composed, const Common& common,
                         std::optional<JsonValue> own) {
  auto request = read_request(JsonValue(*composed.tree, 0), file_.diagnostics);
  if (!request) return;
  PoliciesPtr policies = shared_.get(resource_policy_kind(*request), own);
  if (!policies) return;
  request->unstated = common.unstated;
  std::string name = common.name.value;
  if (!composed.chosen.empty()) {
    name += fmt::format(" [{}]", fmt::join(composed.chosen, ", "));
  }
  file_.cases.push_back({.name = std::move(name),
                         .span = common.name.span,
                         .request = *std::move(request),
                         .policies = std::move(policies),
                         .expect = common.expect,
                         .decided_by = common.decided_by});
}

}  // namespace cordon
