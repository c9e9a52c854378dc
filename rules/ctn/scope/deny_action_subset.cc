#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>
#include <string>

#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Of each access level a few that an intruder would try.
constexpr std::array kProbes{
    "iam:CreatePolicyVersion",
    "iam:PutRolePolicy",
    "s3:PutBucketPolicy",
    "kms:CreateGrant",
    "sts:AssumeRole",
    "ec2:RunInstances",
    "lambda:UpdateFunctionCode",
    "dynamodb:PutItem",
    "secretsmanager:GetSecretValue",
    "s3:GetObject",
    "ssm:GetParameter",
    "dynamodb:Scan",
    "s3:ListAllMyBuckets",
    "iam:ListUsers",
    "ec2:CreateTags",
    "s3:PutObjectTagging",
};

// Of other services, for a list that has all of those.
constexpr std::array kOthers{
    "cloudformation:CreateStack", "cloudtrail:StopLogging", "ecs:RunTask",
    "sqs:ReceiveMessage",         "rds:CreateDBSnapshot",   "logs:FilterLogEvents",
};

std::string in_words(const catalogue::Action& action) {
  return fmt::format("{} (`{}`)", ascii_lower(catalogue::to_string(action.level)),
                     action.full_name);
}

// "permissions management (`iam:PutRolePolicy`), write (…)": the first open one of each level.
std::string open_levels(const Intruder& intruder, std::span<const Request> stopped) {
  std::string text;
  std::optional<catalogue::AccessLevel> last;
  for (const std::string_view action : kProbes) {
    const auto known = catalogue::find_action(action);
    if (!known || known->level == last || !intruder.escape(stopped, intruder.usual(action))) {
      continue;
    }
    last = known->level;
    text += (text.empty() ? "" : ", ") + in_words(*known);
  }
  return text;
}

// The same of any action.
std::string any_open(const Intruder& intruder, std::span<const Request> stopped, Found& found) {
  for (const std::string_view name : kOthers) {
    const auto action = catalogue::find_action(name);
    if (action && intruder.escape(stopped, intruder.usual(name))) return in_words(*action);
  }
  const auto through = intruder.any_escape(stopped, {}, found);
  const auto action = through ? catalogue::find_action(through->action()) : std::nullopt;
  return action ? in_words(*action) : std::string();
}

void check(const Subject& subject, Found& found) {
  for_each_step(
      subject, Handle::kIssueTime, found, [&](const Containment& step, const Intruder& intruder) {
        if (listed_actions(*step.statement).empty() || lists_everything(step.statement->action))
          return;
        if (!is_revocation(*step.statement) || hangs_on_a_resource(subject.type)) return;
        const std::vector<Request> stopped = intruder.stopped();
        std::string open = open_levels(intruder, stopped);
        if (open.empty()) open = any_open(intruder, stopped, found);
        if (open.empty()) return;
        found.add(
            subject, step.statement->action->span,
            fmt::format("the revocation stops {}, and leaves {}", describe(stopped.front()), open),
            "deny `*`: a session that is not trusted has no business at all");
      });
}

}  // namespace

extern const Rule kDenyActionSubset{
    .id = "CTN019",
    .name = "deny-action-subset",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "revocation that denies some actions only",
    .doc =
        R"(A session that may be an intruder's is not to do anything any more. A revocation that lists actions
leaves all the others, and what was forgotten is what gets used: reading secrets, starting instances,
changing policies. AWSRevokeOlderSessions, the policy that IAM's console writes, denies `*`.
)",
    .check = check,
};

}  // namespace cordon::rules
