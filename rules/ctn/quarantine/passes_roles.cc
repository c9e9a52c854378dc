#include <fmt/format.h>

#include <array>

#include "rules/containment/quarantine.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 1> kPass{"iam:PassRole"};
constexpr std::array<std::string_view, 8> kMachines{"ec2:RunInstances",
                                                    "lambda:CreateFunction",
                                                    "ecs:RunTask",
                                                    "glue:CreateJob",
                                                    "codebuild:CreateProject",
                                                    "cloudformation:CreateStack",
                                                    "sagemaker:CreateNotebookInstance",
                                                    "states:CreateStateMachine"};

void check_principal(const Principal& principal, Found& found) {
  for_each_quarantine(
      principal, found,
      [&](const Subject& subject, const Statement& statement, const Intruder& intruder) {
        if (open_anywhere(intruder, kPass, found).empty()) return;
        const auto machines = open_anywhere(intruder, kMachines, found);
        if (machines.empty()) return;
        found.add(
            subject, statement.action->span,
            fmt::format("whoever is held by this Deny can go on under another role: `iam:PassRole` "
                        "and {} are not denied",
                        listed(machines, 3)),
            "deny `iam:PassRole`");
      });
}

}  // namespace

extern const Rule kPassesRoles{
    .id = "CTN044",
    .name = "passes-roles",
    .level = Level::kSecurity,
    .summary = "the contained identity can hand a role to a machine",
    .doc =
        R"(With `iam:PassRole` and an action that starts something, an intruder runs code under the passed role:
an instance, a function, a job. What runs there gets credentials of its own, renewed for as long as it
runs, and no Deny on the intruder's own identity reaches them.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
