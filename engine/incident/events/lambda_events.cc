// A function's policy is changed one statement at a time: AddPermission builds a statement out of
// its parameters, RemovePermission takes one away by its id.
#include <algorithm>
#include <array>
#include <memory>

#include "engine/incident/events/resource_change.h"
#include "engine/incident/world/json_text.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

// The function's ARN, with version or alias: each of these has a policy of its own.
std::optional<std::string> function_arn(const Change& change) {
  const std::string name = change.text("FunctionName");
  const std::size_t part = name.find(":function:");  // of `111122223333:function:name`
  const bool partial = part != std::string::npos && !split_arn(name);
  auto arn = find_resource(
      change, "lambda",
      "function:", partial ? name.substr(part + std::string_view(":function:").size()) : name);
  const std::string qualifier = change.text("Qualifier");
  if (arn && !qualifier.empty()) *arn += ":" + qualifier;
  return arn;
}

std::string principal_text(std::string_view principal) {
  if (principal == "*") return R"("*")";
  const bool aws = is_account_id(principal) || split_arn(principal);
  return fmt::format("{{\"{}\": {}}}", aws ? "AWS" : "Service", json_text(principal));
}

struct ConditionParameter {
  std::string_view parameter;
  std::string_view op;
  std::string_view key;
};
constexpr std::array kConditions{
    ConditionParameter{"SourceArn", "ArnLike", "AWS:SourceArn"},
    ConditionParameter{"SourceAccount", "StringEquals", "AWS:SourceAccount"},
    ConditionParameter{"PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"},
    ConditionParameter{"EventSourceToken", "StringEquals", "lambda:EventSourceToken"},
    ConditionParameter{"FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"},
    ConditionParameter{"InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"},
};

std::string conditions_text(const Change& change, std::string_view op) {
  std::string text;
  for (const ConditionParameter& condition : kConditions) {
    if (condition.op != op || !change.has(condition.parameter)) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", json_text(condition.key),
                        json_text(change.text(condition.parameter)));
  }
  return text.empty() ? text : fmt::format("\"{}\": {{{}}}", op, text);
}

std::string condition_element(const Change& change) {
  std::vector<std::string> operators;
  for (const std::string_view op : {"ArnLike", "StringEquals", "Bool"}) {
    std::string text = conditions_text(change, op);
    if (!text.empty()) operators.push_back(std::move(text));
  }
  if (operators.empty()) return {};
  return fmt::format(", \"Condition\": {{{}}}", fmt::join(operators, ", "));
}

std::string statement_text(const Change& change, std::string_view arn) {
  return fmt::format(
      R"({{"Sid": {}, "Effect": "Allow", "Principal": {}, "Action": {}, "Resource": {}{}}})",
      json_text(change.text("StatementId")), principal_text(change.text("Principal")),
      json_text(change.text("Action")), json_text(arn), condition_element(change));
}

// A document that stands nowhere: its place is the event that put it together.
PolicyPtr policy_of(Change& change, const std::string& arn,
                    const std::vector<std::string>& statements) {
  const SourcePtr& outer = change.event().tree->source();
  auto source = std::make_shared<Source>(
      outer->name(),
      fmt::format(R"({{"Version": "2012-10-17", "Statement": [{}]}})", fmt::join(statements, ", ")),
      EmbeddedIn{outer, change.event().node.span()});
  std::string name = fmt::format("resource policy of {}", arn);
  const JsonResult read = read_json(std::move(source));
  const auto root = read.root();  // none: a statement that was as deep as a reader goes
  if (!root) return unreadable_policy(PolicyType::kResource, std::move(name));
  return change.document(read.tree, *root, PolicyType::kResource, std::move(name));
}

bool has_id(const Statement& statement, std::string_view id) {
  return statement.sid && statement.sid->value == id;
}

std::vector<std::string> statements_without(const CompiledPolicy& policy, std::string_view id) {
  std::vector<std::string> texts;
  for (const Statement& statement : policy.document.statements) {
    if (!has_id(statement, id)) texts.push_back(json_text(statement.node));
  }
  return texts;
}

bool has_statement(const CompiledPolicy& policy, std::string_view id) {
  return std::ranges::any_of(policy.document.statements,
                             [id](const Statement& statement) { return has_id(statement, id); });
}

EventOutcome not_known(Change& change, const std::string& arn) {
  put_resource_policy(
      change, arn,
      unreadable_policy(PolicyType::kResource,
                        fmt::format("resource policy of {}, not given as a whole", arn)));
  return changed("the policy of {} changes; it was not given: {}", arn, kRestIsUnknown);
}

EventOutcome add_permission(Change& change) {
  const auto arn = function_arn(change);
  if (!arn) return unknown_resource(change.text("FunctionName"));
  const ResourcePolicy* known = resource_policy_of(change.world(), *arn);
  if (known == nullptr || known->policy.policy->unreadable) return not_known(change, *arn);
  const std::string id = change.text("StatementId");
  if (has_statement(*known->policy.policy, id)) {
    return unchanged("the policy of {} has a statement `{}` already", *arn, id);
  }
  auto statements = statements_without(*known->policy.policy, id);
  statements.push_back(statement_text(change, *arn));
  put_resource_policy(change, *arn, policy_of(change, *arn, statements));
  return changed("statement `{}` is added to the policy of {}", id, *arn);
}

EventOutcome remove_permission(Change& change) {
  const auto arn = function_arn(change);
  if (!arn) return unknown_resource(change.text("FunctionName"));
  const ResourcePolicy* known = resource_policy_of(change.world(), *arn);
  if (known == nullptr || known->policy.policy->unreadable) return not_known(change, *arn);
  const std::string id = change.text("StatementId");
  if (!has_statement(*known->policy.policy, id)) {
    return unchanged("the policy of {} has no statement `{}`", *arn, id);
  }
  const auto statements = statements_without(*known->policy.policy, id);
  if (statements.empty()) {
    remove_resource_policy(change, *arn);
  } else {
    put_resource_policy(change, *arn, policy_of(change, *arn, statements));
  }
  return changed("statement `{}` is removed from the policy of {}", id, *arn);
}

constexpr std::array kCalls{
    EventCall{"lambda:AddPermission", "FunctionName StatementId Action Principal",
              "Qualifier SourceArn SourceAccount PrincipalOrgID EventSourceToken "
              "FunctionUrlAuthType InvokedViaFunctionUrl RevisionId",
              "adds a statement to the function's policy", add_permission},
    EventCall{"lambda:RemovePermission", "FunctionName StatementId", "Qualifier RevisionId",
              "removes a statement from the function's policy", remove_permission},
};

}  // namespace

std::span<const EventCall> lambda_calls() { return kCalls; }

}  // namespace cordon::incident
