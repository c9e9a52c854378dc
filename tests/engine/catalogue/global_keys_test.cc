// The keys that all services share, and the forms of values ("AWS global condition context keys").

#include "engine/catalogue/global_keys.h"

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/name_order.h"
#include "engine/catalogue/value_form.h"

namespace cordon::catalogue {
namespace {

constexpr std::string_view type_name(KeyType type) {
  constexpr std::string_view kNames[] = {"String", "Numeric", "Date", "Bool",
                                         "Binary", "IP",      "ARN"};
  return kNames[static_cast<int>(type)];
}

constexpr std::string_view presence_name(Presence presence) {
  constexpr std::string_view kNames[] = {"always",    "signed",  "principal", "temporary",
                                         "session",   "public",  "endpoint",  "resource",
                                         "forwarded", "service", "request",   "undocumented"};
  return kNames[static_cast<int>(presence)];
}

std::string dump(std::string_view name) {
  const GlobalKey* key = find_global_key(name);
  if (key == nullptr) return "none";
  constexpr std::string_view kPins[] = {"", " pins-caller", " pins-source", " pins-network"};
  std::string text =
      fmt::format("{} {}{} {}{}", key->name, type_name(key->type), key->multivalued ? "s" : "",
                  presence_name(key->presence), kPins[static_cast<int>(key->pins)]);
  if (key->sensitive) text += " sensitive";
  if (key->caller_chosen) text += " caller-chosen";
  if (key->deprecated) text += fmt::format(" deprecated for {}", key->use_instead);
  if (takes_tag_name(*key)) text += fmt::format(" tag `{}`", tag_name(name));
  return text;
}

TEST_CASE("global keys: name, type, presence and nature") {
  struct Row {
    std::string_view name;
    std::string_view dump;
  };
  const Row rows[] = {
      {"aws:SourceVpc", "aws:SourceVpc String endpoint pins-network sensitive"},
      {"aws:sourcevpc", "aws:SourceVpc String endpoint pins-network sensitive"},
      {"AWS:SOURCEARN", "aws:SourceArn ARN service pins-source"},
      {"aws:SourceIp", "aws:SourceIp IP public pins-network"},
      {"aws:VpcSourceIp", "aws:VpcSourceIp IP endpoint"},
      {"aws:TokenIssueTime", "aws:TokenIssueTime Date temporary"},
      {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent Bool temporary"},
      {"aws:SourceIdentity", "aws:SourceIdentity String session"},
      {"aws:PrincipalArn", "aws:PrincipalArn ARN signed pins-caller"},
      {"aws:PrincipalOrgID", "aws:PrincipalOrgID String principal pins-caller sensitive"},
      {"aws:PrincipalOrgPaths", "aws:PrincipalOrgPaths Strings principal pins-caller"},
      {"aws:userId", "aws:userid String always pins-caller"},
      {"aws:username", "aws:username String principal"},
      {"aws:Referer", "aws:referer String request caller-chosen"},
      {"aws:UserAgent", "aws:UserAgent String always caller-chosen"},
      {"aws:CalledVia", "aws:CalledVia Strings forwarded"},
      {"aws:TagKeys", "aws:TagKeys Strings request"},
      {"aws:ViaAWSService", "aws:ViaAWSService Bool always"},
      {"aws:ARN", "aws:ARN ARN undocumented deprecated for aws:PrincipalArn"},
      {"aws:SourceOwner",
       "aws:SourceOwner String service pins-source deprecated for aws:SourceAccount"},
      {"lambda:SourceFunctionArn", "lambda:SourceFunctionArn ARN session pins-caller"},
      {"aws:PrincipalTag/team", "aws:PrincipalTag/ String principal tag `team`"},
      {"aws:principaltag/a/b", "aws:PrincipalTag/ String principal tag `a/b`"},
      {"aws:ResourceTag", "aws:ResourceTag/ String resource tag ``"},
      {"aws:RequestTag/", "aws:RequestTag/ String request tag ``"},
      {"aws:SourceArn/x", "none"},
      {"aws:TokenIssuedTime", "none"},
      {"aws:", "none"},
      {"", "none"},
      {"s3:prefix", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(dump(row.name) == row.dump);
  }
}

TEST_CASE("global keys: sorted, and every one is found by its own name") {
  const auto stem = [](const GlobalKey& key) { return key.name.substr(0, key.name.find('/')); };
  CHECK(strictly_sorted(global_keys(), stem));
  for (const GlobalKey& key : global_keys()) {
    CAPTURE(key.name);
    CHECK(find_global_key(key.name) == &key);
  }
}

TEST_CASE("global keys: what replaces a deprecated key exists and is not deprecated itself") {
  for (const GlobalKey& key : global_keys()) {
    CAPTURE(key.name);
    CHECK(key.deprecated == !key.use_instead.empty());
    const GlobalKey* instead = key.deprecated ? find_global_key(key.use_instead) : &key;
    REQUIRE(instead != nullptr);
    CHECK((instead == &key || !instead->deprecated));
  }
}

TEST_CASE("global keys: type, number of values and form agree") {
  for (const GlobalKey& key : global_keys()) {
    CAPTURE(key.name);
    const bool text = key.type == KeyType::kString;
    CHECK((!key.multivalued || text));
    CHECK((key.form != ValueForm::kPrincipalArn || key.type == KeyType::kArn));
    CHECK((key.form != ValueForm::kPublicIp || key.type == KeyType::kIp));
    const bool in_text = key.form == ValueForm::kAccountId || key.form == ValueForm::kVpcId ||
                         key.form == ValueForm::kRegion || key.form == ValueForm::kHeader;
    CHECK((!in_text || text));
    CHECK(key.caller_chosen == (key.form == ValueForm::kHeader));
  }
}

std::string names(auto keep) {
  std::string text;
  for (const GlobalKey& key : global_keys()) {
    if (keep(key)) text += fmt::format("{} ", key.name);
  }
  return text;
}

TEST_CASE("global keys: the ten that AWS calls sensitive") {
  CHECK(names([](const GlobalKey& key) { return key.sensitive; }) ==
        "aws:PrincipalAccount aws:PrincipalOrgID aws:ResourceAccount aws:ResourceOrgID "
        "aws:SourceAccount aws:SourceOrgID aws:SourceVpc aws:SourceVpce aws:VpceAccount "
        "aws:VpceOrgID ");
}

TEST_CASE("global keys: what every request carries") {
  CHECK(names([](const GlobalKey& key) { return key.presence == Presence::kAlways; }) ==
        "aws:CurrentTime aws:EpochTime aws:PrincipalAccount aws:PrincipalType aws:RequestedRegion "
        "aws:SecureTransport aws:UserAgent aws:userid aws:ViaAWSService ");
}

TEST_CASE("global keys: what a request with a long-term key never carries") {
  CHECK(names(absent_for_long_term_keys) ==
        "aws:AssumedRoot aws:ChatbotSourceArn aws:Ec2InstanceSourcePrivateIPv4 "
        "aws:Ec2InstanceSourceVpc aws:FederatedProvider aws:MultiFactorAuthAge "
        "aws:MultiFactorAuthPresent aws:SignInSessionArn aws:SourceIdentity aws:TokenIssueTime "
        "codebuild:BuildArn codebuild:ProjectArn ec2:RoleDelivery ec2:SourceInstanceArn "
        "glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId "
        "lambda:SourceFunctionArn ssm:SourceInstanceArn ");
}

TEST_CASE("global keys: pairs") {
  CHECK(keys_to_pair_with("aws:vpcsourceip").size() == 3);
  CHECK(keys_to_pair_with("aws:Ec2InstanceSourcePrivateIPv4").front() ==
        "aws:Ec2InstanceSourceVpc");
  CHECK(keys_to_pair_with("aws:SourceVpc").empty());
  for (const GlobalKey& key : global_keys()) {
    for (const std::string_view partner : keys_to_pair_with(key.name)) {
      CAPTURE(partner);
      CHECK(find_global_key(partner) != nullptr);
    }
  }
}

TEST_CASE("pins: of global keys and of keys of services") {
  struct Row {
    std::string_view key;
    Pins pins;
  };
  const Row rows[] = {
      {"aws:PrincipalOrgID", Pins::kCaller},
      {"kms:calleraccount", Pins::kCaller},
      {"s3:DataAccessPointArn", Pins::kSource},
      {"aws:SourceVpce", Pins::kNetwork},
      {"aws:VpcSourceIp", Pins::kNothing},
      {"aws:PrincipalTag/team", Pins::kNothing},
      {"aws:Referer", Pins::kNothing},
      {"s3:prefix", Pins::kNothing},
      {"", Pins::kNothing},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    CHECK(pins_of(row.key) == row.pins);
  }
}

TEST_CASE("value forms: every key of a service is in the reference, so spelled") {
  for (const ServiceKeyForm& form : service_key_forms()) {
    CAPTURE(form.name);
    const auto key = find_key(form.name);
    REQUIRE(key.has_value());
    CHECK(key->name == form.name);
    CHECK(form.form != ValueForm::kFree);
  }
}

TEST_CASE("value forms: of of global keys and of keys of services") {
  struct Row {
    std::string_view key;
    ValueForm form;
  };
  const Row rows[] = {
      {"aws:SourceVpce", ValueForm::kVpcEndpointId},
      {"aws:RequestedRegion", ValueForm::kRegion},
      {"aws:VpceOrgPaths", ValueForm::kOrganizationPath},
      {"kms:viaservice", ValueForm::kRegionalService},
      {"iam:PassedToService", ValueForm::kServicePrincipal},
      {"s3:x-amz-server-side-encryption-aws-kms-key-id", ValueForm::kKmsKeyArn},
      {"s3:prefix", ValueForm::kFree},
      {"", ValueForm::kFree},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    CHECK(value_form(row.key) == row.form);
  }
  CHECK(strictly_sorted(service_key_forms(), &ServiceKeyForm::name));
}

}  // namespace
}  // namespace cordon::catalogue
