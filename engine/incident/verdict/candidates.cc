#include "engine/incident/verdict/candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/call_key.h"
#include "engine/incident/verdict/surroundings.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

/// Actions that an attacker wants, tried where a policy says `*` or `service:*`. {account} is
/// filled in.
struct WantedAction {
  std::string_view action;
  std::string_view resource;
};

constexpr std::array kWanted{
    WantedAction{"ec2:StartInstances",
                 "arn:aws:ec2:us-east-1:{account}:instance/i-0123456789abcdef0"},
    WantedAction{"ec2:RunInstances", "arn:aws:ec2:us-east-1:{account}:instance/*"},
    WantedAction{"ec2:DescribeInstances", "*"},
    WantedAction{"ec2:CreateSnapshot",
                 "arn:aws:ec2:us-east-1:{account}:volume/vol-0123456789abcdef0"},
    WantedAction{"s3:GetObject", "arn:aws:s3:::example-bucket/example-object"},
    WantedAction{"s3:PutObject", "arn:aws:s3:::example-bucket/example-object"},
    WantedAction{"s3:ListBucket", "arn:aws:s3:::example-bucket"},
    WantedAction{"s3:ListAllMyBuckets", "*"},
    WantedAction{"iam:CreateAccessKey", "arn:aws:iam::{account}:user/example"},
    WantedAction{"iam:CreateUser", "arn:aws:iam::{account}:user/example"},
    WantedAction{"iam:PassRole", "arn:aws:iam::{account}:role/example"},
    WantedAction{"iam:ListUsers", "*"},
    WantedAction{"sts:AssumeRole", "arn:aws:iam::{account}:role/example"},
    WantedAction{"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:{account}:function:example"},
    WantedAction{"lambda:ListFunctions", "*"},
    WantedAction{"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:{account}:table/example"},
    WantedAction{"secretsmanager:GetSecretValue",
                 "arn:aws:secretsmanager:us-east-1:{account}:secret:example-a1b2c3"},
    WantedAction{"secretsmanager:ListSecrets", "*"},
    WantedAction{"ssm:SendCommand", "arn:aws:ec2:us-east-1:{account}:instance/i-0123456789abcdef0"},
    WantedAction{"ssm:GetParameter", "arn:aws:ssm:us-east-1:{account}:parameter/example"},
    WantedAction{"rds:DescribeDBInstances", "*"},
    WantedAction{"kms:ListKeys", "*"},
    WantedAction{"sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:{account}:example"},
    WantedAction{"sns:Publish", "arn:aws:sns:us-east-1:{account}:example"},
    WantedAction{"logs:DescribeLogGroups", "arn:aws:logs:us-east-1:{account}:log-group:*"},
    WantedAction{"cloudtrail:LookupEvents", "*"},
    WantedAction{"sts:GetCallerIdentity", "*"},
};

// Keys that the principal, the network path or the resource fixes.
constexpr std::array<std::string_view, 18> kFixedPrefixes{
    "aws:principal",     "aws:userid",         "aws:username",    "aws:multifactorauth",
    "aws:tokenissue",    "aws:sourceidentity", "aws:sourcevpc",   "aws:sourcearn",
    "aws:sourceaccount", "aws:sourceorg",      "aws:resource",    "aws:calledvia",
    "aws:viaawsservice", "aws:federated",      "aws:ec2instance", "ec2:sourceinstance",
    "aws:vpcsource",     "identitystore:"};

