#include "rules/esc/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace cordon::rules {
namespace {

constexpr std::array kPaths{
    EscapePath{"ESC001", {"iam:CreatePolicyVersion"}},
    EscapePath{"ESC002", {"iam:SetDefaultPolicyVersion"}},
    EscapePath{"ESC003", {"iam:AttachUserPolicy"}},
    EscapePath{"ESC003", {"iam:AttachGroupPolicy"}},
    EscapePath{"ESC003", {"iam:AttachRolePolicy"}},
    EscapePath{"ESC004", {"iam:PutUserPolicy"}},
    EscapePath{"ESC004", {"iam:PutGroupPolicy"}},
    EscapePath{"ESC004", {"iam:PutRolePolicy"}},
    EscapePath{"ESC005", {"iam:AddUserToGroup"}},
    EscapePath{"ESC006", {"iam:CreateAccessKey"}},
    EscapePath{"ESC007", {"iam:CreateLoginProfile"}},
    EscapePath{"ESC007", {"iam:UpdateLoginProfile"}},
    EscapePath{"ESC008", {"iam:UpdateAssumeRolePolicy"}},
    EscapePath{"ESC009", {"iam:DeleteUserPermissionsBoundary"}},
    EscapePath{"ESC009", {"iam:DeleteRolePermissionsBoundary"}},
    EscapePath{"ESC009", {"iam:PutUserPermissionsBoundary"}},
    EscapePath{"ESC009", {"iam:PutRolePermissionsBoundary"}},
    EscapePath{"ESC009", {"iam:DetachUserPolicy"}},
    EscapePath{"ESC009", {"iam:DetachRolePolicy"}},
    EscapePath{"ESC009", {"iam:DeleteUserPolicy"}},
    EscapePath{"ESC009", {"iam:DeleteRolePolicy"}},
    EscapePath{"ESC010", {"iam:PassRole", "ec2:RunInstances"}, "ec2.amazonaws.com"},
    EscapePath{"ESC010", {"iam:PassRole", "ec2:RequestSpotInstances"}, "ec2.amazonaws.com"},
    EscapePath{"ESC010", {"iam:PassRole", "ec2:AssociateIamInstanceProfile"}, "ec2.amazonaws.com"},
    EscapePath{"ESC010",
               {"iam:PassRole", "ec2:ReplaceIamInstanceProfileAssociation"},
               "ec2.amazonaws.com"},
    EscapePath{"ESC010",
               {"iam:PassRole", "ec2:CreateLaunchTemplate", "autoscaling:CreateAutoScalingGroup"},
               "ec2.amazonaws.com"},
    EscapePath{"ESC010",
               {"iam:PassRole", "ec2:CreateLaunchTemplate", "autoscaling:UpdateAutoScalingGroup"},
               "ec2.amazonaws.com"},
    EscapePath{"ESC010",
               {"iam:PassRole", "autoscaling:CreateLaunchConfiguration",
                "autoscaling:CreateAutoScalingGroup"},
               "ec2.amazonaws.com"},
    EscapePath{"ESC011",
               {"iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"},
               "lambda.amazonaws.com"},
    EscapePath{"ESC011",
               {"iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"},
               "lambda.amazonaws.com"},
    EscapePath{"ESC011",
               {"iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"},
               "lambda.amazonaws.com"},
    EscapePath{"ESC012", {"iam:PassRole", "ecs:RunTask"}, "ecs-tasks.amazonaws.com"},
    EscapePath{"ESC012",
               {"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:StartTask"},
               "ecs-tasks.amazonaws.com"},
    EscapePath{"ESC012",
               {"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"},
               "ecs-tasks.amazonaws.com"},
    EscapePath{"ESC013", {"iam:PassRole", "glue:CreateDevEndpoint"}, "glue.amazonaws.com"},
    EscapePath{"ESC013", {"iam:PassRole", "glue:CreateSession"}, "glue.amazonaws.com"},
    EscapePath{
        "ESC013", {"iam:PassRole", "glue:CreateJob", "glue:StartJobRun"}, "glue.amazonaws.com"},
    EscapePath{
        "ESC013", {"iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"}, "glue.amazonaws.com"},
    EscapePath{
        "ESC013", {"iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"}, "glue.amazonaws.com"},
    EscapePath{
        "ESC013", {"iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"}, "glue.amazonaws.com"},
    EscapePath{
        "ESC014", {"iam:PassRole", "cloudformation:CreateStack"}, "cloudformation.amazonaws.com"},
    EscapePath{"ESC014",
               {"iam:PassRole", "cloudformation:UpdateStackSet"},
               "cloudformation.amazonaws.com"},
    EscapePath{
        "ESC014",
        {"iam:PassRole", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"},
        "cloudformation.amazonaws.com"},
    EscapePath{
        "ESC014",
        {"iam:PassRole", "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"},
        "cloudformation.amazonaws.com"},
    EscapePath{"ESC015",
               {"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"},
               "codebuild.amazonaws.com"},
    EscapePath{"ESC015",
               {"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuildBatch"},
               "codebuild.amazonaws.com"},
    EscapePath{"ESC015",
               {"iam:PassRole", "codebuild:UpdateProject", "codebuild:StartBuild"},
               "codebuild.amazonaws.com"},
    EscapePath{"ESC015",
               {"iam:PassRole", "codebuild:UpdateProject", "codebuild:StartBuildBatch"},
               "codebuild.amazonaws.com"},
    EscapePath{"ESC015",
               {"iam:PassRole", "imagebuilder:CreateComponent", "imagebuilder:CreateImageRecipe",
                "imagebuilder:CreateInfrastructureConfiguration", "imagebuilder:CreateImage"},
               "ec2.amazonaws.com"},
    EscapePath{
        "ESC016", {"iam:PassRole", "sagemaker:CreateNotebookInstance"}, "sagemaker.amazonaws.com"},
    EscapePath{
        "ESC016", {"iam:PassRole", "sagemaker:CreateTrainingJob"}, "sagemaker.amazonaws.com"},
    EscapePath{
        "ESC016", {"iam:PassRole", "sagemaker:CreateProcessingJob"}, "sagemaker.amazonaws.com"},
    EscapePath{"ESC016", {"iam:PassRole", "braket:CreateJob"}, "braket.amazonaws.com"},
    EscapePath{"ESC016",
               {"iam:PassRole", "omics:CreateWorkflow", "omics:StartRun"},
               "omics.amazonaws.com"},
    EscapePath{"ESC016",
               {"iam:PassRole", "bedrock-agentcore:CreateCodeInterpreter",
                "bedrock-agentcore:StartCodeInterpreterSession",
                "bedrock-agentcore:InvokeCodeInterpreter"},
               "bedrock-agentcore.amazonaws.com"},
    EscapePath{"ESC017", {"iam:PassRole", "elasticmapreduce:RunJobFlow"}, "ec2.amazonaws.com"},
    EscapePath{"ESC017",
               {"iam:PassRole", "kinesisanalytics:CreateApplication"},
               "kinesisanalytics.amazonaws.com"},
    EscapePath{"ESC017",
               {"iam:PassRole", "batch:RegisterJobDefinition", "batch:SubmitJob"},
               "ecs-tasks.amazonaws.com"},
    EscapePath{"ESC017",
               {"iam:PassRole", "emr-serverless:CreateApplication", "emr-serverless:StartJobRun"},
               "emr-serverless.amazonaws.com"},
    EscapePath{"ESC017",
               {"iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition",
                "datapipeline:ActivatePipeline"},
               "datapipeline.amazonaws.com"},
    EscapePath{"ESC018", {"iam:PassRole", "scheduler:CreateSchedule"}, "scheduler.amazonaws.com"},
    EscapePath{"ESC018", {"iam:PassRole", "ssm:StartAutomationExecution"}, "ssm.amazonaws.com"},
    EscapePath{"ESC018",
               {"iam:PassRole", "states:CreateStateMachine", "states:StartExecution"},
               "states.amazonaws.com"},
    EscapePath{"ESC018",
               {"iam:PassRole", "states:UpdateStateMachine", "states:StartExecution"},
               "states.amazonaws.com"},
    EscapePath{
        "ESC019", {"iam:PassRole", "apprunner:CreateService"}, "tasks.apprunner.amazonaws.com"},
    EscapePath{"ESC019",
               {"iam:PassRole", "cognito-identity:SetIdentityPoolRoles"},
               "cognito-identity.amazonaws.com"},
    EscapePath{"ESC019",
               {"iam:PassRole", "gamelift:CreateBuild", "gamelift:CreateFleet"},
               "gamelift.amazonaws.com"},
    EscapePath{"ESC020", {"lambda:UpdateFunctionCode"}},
    EscapePath{"ESC020", {"lambda:UpdateFunctionConfiguration"}},
    EscapePath{"ESC021", {"ec2-instance-connect:SendSSHPublicKey"}},
    EscapePath{"ESC021", {"ssm:SendCommand"}},
    EscapePath{"ESC021", {"ssm:StartSession"}},
    EscapePath{"ESC021", {"ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"}},
    EscapePath{"ESC021",
               {"ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"}},
    EscapePath{"ESC022", {"ecs:ExecuteCommand"}},
    EscapePath{"ESC023", {"cloudformation:UpdateStack"}},
    EscapePath{"ESC023", {"cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"}},
    EscapePath{"ESC024", {"apprunner:UpdateService"}},
    EscapePath{"ESC024", {"batch:SubmitJob"}},
    EscapePath{"ESC024", {"codebuild:StartBuild"}},
    EscapePath{"ESC024", {"codebuild:StartBuildBatch"}},
    EscapePath{"ESC024", {"codedeploy:CreateDeployment"}},
    EscapePath{"ESC025", {"glue:UpdateDevEndpoint"}},
    EscapePath{"ESC025", {"sagemaker:CreatePresignedNotebookInstanceUrl"}},
    EscapePath{"ESC025",
               {"bedrock-agentcore:StartCodeInterpreterSession",
                "bedrock-agentcore:InvokeCodeInterpreter"}},
    EscapePath{"ESC025",
               {"sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance",
                "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance"}},
    EscapePath{"ESC027", {"iam:AttachUserPolicy", "iam:CreateAccessKey"}},
    EscapePath{"ESC027", {"iam:PutUserPolicy", "iam:CreateAccessKey"}},
    EscapePath{"ESC027", {"iam:AttachRolePolicy", "sts:AssumeRole"}},
    EscapePath{"ESC027", {"iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"}},
    EscapePath{"ESC027", {"iam:CreatePolicyVersion", "sts:AssumeRole"}},
    EscapePath{"ESC027", {"iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"}},
    EscapePath{"ESC027", {"iam:PutRolePolicy", "sts:AssumeRole"}},
    EscapePath{"ESC027", {"iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"}},
    EscapePath{"ESC029", {"iam:CreateServiceSpecificCredential"}},
    EscapePath{"ESC029", {"iam:ResetServiceSpecificCredential"}},
    EscapePath{"ESC029", {"iam:UploadSSHPublicKey"}},
    EscapePath{"ESC029", {"iam:UploadSigningCertificate"}},
};

static_assert(std::ranges::is_sorted(kPaths, {}, &EscapePath::rule));

std::string quoted(const EscapePath& path) {
  std::string text;
  for (std::size_t i = 0; i < path.actions.size() && !path.actions[i].empty(); ++i) {
    if (i > 0) text += i == 1 ? " with " : " and ";
    text += fmt::format("`{}`", path.actions[i]);
  }
  return text;
}

/// The step to take away: what names least exactly, else the last one.
const Grant& weakest(const Witness& witness) {
  const auto loose = std::ranges::find_if(witness, [](const Grant& step) { return !step.exact(); });
  return loose == witness.end() ? witness.back() : *loose;
}

/// The step that is reported: the first one that is named.
const Grant& reported(const Witness& witness) {
  return *std::ranges::find_if(witness, [](const Grant& step) { return step.exact(); });
}

bool passes_one_role(const EscapePath& path, const Witness& witness) {
  return !path.passed_to.empty() && !witness.front().any_target;
}

std::string who(const Principal& principal) {
  return principal.arn.empty() ? "its holder" : fmt::format("`{}`", principal.arn);
}

std::string remedy(const EscapePath& path, const Witness& witness) {
  if (!path.passed_to.empty()) {
    return "limit iam:PassRole to the roles that are meant to be passed, and to the service with "
           "iam:PassedToService";
  }
  const Grant& step = weakest(witness);
  const auto number = static_cast<std::size_t>(&step - witness.data());
  return fmt::format("take away {}, or deny it", path.actions[number]);
}

void relate_steps(const EscapePath& path, const Witness& witness, Finding& finding) {
  for (std::size_t i = 0; i < witness.size(); ++i) {
    const Grant& step = witness[i];
    if (finding.source == step.subject->source() && finding.span == step.span()) continue;
    finding.relate(step.subject->source(), step.span(),
                   fmt::format("`{}` is allowed here", path.actions[i]));
  }
}

void report(const Principal& principal, const EscapePath& path, const Witness& witness,
            std::string_view gain, Found& found) {
  const Grant& place = reported(witness);
  Finding& finding = found.add(*place.subject, place.span(),
                               fmt::format("{} lets {} {}", quoted(path), who(principal), gain),
                               remedy(path, witness));
  if (passes_one_role(path, witness)) finding.level = Level::kInfo;
  relate_steps(path, witness, finding);
}

}  // namespace

std::span<const EscapePath> escape_paths() { return kPaths; }

std::span<const EscapePath> escape_paths_of(std::string_view rule) {
  const auto range = std::ranges::equal_range(kPaths, rule, {}, &EscapePath::rule);
  return {range.begin(), range.end()};
}

Witness walk(Grants& grants, const EscapePath& path) {
  const std::span<const std::string_view> actions(
      path.actions.begin(), std::ranges::find(path.actions, std::string_view()));
  // Guards take longest to weigh.
  if (!std::ranges::all_of(actions, [&](auto action) { return grants.any(action); })) return {};
  Witness witness;
  for (const std::string_view action : actions) {
    const auto grant = grants.find(action, path.passed_to);
    if (!grant) return {};
    witness.push_back(*grant);
  }
  return witness;
}

bool names_an_action(const Witness& witness) {
  return std::ranges::any_of(witness, [](const Grant& step) { return step.exact(); });
}

void report_paths(const Rule& rule, const Principal& principal, std::string_view gain,
                  Found& found) {
  if (is_administrator(principal)) return;
  Grants grants(principal);
  for (const EscapePath& path : escape_paths_of(rule.id)) {
    const Witness witness = walk(grants, path);
    if (witness.empty() || !names_an_action(witness)) continue;
    report(principal, path, witness, gain, found);
    return;
  }
}

}  // namespace cordon::rules
