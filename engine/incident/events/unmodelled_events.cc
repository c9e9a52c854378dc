// Calls that plans and logs are full of and that change no policy and no principal. They are known
// so that they are no typing slips, and so that a step of a plan is told why it did nothing. Some
// open a way in (reach/unlisted.h).
#include <array>

#include "engine/incident/events/event_call.h"

namespace cordon::incident {
namespace {

constexpr EventCall unmodelled(std::string_view name, std::string_view why) {
  return {.name = name, .required = "", .optional = "", .summary = why};
}

constexpr std::string_view kMfa =
    "MFA devices are not modelled: whether a token was made with MFA is told with the token";
constexpr std::string_view kServiceKey =
    "a service-specific credential signs calls of its one service only: one that is made is a way "
    "in";
constexpr std::string_view kSshKey =
    "SSH keys and signing certificates open CodeCommit and SOAP calls only: one that is made is a "
    "way "
    "in";
constexpr std::string_view kProvider =
    "a trust policy that names an identity provider keeps trusting it: one that is made is a way "
    "in";
constexpr std::string_view kInstance =
    "which role a machine has is not modelled: credentials that it was given work until they "
    "expire";
constexpr std::string_view kPassword = "the user changes its own password; open sessions go on";
constexpr std::string_view kMint =
    "mints a credential and changes no policy: the credential belongs in `credentials`";
constexpr std::string_view kIdentity = "asks who is asking: it needs no permission";

constexpr std::array kCalls{
    unmodelled("iam:EnableMFADevice", kMfa),
    unmodelled("iam:DeactivateMFADevice", kMfa),
    unmodelled("iam:ResyncMFADevice", kMfa),
    unmodelled("iam:CreateVirtualMFADevice", kMfa),
    unmodelled("iam:DeleteVirtualMFADevice", kMfa),
    unmodelled("iam:CreateServiceSpecificCredential", kServiceKey),
    unmodelled("iam:UpdateServiceSpecificCredential", kServiceKey),
    unmodelled("iam:ResetServiceSpecificCredential", kServiceKey),
    unmodelled("iam:DeleteServiceSpecificCredential", kServiceKey),
    unmodelled("iam:UploadSSHPublicKey", kSshKey),
    unmodelled("iam:UpdateSSHPublicKey", kSshKey),
    unmodelled("iam:DeleteSSHPublicKey", kSshKey),
    unmodelled("iam:UploadSigningCertificate", kSshKey),
    unmodelled("iam:UpdateSigningCertificate", kSshKey),
    unmodelled("iam:DeleteSigningCertificate", kSshKey),
    unmodelled("iam:CreateOpenIDConnectProvider", kProvider),
    unmodelled("iam:DeleteOpenIDConnectProvider", kProvider),
    unmodelled("iam:CreateSAMLProvider", kProvider),
    unmodelled("iam:UpdateSAMLProvider", kProvider),
    unmodelled("iam:DeleteSAMLProvider", kProvider),
    unmodelled("iam:ChangePassword", kPassword),
    unmodelled("ec2:StopInstances", kInstance),
    unmodelled("ec2:TerminateInstances", kInstance),
    unmodelled("ec2:AssociateIamInstanceProfile", kInstance),
    unmodelled("ec2:DisassociateIamInstanceProfile", kInstance),
    unmodelled("ec2:ReplaceIamInstanceProfileAssociation", kInstance),
    unmodelled("sts:AssumeRole", kMint),
    unmodelled("sts:AssumeRoleWithSAML", kMint),
    unmodelled("sts:AssumeRoleWithWebIdentity", kMint),
    unmodelled("sts:AssumeRoot", kMint),
    unmodelled("sts:GetFederationToken", kMint),
    unmodelled("sts:GetSessionToken", kMint),
    unmodelled("sts:GetCallerIdentity", kIdentity),
};

}  // namespace

std::span<const EventCall> unmodelled_calls() { return kCalls; }

}  // namespace cordon::incident