bool is_wild(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

std::string in_account(std::string_view resource, std::string_view account) {
  std::string text(resource);
  const std::size_t at = text.find("{account}");
  if (at != std::string::npos) text.replace(at, std::string_view("{account}").size(), account);
  return text;
}

// Wildcards by field: a region, the account, a plain word.
std::string example_arn(std::string_view pattern, std::string_view account) {
  const auto arn = split_arn(pattern);
  if (!arn) return example_of(pattern, "");
  const std::string region = example_of(arn->region, "us-east-1");
  const std::string owner = arn->account == "*" ? std::string(account) : std::string(arn->account);
  return fmt::format("arn:{}:{}:{}:{}:{}", example_of(arn->partition, "aws"),
                     example_of(arn->service, ""), region, owner,
                     example_of(arn->resource, "example"));
}

/// Makes candidates one at a time, without repetition, up to the limit, until one gets through.
class CandidateSource {
 public:
  CandidateSource(const Question& question,
                  const std::function<bool(const Candidate&)>& gets_through)
      : question_(question),
        standing_(question.standing),
        incident_(question.incident),
        gets_through_(gets_through) {}

  void run() {
    try_probes();
    for (const PolicyPtr& policy : standing_.policies.identity) try_allowed_by(*policy);
    for (const ResourcePolicy& resource : question_.surroundings.world().resources) {
      try_allowed_by(*resource.policy.policy);
    }
    try_roles();
  }

 private:
  void offer(std::string_view action, std::string resource,
             const std::vector<ContextEntry>& context = {}) {
    if (done_ || !seen_.insert(std::string(action).append(1, '\n').append(resource)).second) return;
    done_ = gets_through_({std::string(action), std::move(resource), context}) ||
            seen_.size() >= kMaxCandidates;
  }

  void try_probes() {
    for (const Probe& probe : incident_.probes) {
      if (probe.credential != "*" && probe.credential != question_.credential.id) continue;
      offer(probe.action, probe.resource, probe.context);
    }
  }

  void try_allowed_by(const CompiledPolicy& policy) {
    for (std::size_t i = 0; i < policy.statements.size() && !done_; ++i) {
      const CompiledStatement& statement = policy.statements[i];
      if (statement.effect == Effect::kAllow && statement.action) try_actions_of(policy, i);
    }
  }

  // A role that trusts the caller by name needs no policy of the caller's (semantics.md 4.3).
  void try_roles() {
    const bool may_itself = may_assume_by_itself(standing_);
    for (const AlikeRoles& alike : question_.surroundings.alike_roles()) {
      if (done_) return;
      if (may_let_in(*alike.trust, standing_, may_itself)) try_alike(alike);
    }
  }

  void try_alike(const AlikeRoles& alike) {
    const std::string action = "sts:AssumeRole";
    const Candidate first{.action = action, .resource = alike.roles.front()->arn, .context = {}};
    const bool one_by_one = alike.roles.size() > 1 && keys_.names_count(first, question_);
    for (const Role* role : alike.roles) {
      offer(action, role->arn);
      if (!one_by_one) return;
    }
  }

  void try_actions_of(const CompiledPolicy& policy, std::size_t index) {
    const CompiledStatement& statement = policy.statements[index];
    const auto try_if_allowed = [&](std::string_view action) {
      if (done_ || !policy.actions.matching(ascii_lower(action)).contains(index)) return;
      try_resources_of(statement, action);
    };
    for (const Probe& probe : incident_.probes) try_if_allowed(probe.action);
    for (const WantedAction& wanted : kWanted) try_if_allowed(wanted.action);
    if (statement.action->negated) return;
    for (const PolicyText& entry : statement.action->entries) {
      const bool concrete =
          !is_wild(entry.value) && entry.value.find(':') != std::string_view::npos;
      if (concrete) try_resources_of(statement, entry.value);
    }
  }

  void try_resources_of(const CompiledStatement& statement, std::string_view action) {
    if (done_) return;
    const std::string& account = standing_.caller.account;
    const auto* wanted = std::ranges::find(kWanted, action, &WantedAction::action);
    if (wanted != kWanted.end()) offer(action, in_account(wanted->resource, account));
    for (const Probe& probe : incident_.probes) {
      if (equals_ignoring_ascii_case(probe.action, action)) offer(action, probe.resource);
    }
    if (statement.resources.negated()) return;
    for (const ResourceEntry& entry : statement.resources.entries()) {
      if (done_) return;
      if (entry.everything) {
        offer(action, "*");
      } else if (!entry.with_variables) {
        offer(action, example_arn(entry.text, account));
      } else if (const auto filled = filled_in(entry)) {
        offer(action, example_arn(*filled, account));
      }
    }
  }

  // The text of an entry with variables, where the caller gives them all a value.
  [[nodiscard]] std::optional<std::string> filled_in(const ResourceEntry& entry) const {
    const Request request = request_of(standing_, "sts:GetCallerIdentity", "*", Instant{});
    const KeyTemplate::Filled filled = entry.with_variables->fill(request);
    if (filled.known != Truth::kTrue) return std::nullopt;
    std::string text;
    for (const Pattern::Token token : filled.tokens) {
      const bool star = token == Pattern::kAnyRun || token == Pattern::kAnyRunInField;
      const bool one = token == Pattern::kAnyOne || token == Pattern::kAnyOneInField;
      text.push_back(star ? '*' : one ? '?' : static_cast<char>(token));
    }
    return text;
  }

  const Question& question_;
  const Standing& standing_;  // of the question
  const Incident& incident_;  // likewise
  const std::function<bool(const Candidate&)>& gets_through_;
  CallKeys keys_;
  std::unordered_set<std::string> seen_;
  bool done_ = false;
};

}  // namespace

std::string example_of(std::string_view pattern, std::string_view star) {
  std::string text;
  for (const char c : pattern) {
    if (c == '?') {
      text.push_back('a');
    } else if (c != '*') {
      text.push_back(c);
    } else {
      text.append(star);
    }
  }
  return text;
}

bool caller_chooses(const ContextKey& key) {
  const std::string_view name = key.lower;
  const bool of_resource = name.find("resourcetag") != std::string_view::npos ||
                           name.find("existingobjecttag") != std::string_view::npos;
  return !of_resource && std::ranges::none_of(kFixedPrefixes, [&](std::string_view prefix) {
    return name.starts_with(prefix);
  });
}

void try_candidates(const Question& question,
                    const std::function<bool(const Candidate&)>& gets_through) {
  CandidateSource(question, gets_through).run();
}

bool may_allow(const std::vector<PolicyPtr>& policies, std::string_view action) {
  return std::ranges::any_of(policies, [&](const PolicyPtr& policy) {
    bool allows = policy->unreadable;
    policy->actions.matching(action).for_each([&](std::size_t statement) {
      allows = allows || policy->statements[statement].effect == Effect::kAllow;
    });
    return allows;
  });
}

bool may_assume_by_itself(const Standing& standing) {
  const CallerKind kind = standing.caller.kind;
  const bool needs_policy = kind == CallerKind::kUser || kind == CallerKind::kRoleSession ||
                            kind == CallerKind::kFederatedUser;
  return !needs_policy || may_allow(standing.policies.identity, "sts:assumerole");
}

bool may_let_in(const CompiledPolicy& trust, const Standing& standing, bool by_own_policy) {
  return trust.unreadable ||
         std::ranges::any_of(trust.statements, [&](const CompiledStatement& statement) {
           if (statement.effect != Effect::kAllow) return false;
           const Named named = statement.principals.allows(standing.caller, CallerFacts{});
           const Truth by_name = named[Naming::kDirect] | named[Naming::kLimited];
           return (by_own_policy ? named.any() : by_name) != Truth::kFalse;
         });
}

}  // namespace cordon::incident
