#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/actions/actions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

struct Dependent {
  std::string_view action;
  std::string_view needs;
};

// Calls that always pass a role. Source: "API operations defined by …" of the Service Authorization
// Reference, whose pages map each call to the actions that it is authorized by (list_batch,
// list_codebuild, list_codepipeline, list_eks, list_emr, list_glue, list_lambda, list_scheduler,
// list_stepfunctions); for EC2 "Grant permissions to attach an IAM role to an instance" of its user
// guide; for SageMaker the parameters RoleArn and ExecutionRoleArn in its API reference. Not
// s3:PutReplicationConfiguration: DeleteBucketReplication needs it, too, and passes nothing.
constexpr std::array kDependents = {
    Dependent{"batch:CreateComputeEnvironment", "iam:PassRole"},
    Dependent{"codebuild:CreateProject", "iam:PassRole"},
    Dependent{"codepipeline:CreatePipeline", "iam:PassRole"},
    Dependent{"ec2:AssociateIamInstanceProfile", "iam:PassRole"},
    Dependent{"ec2:ReplaceIamInstanceProfileAssociation", "iam:PassRole"},
    Dependent{"eks:CreateCluster", "iam:PassRole"},
    Dependent{"eks:CreateNodegroup", "iam:PassRole"},
    Dependent{"elasticmapreduce:RunJobFlow", "iam:PassRole"},
    Dependent{"glue:CreateJob", "iam:PassRole"},
    Dependent{"lambda:CreateFunction", "iam:PassRole"},
    Dependent{"sagemaker:CreateModel", "iam:PassRole"},
    Dependent{"sagemaker:CreateNotebookInstance", "iam:PassRole"},
    Dependent{"sagemaker:CreateTrainingJob", "iam:PassRole"},
    Dependent{"scheduler:CreateSchedule", "iam:PassRole"},
    Dependent{"states:CreateStateMachine", "iam:PassRole"},
};

bool allows(const Statement& statement) {
  return statement.effect && statement.effect->value == Effect::kAllow;
}

bool grants(const Principal& principal, std::string_view action) {
  return std::ranges::any_of(principal.documents, [&](const Subject* subject) {
    for (std::size_t i = 0; i < subject->statements().size(); ++i) {
      if (allows(subject->statements()[i]) && coverage(*subject, i, action)) return true;
    }
    return false;
  });
}

void check_statement(const Principal& principal, const Subject& subject, std::size_t statement,
                     Found& found) {
  for (const Dependent& dependent : kDependents) {
    const ActionCoverage covered = coverage(subject, statement, dependent.action);
    if (covered.how != Covered::kExactly || grants(principal, dependent.needs)) continue;
    found.add(subject, covered.entry->node.span(),
              fmt::format("{} needs `{}`, which is granted nowhere here",
                          backticked(covered.entry->value), dependent.needs),
              fmt::format("grant `{}` on the roles that may be passed", dependent.needs));
  }
}

void check(const Principal& principal, Found& found) {
  for (const Subject* subject : principal.documents) {
    for (std::size_t i = 0; i < subject->statements().size(); ++i) {
      if (allows(subject->statements()[i])) check_statement(principal, *subject, i, found);
    }
  }
}

}  // namespace

extern const Rule kDependentActionMissing{
    .id = "SEM069",
    .name = "dependent-action-missing",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kHint,
    .summary = "an action whose dependent action is nowhere granted",
    .doc =
        R"(To call this action one needs the permission for another one, too: whoever creates a function passes it a role. The
documents at hand do not grant it. It may be granted elsewhere.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
