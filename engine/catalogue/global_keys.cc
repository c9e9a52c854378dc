#include "engine/catalogue/global_keys.h"

#include <algorithm>
#include <array>
#include <functional>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

// The name without the `/` before a tag, so that `aws:PrincipalTag` and `aws:PrincipalTag/` are
// found.
constexpr std::string_view stem(std::string_view name) { return name.substr(0, name.find('/')); }
constexpr std::string_view stem_of(const GlobalKey& key) { return stem(key.name); }

// Availability as the User Guide words it, and where it says less than a rule needs:
// - MultiFactorAuth…: "only when the principal uses temporary credentials"; not for federated ones.
// - FederatedProvider: text for the providers built into AWS, an ARN for others.
// - SourceOwner: only in the policies of Amazon SNS and the examples of other services
// ("deprecated").
// - VpcSourceIp pins nothing: two VPCs may use the same range.
constexpr auto kKeys = std::to_array<GlobalKey>({
    GlobalKey{.name = "aws:ARN",
              .group = KeyGroup::kPrincipal,
              .type = KeyType::kArn,
              .presence = Presence::kUndocumented,
              .deprecated = true,
              .use_instead = "aws:PrincipalArn"},
    GlobalKey{.name = "aws:AssumedRoot",
              .group = KeyGroup::kSession,
              .type = KeyType::kBool,
              .presence = Presence::kSession},
    GlobalKey{.name = "aws:CalledVia",
              .group = KeyGroup::kRequest,
              .multivalued = true,
              .presence = Presence::kForwarded,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "aws:CalledViaAWSMCP",
              .group = KeyGroup::kRequest,
              .presence = Presence::kForwarded,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "aws:CalledViaFirst",
              .group = KeyGroup::kRequest,
              .presence = Presence::kForwarded,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "aws:CalledViaLast",
              .group = KeyGroup::kRequest,
              .presence = Presence::kForwarded,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "aws:ChatbotSourceArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession},
    GlobalKey{.name = "aws:CurrentTime", .group = KeyGroup::kRequest, .type = KeyType::kDate},
    GlobalKey{.name = "aws:Ec2InstanceSourcePrivateIPv4",
              .group = KeyGroup::kSession,
              .type = KeyType::kIp,
              .presence = Presence::kSession},
    GlobalKey{.name = "aws:Ec2InstanceSourceVpc",
              .group = KeyGroup::kSession,
              .presence = Presence::kSession,
              .form = ValueForm::kVpcId},
    GlobalKey{.name = "aws:EpochTime",
              .group = KeyGroup::kRequest,
              .type = KeyType::kDate,
              .also = KeyType::kNumeric},
    GlobalKey{.name = "aws:FederatedProvider",
              .group = KeyGroup::kSession,
              .also = KeyType::kArn,
              .presence = Presence::kSession},
    GlobalKey{.name = "aws:IsMcpServiceAction",
              .group = KeyGroup::kRequest,
              .type = KeyType::kBool,
              .presence = Presence::kRequest},
    GlobalKey{.name = "aws:MultiFactorAuthAge",
              .group = KeyGroup::kSession,
              .type = KeyType::kNumeric,
              .presence = Presence::kTemporary},
    GlobalKey{.name = "aws:MultiFactorAuthPresent",
              .group = KeyGroup::kSession,
              .type = KeyType::kBool,
              .presence = Presence::kTemporary},
    GlobalKey{.name = "aws:PrincipalAccount",
              .group = KeyGroup::kPrincipal,
              .form = ValueForm::kAccountId,
              .pins = Pins::kCaller,
              .sensitive = true},
    GlobalKey{.name = "aws:PrincipalArn",
              .group = KeyGroup::kPrincipal,
              .type = KeyType::kArn,
              .presence = Presence::kSigned,
              .form = ValueForm::kPrincipalArn,
              .pins = Pins::kCaller},
    GlobalKey{.name = "aws:PrincipalIsAWSService",
              .group = KeyGroup::kPrincipal,
              .type = KeyType::kBool,
              .presence = Presence::kSigned},
    GlobalKey{.name = "aws:PrincipalOrgID",
              .group = KeyGroup::kPrincipal,
              .presence = Presence::kPrincipal,
              .form = ValueForm::kOrganizationId,
              .pins = Pins::kCaller,
              .sensitive = true},
    GlobalKey{.name = "aws:PrincipalOrgPaths",
              .group = KeyGroup::kPrincipal,
              .multivalued = true,
              .presence = Presence::kPrincipal,
              .form = ValueForm::kOrganizationPath,
              .pins = Pins::kCaller},
    GlobalKey{.name = "aws:PrincipalServiceName",
              .group = KeyGroup::kPrincipal,
              .presence = Presence::kServicePrincipal,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "aws:PrincipalServiceNamesList",
              .group = KeyGroup::kPrincipal,
              .multivalued = true,
              .presence = Presence::kServicePrincipal,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "aws:PrincipalTag/",
              .group = KeyGroup::kPrincipal,
              .presence = Presence::kPrincipal},
    GlobalKey{.name = "aws:PrincipalType", .group = KeyGroup::kPrincipal},
    GlobalKey{.name = "aws:referer",
              .group = KeyGroup::kRequest,
              .presence = Presence::kRequest,
              .form = ValueForm::kHeader,
              .caller_chosen = true},
    GlobalKey{
        .name = "aws:RequestedRegion", .group = KeyGroup::kRequest, .form = ValueForm::kRegion},
    GlobalKey{
        .name = "aws:RequestTag/", .group = KeyGroup::kRequest, .presence = Presence::kRequest},
    GlobalKey{.name = "aws:ResourceAccount",
              .group = KeyGroup::kResource,
              .presence = Presence::kResource,
              .form = ValueForm::kAccountId,
              .sensitive = true},
    GlobalKey{.name = "aws:ResourceOrgID",
              .group = KeyGroup::kResource,
              .presence = Presence::kResource,
              .form = ValueForm::kOrganizationId,
              .sensitive = true},
    GlobalKey{.name = "aws:ResourceOrgPaths",
              .group = KeyGroup::kResource,
              .multivalued = true,
              .presence = Presence::kResource,
              .form = ValueForm::kOrganizationPath},
    GlobalKey{
        .name = "aws:ResourceTag/", .group = KeyGroup::kResource, .presence = Presence::kResource},
    GlobalKey{.name = "aws:SecureTransport", .group = KeyGroup::kRequest, .type = KeyType::kBool},
    GlobalKey{.name = "aws:SignInSessionArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession},
    GlobalKey{.name = "aws:SourceAccount",
              .group = KeyGroup::kRequest,
              .presence = Presence::kServicePrincipal,
              .form = ValueForm::kAccountId,
              .pins = Pins::kSource,
              .sensitive = true},
    GlobalKey{.name = "aws:SourceArn",
              .group = KeyGroup::kRequest,
              .type = KeyType::kArn,
              .presence = Presence::kServicePrincipal,
              .pins = Pins::kSource},
    GlobalKey{
        .name = "aws:SourceIdentity", .group = KeyGroup::kSession, .presence = Presence::kSession},
    GlobalKey{.name = "aws:SourceIp",
              .group = KeyGroup::kNetwork,
              .type = KeyType::kIp,
              .presence = Presence::kOutsideVpcEndpoint,
              .form = ValueForm::kPublicIp,
              .pins = Pins::kNetwork},
    GlobalKey{.name = "aws:SourceOrgID",
              .group = KeyGroup::kRequest,
              .presence = Presence::kServicePrincipal,
              .form = ValueForm::kOrganizationId,
              .pins = Pins::kSource,
              .sensitive = true},
    GlobalKey{.name = "aws:SourceOrgPaths",
              .group = KeyGroup::kRequest,
              .multivalued = true,
              .presence = Presence::kServicePrincipal,
              .form = ValueForm::kOrganizationPath,
              .pins = Pins::kSource},
    GlobalKey{.name = "aws:SourceOwner",
              .group = KeyGroup::kRequest,
              .presence = Presence::kServicePrincipal,
              .form = ValueForm::kAccountId,
              .pins = Pins::kSource,
              .deprecated = true,
              .use_instead = "aws:SourceAccount"},
    GlobalKey{.name = "aws:SourceVpc",
              .group = KeyGroup::kNetwork,
              .presence = Presence::kThroughVpcEndpoint,
              .form = ValueForm::kVpcId,
              .pins = Pins::kNetwork,
              .sensitive = true},
    GlobalKey{.name = "aws:SourceVpcArn",
              .group = KeyGroup::kNetwork,
              .type = KeyType::kArn,
              .presence = Presence::kThroughVpcEndpoint,
              .pins = Pins::kNetwork},
    GlobalKey{.name = "aws:SourceVpce",
              .group = KeyGroup::kNetwork,
              .presence = Presence::kThroughVpcEndpoint,
              .form = ValueForm::kVpcEndpointId,
              .pins = Pins::kNetwork,
              .sensitive = true},
    GlobalKey{.name = "aws:TagKeys",
              .group = KeyGroup::kRequest,
              .multivalued = true,
              .presence = Presence::kRequest},
    GlobalKey{.name = "aws:TokenIssueTime",
              .group = KeyGroup::kSession,
              .type = KeyType::kDate,
              .presence = Presence::kTemporary},
    GlobalKey{.name = "aws:UserAgent",
              .group = KeyGroup::kRequest,
              .form = ValueForm::kHeader,
              .caller_chosen = true},
    GlobalKey{.name = "aws:userid",
              .group = KeyGroup::kPrincipal,
              .form = ValueForm::kUserId,
              .pins = Pins::kCaller},
    GlobalKey{
        .name = "aws:username", .group = KeyGroup::kPrincipal, .presence = Presence::kPrincipal},
    GlobalKey{.name = "aws:ViaAWSMCPService",
              .group = KeyGroup::kRequest,
              .type = KeyType::kBool,
              .presence = Presence::kForwarded},
    GlobalKey{.name = "aws:ViaAWSService", .group = KeyGroup::kRequest, .type = KeyType::kBool},
    GlobalKey{.name = "aws:VpceAccount",
              .group = KeyGroup::kNetwork,
              .presence = Presence::kThroughVpcEndpoint,
              .form = ValueForm::kAccountId,
              .pins = Pins::kNetwork,
              .sensitive = true},
    GlobalKey{.name = "aws:VpceOrgID",
              .group = KeyGroup::kNetwork,
              .presence = Presence::kThroughVpcEndpoint,
              .form = ValueForm::kOrganizationId,
              .pins = Pins::kNetwork,
              .sensitive = true},
    GlobalKey{.name = "aws:VpceOrgPaths",
              .group = KeyGroup::kNetwork,
              .multivalued = true,
              .presence = Presence::kThroughVpcEndpoint,
              .form = ValueForm::kOrganizationPath,
              .pins = Pins::kNetwork},
    GlobalKey{.name = "aws:VpcSourceIp",
              .group = KeyGroup::kNetwork,
              .type = KeyType::kIp,
              .presence = Presence::kThroughVpcEndpoint},
    GlobalKey{.name = "codebuild:BuildArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession,
              .pins = Pins::kCaller},
    GlobalKey{.name = "codebuild:ProjectArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession,
              .pins = Pins::kCaller},
    GlobalKey{.name = "ec2:RoleDelivery",
              .group = KeyGroup::kSession,
              .type = KeyType::kNumeric,
              .presence = Presence::kSession},
    GlobalKey{.name = "ec2:SourceInstanceArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession,
              .pins = Pins::kCaller},
    GlobalKey{.name = "glue:CredentialIssuingService",
              .group = KeyGroup::kSession,
              .presence = Presence::kSession,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "glue:RoleAssumedBy",
              .group = KeyGroup::kSession,
              .presence = Presence::kSession,
              .form = ValueForm::kServicePrincipal},
    GlobalKey{.name = "identitystore:UserId",
              .group = KeyGroup::kSession,
              .presence = Presence::kSession},
    GlobalKey{.name = "lambda:SourceFunctionArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession,
              .pins = Pins::kCaller},
    GlobalKey{.name = "ssm:SourceInstanceArn",
              .group = KeyGroup::kSession,
              .type = KeyType::kArn,
              .presence = Presence::kSession,
              .pins = Pins::kCaller},
});
static_assert(strictly_sorted(kKeys, stem_of));

constexpr auto kStems = [] {
  std::array<std::string_view, kKeys.size()> stems;
  std::ranges::transform(kKeys, stems.begin(), stem_of);
  return stems;
}();

constexpr std::array<std::string_view, 3> kAnyVpc = {"aws:SourceVpc", "aws:SourceVpcArn",
                                                     "aws:SourceVpce"};
constexpr std::array<std::string_view, 1> kInstanceVpc = {"aws:Ec2InstanceSourceVpc"};

struct ServiceKeyPin {
  std::string_view name;
  Pins pins = Pins::kNothing;
};

// An access point belongs to one account, and its policy says who comes in.
constexpr auto kServiceKeyPins = std::to_array<ServiceKeyPin>({
    {"kms:CallerAccount", Pins::kCaller},
    {"s3:DataAccessPointAccount", Pins::kSource},
    {"s3:DataAccessPointArn", Pins::kSource},
});
static_assert(strictly_sorted(kServiceKeyPins, &ServiceKeyPin::name));

}  // namespace

std::span<const GlobalKey> global_keys() { return kKeys; }

const GlobalKey* find_global_key(std::string_view name) {
  const std::string_view* row = find_row(kStems, stem(name), std::identity{});
  const GlobalKey* key =
      row == nullptr ? nullptr : &kKeys[static_cast<std::size_t>(row - kStems.data())];
  const bool fits = key != nullptr && (takes_tag_name(*key) || !name.contains('/'));
  return fits ? key : nullptr;
}

std::string_view tag_name(std::string_view name) {
  const std::size_t slash = name.find('/');
  return slash == std::string_view::npos ? std::string_view{} : name.substr(slash + 1);
}

Pins pins_of(std::string_view key) {
  if (const GlobalKey* global = find_global_key(key)) return global->pins;
  const ServiceKeyPin* row = find_row(kServiceKeyPins, key, &ServiceKeyPin::name);
  return row == nullptr ? Pins::kNothing : row->pins;
}

std::span<const std::string_view> keys_to_pair_with(std::string_view name) {
  if (same_name(name, "aws:VpcSourceIp")) return kAnyVpc;
  if (same_name(name, "aws:Ec2InstanceSourcePrivateIPv4")) return kInstanceVpc;
  return {};
}

}  // namespace cordon::catalogue
