#include <fmt/format.h>

#include <array>

#include "rules/containment/quarantine.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 14> kProbes{
    "sts:AssumeRole",
    "secretsmanager:GetSecretValue",
    "kms:Decrypt",
    "ssm:StartSession",
    "ssm:SendCommand",
    "iam:DeleteUserPolicy",
    "iam:CreateServiceSpecificCredential",
    "iam:CreateOpenIDConnectProvider",
    "ec2:CreateSnapshot",
    "ec2:ModifySnapshotAttribute",
    "s3:PutObject",
    "dynamodb:Scan",
    "cloudtrail:StopLogging",
    "rolesanywhere:CreateTrustAnchor",
};

void look(const Subject& subject, std::size_t index, const Principal& principal, Found& found) {
  const Statement& statement = subject.statements()[index];
  if (!found.may_try(subject)) return;
  const auto open = open_actions(Intruder(subject, index, principal.documents), kProbes);
  if (open.empty()) return;
  found.add(
      subject, statement.action->span,
      fmt::format("AWS's quarantine policy leaves {} open", listed(open, 6)),
      "it limits the bill, and leaves the containment to you: deny everything, end the key, and "
      "close what was made with it");
}

void check_principal(const Principal& principal, Found& found) {
  for (const Subject* subject : principal.documents) {
    if (!subject->compiled) continue;
    for (std::size_t i = 0; i < subject->statements().size(); ++i) {
      if (is_aws_quarantine(subject->statements()[i])) look(*subject, i, principal, found);
    }
  }
}

}  // namespace

extern const Rule kQuarantineIncomplete{
    .id = "CTN045",
    .name = "quarantine-incomplete",
    .level = Level::kSecurity,
    .summary = "AWS's quarantine policy is the only Deny",
    .doc =
        R"(AWS attaches AWSCompromisedKeyQuarantine (V2, V3) to a user whose key was found in public. It denies a
list of actions that run up costs or make new users, 28 in the first version and about a hundred in the
third. It leaves most of AWS open: assuming roles, reading secrets, copying data, and removing other
policies from the user. It buys time and is not a containment.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
