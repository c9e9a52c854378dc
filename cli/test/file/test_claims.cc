#include "cli/test/file/test_claims.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "cli/did_you_mean.h"
#include "cli/prove/prove_question.h"
#include "cli/test/file/claim_policies.h"
#include "cli/test/file/test_cases.h"
#include "engine/prove/request_sets.h"
#include "grammar/arn.h"

namespace cordon {
namespace {

constexpr std::array<std::string_view, 2> kVerdicts{"holds", "refuted"};

// In the place of all; what is asked about is the claim's `action` and `resource`.
const std::vector<FixedMember> kAnyRequest{{"action", "s3:GetObject"}, {"resource", "*"}};

std::optional<prove::Verdict> read_verdict(ObjectReader& object) {
  const auto text = object.required_located_text("expect");
  if (!text) return std::nullopt;
  const auto* found = std::ranges::find(kVerdicts, text->value);
  if (found == kVerdicts.end()) {
    object.report(text->span, fmt::format("`expect`: unknown verdict {}", backticked(text->value)),
                  did_you_mean(text->value, kVerdicts));
    return std::nullopt;
  }
  return found == kVerdicts.begin() ? prove::Verdict::kHolds : prove::Verdict::kRefuted;
}

std::optional<PolicyType> read_type(ObjectReader& object) {
  const auto text = object.located_text("type");
  if (!text) return std::nullopt;
  const auto type = policy_type_from(text->value);
  if (!type) {
    object.report(text->span, fmt::format("{} is no policy type", backticked(text->value)),
                  did_you_mean(text->value, kPolicyTypeNames));
  }
  return type;
}

prove::Window read_when(ObjectReader& object) {
  const auto text = object.located_text("when");
  if (!text) return {};
  const auto window = parse_when(text->value);
  if (window) return *window;
  object.report(text->span, fmt::format("`when`: {}", window.error()));
  return {};
}

// Members that belong to other claims than this one.
void refuse(ObjectReader& object, ClaimKind claim, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const auto value = object.member(name)) {
      object.report(value->span(), fmt::format("`{}` is not for `{}`", name, to_string(claim)));
    }
  }
}

// What keeps the claim from being asked of policies of these types; empty when nothing does.
std::string misfit(const PolicyQuestion& question) {
  const PolicyType type = question.policies.front()->type;
  const PolicyType other = question.policies.back()->type;
  if (type != other) {
    return fmt::format(
        "one policy is of type {}, the other of type {}: only policies of one type "
        "can be compared (`type` tells it)",
        to_string(type), to_string(other));
  }
  if (question.claim != ClaimKind::kNotPublic || has_strangers(type)) return "";
  return fmt::format(
      "`not-public` is about policies of type resource and trust, and this one is "
      "of type {} (`type` tells another)",
      to_string(type));
}

struct Claimed {
  ClaimKind claim;
  JsonValue about;
};

// The one member that is named like a claim.
std::optional<Claimed> read_claimed(ObjectReader& object) {
  std::optional<Claimed> claimed;
  for (std::size_t i = 0; i < kClaimNames.size(); ++i) {
    const auto given = object.member(kClaimNames[i]);
    if (!given) continue;
    if (claimed) object.report(given->span(), "one claim at a time: this is the second");
    claimed.emplace(static_cast<ClaimKind>(i), *given);
  }
  if (!claimed && object.value().is(JsonKind::kObject)) {
    object.report(object.value().span(), "a claim needs what is claimed",
                  fmt::format("expected one of {}", fmt::join(kClaimNames, ", ")));
  }
  return claimed;
}

prove::Asking read_asking(ObjectReader& object) {
  prove::Asking asking;
  asking.actions = object.texts("action", prove::action_pattern_problem);
  asking.resources = object.texts("resource", prove::resource_pattern_problem);
  asking.tolerated = object.texts("except", prove::action_pattern_problem);
  const auto account = object.located_text("resourceAccount");
  if (account && !is_account_id(account->value)) {
    object.report(account->span, "`resourceAccount`: an account id is 12 digits");
  }
  if (account) asking.account = account->value;
  return asking;
}

