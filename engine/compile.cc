#include "engine/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/type_rules.h"
#include "grammar/arn.h"

namespace cordon {
namespace {

class Compiler {
 public:
  Compiler(PolicyResult read, PolicyType type, std::string name)
      : diagnostics_(std::move(read.diagnostics)), policy_(std::make_shared<CompiledPolicy>()) {
    policy_->name = std::move(name);
    policy_->type = type;
    policy_->document = std::move(read.document);
  }

  CompileResult run() && {
    check_type();
    const auto& statements = policy_->document.statements;
    policy_->actions = ActionIndex(statements.size());
    for (std::size_t i = 0; i < statements.size(); ++i) compile(statements[i], i);
    policy_->actions.finish();
    if (has_errors(diagnostics_)) {
      policy_->unreadable = true;
      policy_->statements.clear();
    }
    return {std::move(policy_), std::move(diagnostics_)};
  }

 private:
  void report(Severity severity, Span span, std::string message, std::string help = {}) {
    diagnostics_.push_back(
        {severity, policy_->document.tree->source(), span, std::move(message), std::move(help)});
  }

  // What is wrong in a hostile text by the million is counted, not told. An error that is not told
  // is an error all the same.
  void check_type() {
    constexpr std::ptrdiff_t kMost = 100;
    const std::vector<TypeProblem> problems = type_problems(policy_->document, policy_->type);
    const auto told = problems.begin() + std::min(std::ssize(problems), kMost);
    for (auto it = problems.begin(); it != told; ++it) {
      report(it->severity, it->span, it->message, it->help);
    }
    if (told == problems.end()) return;
    const bool refused = std::any_of(told, problems.end(), [](const TypeProblem& problem) {
      return problem.severity == Severity::kError;
    });
    report(refused ? Severity::kError : Severity::kWarning, policy_->document.span,
           fmt::format("{} more that don't fit a policy of type `{}`", problems.end() - told,
                       to_string(policy_->type)));
  }

  void compile(const Statement& statement, std::size_t index) {
    CompiledStatement compiled;
    if (statement.effect) compiled.effect = statement.effect->value;
    if (statement.sid) compiled.sid = statement.sid->value;
    compiled.action = statement.action;
    compiled.span = statement.node.span();
    compile_actions(statement, index);
    compiled.principals = principals(statement);
    compiled.resources = resources(statement);
    for (const ConditionEntry& entry : statement.conditions) {
      compiled.conditions.push_back(compile_condition(entry, policy_->document.version));
      check(compiled.conditions.back(), entry);
    }
    policy_->statements.push_back(std::move(compiled));
  }

  void compile_actions(const Statement& statement, std::size_t index) {
    if (!statement.action) return;
    if (statement.action->negated) policy_->actions.negate(index);
    for (const PolicyText& entry : statement.action->entries) {
      if (policy_->actions.add(index, entry.value)) continue;
      if (!entry.value.contains(':')) continue;  // a problem with the policy's type
      report(Severity::kWarning, entry.node.span(),
             fmt::format("action `{}` never matches: it is not `service:name`", entry.value));
    }
  }

  PrincipalSet principals(const Statement& statement) {
    if (!statement.principal || !has_principals(policy_->type)) return {};
    std::vector<PrincipalPattern> patterns;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      patterns.push_back(compile_principal(entry.type, entry.value.value));
      if (patterns.back().kind == PrincipalPattern::Kind::kNobody) {
        report(Severity::kWarning, entry.value.node.span(),
               fmt::format("principal `{}` names nobody", entry.value.value),
               "expected an account, a user, role, session or federated-user ARN, or `*`");
      }
    }
    return {statement.principal->negated, std::move(patterns)};
  }

  ResourceSet resources(const Statement& statement) {
    if (!statement.resource) return {};
    std::vector<ResourceEntry> entries;
    for (const PolicyText& entry : statement.resource->entries) {
      entries.push_back(compile_resource(entry.value, policy_->type, policy_->document.version));
      check(entries.back(), entry);
    }
    return {statement.resource->negated, std::move(entries)};
  }

  void check(const ResourceEntry& entry, const PolicyText& written) {
    const bool matches_something =
        entry.everything || entry.with_variables || !entry.patterns.empty();
    if (entry.variable_too_early) {
      report(Severity::kWarning, written.node.span(),
             "a variable before the fifth colon of an ARN: AWS does not document its effect");
    }
    if (matches_something) return;
    // STS refuses the call, so no session with such a policy exists (semantics.md M9).
    const bool refused = policy_->type == PolicyType::kSession;
    report(refused ? Severity::kError : Severity::kWarning, written.node.span(),
           fmt::format("`{}` has fewer than the six fields of an ARN: {}", entry.text,
                       refused ? "AWS refuses it in a session policy" : "it never matches"));
  }

  void check(const CompiledCondition& condition, const ConditionEntry& written) {
    if (condition.op.base == nullptr) {
      report(Severity::kWarning, written.op.node.span(),
             fmt::format("unknown condition operator `{}`: AWS refuses it, and what hangs on it is "
                         "undecided here",
                         condition.operator_name));
      return;
    }
    for (std::size_t i = 0; i < condition.values.size(); ++i) {
      const ConditionValue& value = condition.values[i];
      if (value.with_variables || !std::holds_alternative<std::monostate>(value.value)) continue;
      report(Severity::kWarning, written.values[i].node.span(),
             fmt::format("`{}` is not a value that {} can compare with", value.text,
                         condition.operator_name));
    }
  }

  Diagnostics diagnostics_;
  std::shared_ptr<CompiledPolicy> policy_;
};

}  // namespace

CompileResult compile_policy(PolicyResult read, PolicyType type, std::string name) {
  return Compiler(std::move(read), type, std::move(name)).run();
}

CompileResult compile_policy(JsonPtr tree, JsonValue root, PolicyType type, std::string name) {
  return compile_policy(read_policy(std::move(tree), root), type, std::move(name));
}

std::string_view document_text(const CompiledPolicy& policy) {
  const JsonPtr& tree = policy.document.tree;
  if (policy.unreadable || !tree) return {};
  return tree->source()->text(policy.document.span);
}

PolicyPtr unreadable_policy(PolicyType type, std::string name) {
  auto policy = std::make_shared<CompiledPolicy>();
  policy->name = std::move(name);
  policy->type = type;
  policy->unreadable = true;
  return policy;
}

}  // namespace cordon
