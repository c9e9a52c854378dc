#include "engine/incident/reach/lasting.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace cordon::incident {
namespace {

using Patterns = std::vector<std::string>;

/// A service that runs what its user gives it, under a role that it was passed. Names of calls as
/// in the Service Authorization Reference; each takes a role (`iam:PassRole` in its dependent
/// actions).
struct Launch {
  std::string_view service;  // what iam:PassedToService says
  std::array<std::string_view, 4> calls;
};
constexpr std::array kLaunches{
    Launch{"ec2.amazonaws.com",
           {"ec2:RunInstances", "ec2:AssociateIamInstanceProfile",
            "ec2:ReplaceIamInstanceProfileAssociation", "ec2:RequestSpotInstances"}},
    Launch{"ec2.amazonaws.com",
           {"ec2:CreateLaunchTemplate*", "ec2:RequestSpotFleet", "ec2:CreateFleet",
            "autoscaling:Create*"}},
    Launch{"elasticmapreduce.amazonaws.com",
           {"elasticmapreduce:RunJobFlow", "elasticmapreduce:CreateStudio*", "", ""}},
    Launch{"lambda.amazonaws.com",
           {"lambda:CreateFunction", "lambda:UpdateFunctionConfiguration", "", ""}},
    Launch{"ecs-tasks.amazonaws.com",
           {"ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:RegisterTaskDefinition"}},
    Launch{"cloudformation.amazonaws.com",
           {"cloudformation:CreateStack", "cloudformation:UpdateStack",
            "cloudformation:CreateChangeSet", "cloudformation:CreateStackSet"}},
    Launch{"glue.amazonaws.com",
           {"glue:CreateJob", "glue:UpdateJob", "glue:CreateDevEndpoint", "glue:CreateSession"}},
    Launch{"codebuild.amazonaws.com",
           {"codebuild:CreateProject", "codebuild:UpdateProject", "codebuild:StartBuild", ""}},
    Launch{"sagemaker.amazonaws.com",
           {"sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob",
            "sagemaker:CreateProcessingJob", "sagemaker:CreateDomain"}},
    Launch{"states.amazonaws.com",
           {"states:CreateStateMachine", "states:UpdateStateMachine", "", ""}},
    Launch{"ssm.amazonaws.com", {"ssm:StartAutomationExecution", "ssm:SendCommand", "", ""}},
    Launch{"batch.amazonaws.com", {"batch:RegisterJobDefinition", "batch:SubmitJob", "", ""}},
    Launch{"scheduler.amazonaws.com",
           {"scheduler:CreateSchedule", "scheduler:UpdateSchedule", "", ""}},
    Launch{"datapipeline.amazonaws.com", {"datapipeline:PutPipelineDefinition", "", "", ""}},
};

Permission may_call_any_of(const Question& question, const Patterns& actions,
                           ResourcePolicies resource_policies) {
  return may_call_any(
      question,
      {.actions = actions, .other_resources = {}, .resource_policies = resource_policies});
}

Permission unknown(std::string why) {
  return {.given = Truth::kUnknown, .witness = std::nullopt, .why = std::move(why)};
}

// A role is passed to a service, and work is started there.
Permission may_launch(const Question& question) {
  Permission passing = may_call_any_of(question, {"iam:PassRole"}, ResourcePolicies::kNone);
  if (passing.given == Truth::kFalse) return passing;
  Patterns calls;
  for (const Launch& launch : kLaunches) {
    for (const std::string_view call : launch.calls) {
      if (!call.empty()) calls.emplace_back(call);
    }
  }
  Permission launching = may_call_any_of(question, calls, ResourcePolicies::kNone);
  if (launching.given == Truth::kFalse) {
    return unknown(
        "a role may be passed; whether to a service that starts something with it, is not decided");
  }
  // Which role may be passed to which service is one question: where the two answers do not name
  // the same service, it is not answered.
  const bool both = passing.given == Truth::kTrue && launching.given == Truth::kTrue;
  const bool to_any = both && passing.witness->context.empty();
  if (to_any) return launching;
  return unknown("whether a role may be passed to a service that may be started is not decided");
}

// What such a role may do was not given.
Permission may_leave(const Question& question) {
  Permission no{.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
  if (question.incident.assumptions.other_accounts_closed) return no;
  CallPatterns calls{.actions = {"sts:AssumeRole"}};
  for (const auto& [id, account] : question.surroundings.world().accounts) {
    calls.other_resources.push_back(entity_arn(account, "role", "/", "*"));
  }
  if (may_call_any(question, calls).given == Truth::kFalse) return no;
  return unknown("a role of an account that was not given may let it in (sts:AssumeRole)");
}

}  // namespace

const Patterns& lasting_account_changes() {
  static const Patterns kPatterns{
      // Whatever writes to IAM: principals, credentials, policies, trust.
      "iam:Add*", "iam:Attach*", "iam:Create*", "iam:Deactivate*", "iam:Delete*", "iam:Detach*",
      "iam:Enable*", "iam:Put*", "iam:Remove*", "iam:Reset*", "iam:Resync*", "iam:Set*", "iam:Tag*",
      "iam:Untag*", "iam:Update*", "iam:Upload*",
      // Limits of the organization, and access from outside of IAM.
      "organizations:AttachPolicy", "organizations:CreatePolicy", "organizations:DetachPolicy",
      "organizations:DeletePolicy", "organizations:DisablePolicyType",
      "organizations:LeaveOrganization", "organizations:MoveAccount",
      "organizations:PutResourcePolicy", "identitystore:Create*",
      "organizations:RemoveAccountFromOrganization", "organizations:UpdatePolicy",
      "rolesanywhere:CreateProfile", "rolesanywhere:CreateTrustAnchor", "rolesanywhere:Enable*",
      "rolesanywhere:Update*", "sso:AttachManagedPolicyToPermissionSet",
      "sso:CreateAccountAssignment", "sso:PutInlinePolicyToPermissionSet", "sts:AssumeRoot",
      // Credentials of other kinds, and who is let in elsewhere.
      "acm-pca:IssueCertificate", "airflow:CreateCliToken", "airflow:CreateWebLoginToken",
      "cloud9:CreateEnvironmentMembership", "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
      "cognito-identity:UpdateIdentityPool", "cognito-idp:AdminSetUserPassword",
      "ec2:ImportKeyPair", "eks:UpdateAccessEntry", "eks:UpdateClusterConfig",
      "gamelift:GetComputeAccess", "identitystore:UpdateUser", "iot:CreateKeysAndCertificate",
      "lightsail:GetInstanceAccessDetails", "organizations:InviteAccountToOrganization",
      "rolesanywhere:ImportCrl", "sso-directory:Create*",
      "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
      "sso:DeletePermissionsBoundaryFromPermissionSet", "sso:ProvisionPermissionSet",
      "sts:GetWebIdentityToken", "transfer:ImportSshPublicKey",
      "workspaces:ModifyWorkspaceProperties",
      // Code that already runs under a role, or comes to run under it.
      "amplify:CreateDeployment", "apprunner:StartDeployment", "athena:StartCalculationExecution",
      "batch:SubmitJob", "bedrock-agentcore:InvokeCodeInterpreter",
      "cloudformation:CreateStackInstances", "codebuild:RetryBuild*", "codebuild:UpdateWebhook",
      "codedeploy:CreateDeployment", "codepipeline:StartPipelineExecution",
      "codepipeline:UpdatePipeline", "datapipeline:ActivatePipeline", "ec2:AttachVolume",
      "elasticbeanstalk:UpdateEnvironment", "elasticmapreduce:CreatePersistentAppUI",
      "emr-containers:StartJobRun", "emr-serverless:StartJobRun", "glue:RunStatement",
      "glue:StartJobRun", "greengrass:CreateDeployment", "opsworks:CreateDeployment",
      "sagemaker:UpdateNotebookInstanceLifecycleConfig", "servicecatalog:ProvisionProduct",
      "ssm-guiconnect:StartConnection", "ssm:RegisterTaskWithMaintenanceWindow",
      "ssm:ResumeSession", "ssm:StartAutomationExecution", "ssm:UpdateDocument",
      "states:StartExecution", "autoscaling:*", "cloudformation:CreateChangeSet",
      "cloudformation:ExecuteChangeSet", "cloudformation:Update*", "codebuild:StartBuild*",
      "codebuild:UpdateProject", "ec2-instance-connect:Send*", "ec2:CreateLaunchTemplateVersion",
      "ec2:ModifyInstanceAttribute", "ec2:ModifyLaunchTemplate", "ec2:StartInstances",
      "ecs:ExecuteCommand", "ecs:UpdateService", "eks:AssociateAccessPolicy",
      "eks:CreateAccessEntry", "elasticmapreduce:AddJobFlowSteps", "glue:UpdateDevEndpoint",
      "glue:UpdateJob", "lambda:CreateEventSourceMapping", "lambda:UpdateEventSourceMapping",
      "lambda:UpdateFunctionConfiguration", "sagemaker:CreatePresigned*", "ssm:CreateAssociation",
      "ssm:SendCommand", "ssm:StartSession", "ssm:UpdateAssociation"};
  return kPatterns;
}

const Patterns& lasting_resource_changes() {
  static const Patterns kPatterns{"backup:PutBackupVaultAccessPolicy",
                                  "acm-pca:PutPolicy",
                                  "aoss:UpdateAccessPolicy",
                                  "apigateway:UpdateRestApiPolicy",
                                  "bedrock:PutResourcePolicy",
                                  "cloudtrail:PutResourcePolicy",
                                  "codeartifact:PutDomainPermissionsPolicy",
                                  "ec2:ModifyFpgaImageAttribute",
                                  "ecr:PutImage",
                                  "ecr:PutRegistryPolicy",
                                  "events:PutTargets",
                                  "glue:PutResourcePolicy",
                                  "imagebuilder:PutImagePolicy",
                                  "kinesis:PutResourcePolicy",
                                  "kms:ReplicateKey",
                                  "lambda:CreateAlias",
                                  "lambda:PublishLayerVersion",
                                  "redshift:AuthorizeSnapshotAccess",
                                  "s3:CreateAccessPoint",
                                  "s3:PutBucketPublicAccessBlock",
                                  "s3:PutReplicationConfiguration",
                                  "s3tables:PutTableBucketPolicy",
                                  "ses:PutIdentityPolicy",
                                  "vpc-lattice:PutResourcePolicy",
                                  "dynamodb:PutResourcePolicy",
                                  "ec2:ModifyImageAttribute",
                                  "ec2:ModifySnapshotAttribute",
                                  "ecr:SetRepositoryPolicy",
                                  "elasticfilesystem:PutFileSystemPolicy",
                                  "es:UpdateDomainConfig",
                                  "events:PutPermission",
                                  "glacier:SetVaultAccessPolicy",
                                  "kms:CreateGrant",
                                  "kms:PutKeyPolicy",
                                  "lambda:AddLayerVersionPermission",
                                  "lambda:AddPermission",
                                  "lambda:CreateFunctionUrlConfig",
                                  "lambda:UpdateFunctionCode",
                                  "logs:PutResourcePolicy",
                                  "ram:AssociateResourceShare",
                                  "ram:CreateResourceShare",
                                  "rds:ModifyDBClusterSnapshotAttribute",
                                  "rds:ModifyDBSnapshotAttribute",
                                  "s3:DeleteAccessPointPolicy",
                                  "s3:DeleteBucketPolicy",
                                  "s3:PutAccessPointPolicy",
                                  "s3:PutBucketAcl",
                                  "s3:PutBucketPolicy",
                                  "s3:PutObjectAcl",
                                  "secretsmanager:PutResourcePolicy",
                                  "sns:AddPermission",
                                  "sns:SetTopicAttributes",
                                  "sqs:AddPermission",
                                  "sqs:SetQueueAttributes",
                                  "ssm:ModifyDocumentPermission"};
  return kPatterns;
}

Permission may_change_for_good(const Question& question) {
  Permission open{.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
  const auto settled = [&](Permission answer) {
    if (answer.given == Truth::kUnknown && open.given == Truth::kFalse) open = answer;
    return answer;
  };
  Permission account =
      settled(may_call_any_of(question, lasting_account_changes(), ResourcePolicies::kNone));
  if (account.given == Truth::kTrue) return account;
  Permission launch = settled(may_launch(question));
  if (launch.given == Truth::kTrue) return launch;
  Permission resources =
      settled(may_call_any_of(question, lasting_resource_changes(), ResourcePolicies::kPossible));
  if (resources.given == Truth::kTrue) return resources;
  settled(may_leave(question));
  return open;
}

}  // namespace cordon::incident
