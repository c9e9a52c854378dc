// Which calls an intruder makes: those that a statement speaks of, on resources that they work on.
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "grammar/arn.h"
#include "grammar/text.h"
#include "grammar/variable.h"
#include "rules/actions/actions.h"
#include "rules/containment/intruder.h"
#include "rules/resources/targets.h"

namespace cordon::rules {
namespace {

// Of the resources that a statement lists, as many are looked at for one that an action works on.
constexpr std::size_t kMaxResources = 8;

// What an intruder would do first, one of each kind: the first one that a statement speaks of is
// tried.
constexpr std::array<std::string_view, 9> kDeeds{
    "s3:GetObject",          "secretsmanager:GetSecretValue",
    "ec2:RunInstances",      "iam:CreateAccessKey",
    "sts:AssumeRole",        "dynamodb:GetItem",
    "lambda:InvokeFunction", "sqs:SendMessage",
    "s3:ListBucket"};

// An ARN of the form `arn:${Partition}:s3:::${BucketName}`.
std::string filled(std::string_view form, std::string_view user) {
  std::string arn;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t end =
        form.substr(at).starts_with("${") ? form.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      arn += form[at++];
      continue;
    }
    const std::string_view name = form.substr(at + 2, end - at - 2);
    at = end + 1;
    if (name == "Partition")
      arn += "aws";
    else if (name == "Region")
      arn += "us-east-1";
    else if (name == "Account")
      arn += kExampleAccount;
    else
      arn += name.starts_with("UserName") ? user : std::string_view("x");
  }
  return arn;
}

}  // namespace

// The entry with the user's name and other values for its variables.
std::string Intruder::example_resource(std::string_view entry) const {
  if (subject_.document.version == PolicyVersion::k2008) return example_arn(entry);
  std::string filled_in;
  for (const TemplatePiece& piece : parse_template(entry).pieces) {
    const bool variable = piece.kind == TemplatePiece::Kind::kVariable;
    const bool name = variable && equals_ignoring_ascii_case(piece.text, "aws:username");
    filled_in += name ? last_path_part(user_arn_) : variable ? "x" : std::string_view(piece.text);
  }
  return example_arn(filled_in);
}

std::optional<Call> Intruder::usual_call_on(std::string_view entry) const {
  std::string resource = example_resource(entry);
  for (const std::string_view deed : kDeeds) {
    const auto action = catalogue::find_action(deed);
    if (action && coverage(written(), deed) && works_on(*action, resource))
      return Call{std::string(deed), std::move(resource)};
  }
  return std::nullopt;
}

std::optional<Call> Intruder::call_on(std::string_view entry) const {
  if (auto call = usual_call_on(entry)) return call;
  std::string resource = example_resource(entry);
  const auto arn = split_arn(resource);
  if (!arn) return std::nullopt;
  for (const catalogue::Action action : catalogue::actions_of(arn->service)) {
    if (coverage(written(), action.full_name) && works_on(action, resource))
      return Call{std::string(action.full_name), std::move(resource)};
  }
  return std::nullopt;
}

// On one of the listed resources: what an intruder would do first, or else anything at all.
std::optional<Call> Intruder::call_on_listed() const {
  const auto& all = listed_resources(written());
  const std::span listed = std::span(all).first(std::min(all.size(), kMaxResources));
  for (const PolicyText& entry : listed) {
    if (auto call = usual_call_on(entry.value)) return call;
  }
  for (const PolicyText& entry : listed) {
    if (auto call = call_on(entry.value)) return call;
  }
  return std::nullopt;
}

// On the statement's resources, or else the first usual deed that its action element speaks of; or
// else the first action that its first entry matches.
Call Intruder::find_call() const {
  if (subject_.is(PolicyType::kTrust)) return {"sts:AssumeRole", std::string(kExampleRoleArn)};
  const auto& listed = listed_resources(written());
  const bool any = listed.empty() || lists_everything(written().resource);
  if (!any) {
    if (auto call = call_on_listed()) return *std::move(call);
  }
  const auto on = [&](std::string_view action) -> Call {
    return any ? usual(action) : Call{std::string(action), example_resource(listed.front().value)};
  };
  for (const std::string_view action : kDeeds) {
    if (!coverage(written(), action)) continue;
    Call deed = on(action);
    const Request probe(*parse_principal(kExampleUserArn), Credential{}, deed.action,
                        deed.resource);
    if (compiled().resources.matches(probe) == Truth::kTrue) return deed;
  }
  for (const PolicyText& entry : listed_actions(written())) {
    for (const catalogue::Action action : catalogue::actions_matching(entry.value)) {
      return on(action.full_name);
    }
  }
  return on(kDeeds.front());
}

Call Intruder::usual(std::string_view action) const {
  const auto known = catalogue::find_action(action);
  if (!known || known->resources.empty()) return {std::string(action), "*"};
  // S3 knows objects behind access points, too; they are nobody's first thought.
  std::string_view name = (*known->resources.begin()).type;
  for (const catalogue::ResourceUse use : known->resources) {
    if (use.type == "object") name = use.type;
  }
  const auto type = catalogue::find_resource_type(known->service, name);
  if (!type) return {std::string(action), "*"};
  return {std::string(action), filled(type->arn, last_path_part(user_arn_))};
}

}  // namespace cordon::rules