void check_members(ObjectReader& object, const Claimed& claimed, const prove::Asking& asking) {
  const ClaimKind claim = claimed.claim;
  if (claim == ClaimKind::kNone) {
    refuse(object, claim, {"when", "type", "resourceAccount"});
  } else {
    refuse(object, claim, {"policies", "from", "until"});
    if (claim != ClaimKind::kDenies) refuse(object, claim, {"when"});
  }
  if (claim == ClaimKind::kNotGranted && asking.actions.empty() && asking.resources.empty()) {
    object.report(claimed.about.span(), "`not-granted` needs `action` or `resource`");
  }
}

}  // namespace

/// What stands beside the claim itself.
struct TestClaimReader::Common {
  Located<std::string> name;
  ClaimKind claim;
  prove::Verdict expect;
  prove::Asking asking;
  prove::Window when;    // of `denies`
  prove::Window window;  // of `none`
  std::optional<PolicyType> type;
};

void TestClaimReader::read(JsonValue value) {
  const std::size_t before = file_.diagnostics.size();
  ObjectReader object(value, "a claim", file_.diagnostics);
  const auto name = read_test_name(object, names_);
  const std::optional<Claimed> claimed = read_claimed(object);
  const auto expect = read_verdict(object);
  prove::Asking asking = read_asking(object);
  const auto policies = object.member("policies");
  const prove::Window window{.from = object.time("from"), .to = object.time("until")};
  const prove::Window when = read_when(object);
  const auto type = read_type(object);
  if (claimed) check_members(object, *claimed, asking);
  object.finish();
  if (file_.diagnostics.size() > before || !name || !expect || !claimed) return;
  const Common common{*name, claimed->claim, *expect, std::move(asking), when, window, type};
  if (claimed->claim == ClaimKind::kNone) return add_holders(common, claimed->about, policies);
  add_about_policies(common, claimed->about);
}

void TestClaimReader::report(JsonValue value, std::string message) {
  file_.diagnostics.push_back(
      {.source = file_.source, .span = value.span(), .message = std::move(message), .help = {}});
}

void TestClaimReader::add_holders(const Common& common, JsonValue holder,
                                  std::optional<JsonValue> own) {
  if (!holder.is(JsonKind::kObject)) {
    return report(holder, "`none` has to be an object with `principal`, `credential` and so on");
  }
  for (const ComposedRequest& composed : compose_requests(
           tree_, holder, defaults_, holder.span(), kAnyRequest, room(file_), file_.diagnostics)) {
    const auto request = read_request(JsonValue(*composed.tree, 0), file_.diagnostics);
    const PoliciesPtr policies =
        request ? shared_.get(ResourcePolicyKind::kResource, own) : nullptr;
    if (!policies) return;
    HolderQuestion question{situation_of(*request), *policies, common.asking.limits};
    question.policies.foreign_resource_open = true;
    question.situation.at =
        request->at ? prove::Window{.from = request->at, .to = request->at} : common.window;
    question.situation.actions = common.asking.actions;
    question.situation.resources = common.asking.resources;
    question.situation.tolerated = common.asking.tolerated;
    std::string name = common.name.value;
    if (!composed.chosen.empty()) {
      name += fmt::format(" [{}]", fmt::join(composed.chosen, ", "));
    }
    file_.claims.push_back(
        {std::move(name), common.name.span, ClaimKind::kNone, std::move(question), common.expect});
  }
}

void TestClaimReader::add_about_policies(const Common& common, JsonValue about) {
  if (room(file_) == 0) return report(about, too_many_tests());
  const bool two = common.claim == ClaimKind::kEquivalent;
  if (two && (!about.is(JsonKind::kArray) || about.size() != 2)) {
    return report(about, "`equivalent` has to be an array of two policies");
  }
  PolicyQuestion question{
      .claim = common.claim, .policies = {}, .asking = common.asking, .issued = common.when};
  ClaimPolicyReader reader(tree_, file_, common.type);
  const std::string name(to_string(common.claim));
  if (two) {
    for (const JsonValue value : about.elements()) {
      question.policies.push_back(
          reader.read(value, fmt::format("{}[{}]", name, question.policies.size())));
    }
  } else {
    question.policies.push_back(reader.read(about, name));
  }
  if (std::ranges::find(question.policies, nullptr) != question.policies.end()) return;
  if (std::string wrong = misfit(question); !wrong.empty()) return report(about, std::move(wrong));
  file_.claims.push_back(
      {common.name.value, common.name.span, common.claim, std::move(question), common.expect});
}

}  // namespace cordon
