#include "engine/incident/trail/minting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/incident/trail/log_date.h"
#include "engine/incident/world/json_text.h"
#include "grammar/arn.h"
#include "grammar/embedded_json.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kRequest = "requestParameters";
constexpr std::string_view kResponse = "responseElements";

std::string_view partition_of(const TrailRecord& record) {
  const auto arn = split_arn(record.who.arn);
  return arn ? arn->partition : "aws";
}

void read_duration(const TrailRecord& record, Minting& minting) {
  constexpr std::int64_t kMost = 129'600;  // of any kind
  const std::string text = record.text(kRequest, "durationSeconds");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || seconds <= 0 || seconds > kMost) return;
  minting.duration_ms = seconds * 1000;
}

// `[{"key": …, "value": …}]` of AssumeRole.
void read_tag_list(std::optional<JsonValue> list, Tags& tags) {
  if (!list) return;
  for (const JsonValue tag : list->elements()) {
    const auto key = tag.find("key");
    const auto value = tag.find("value");
    if (key && value) tags.emplace_back(key->text(), value->text());
  }
}

// `{"team": "red"}` of tags that came in with the session, `{"team": ["red"]}` of SAML.
void read_tag_object(std::optional<JsonValue> object, Tags& tags) {
  if (!object) return;
  for (const auto [key, value] : object->members()) {
    if (value.is(JsonKind::kString)) tags.emplace_back(key.text(), value.text());
    for (const JsonValue each : value.elements()) tags.emplace_back(key.text(), each.text());
  }
}

void read_tags(const TrailRecord& record, Minting& minting) {
  read_tag_list(record.member(kRequest, "tags"), minting.tags);
  read_tag_object(record.member(kRequest, "incomingTransitiveTags"), minting.tags);
  read_tag_object(record.member(kRequest, "principalTags"), minting.tags);
}

void read_inline_policy(JsonValue policy, Minting& minting) {
  if (policy.is(JsonKind::kNull)) return;
  if (policy.is(JsonKind::kObject)) {
    minting.session_policies.push_back(json_text(policy));
    return;
  }
  const auto read = read_embedded_json(policy.source(), policy.span(), policy.text());
  const auto root = read ? read->root() : std::nullopt;
  if (root && root->is(JsonKind::kObject)) {
    minting.session_policies.push_back(json_text(*root));
  } else {
    minting.lost_session_policy = true;
  }
}

void read_session_policies(const TrailRecord& record, Minting& minting) {
  if (const auto policy = record.member(kRequest, "policy")) read_inline_policy(*policy, minting);
  if (const auto arns = record.member(kRequest, "policyArns")) {
    for (const JsonValue each : arns->elements()) {
      const auto arn = each.find("arn");
      minting.session_policies.emplace_back(arn ? arn->text() : each.text());
    }
  }
  if (std::string task = record.text(kRequest, "taskPolicyArn", "arn"); !task.empty()) {
    minting.session_policies.push_back(std::move(task));
  }
  std::erase_if(minting.session_policies, [](const std::string& each) { return each.empty(); });
}

// What all calls of STS answer.
bool read_credentials(const TrailRecord& record, Minting& minting) {
  minting.key = record.text(kResponse, "credentials", "accessKeyId");
  minting.expires = parse_log_date(record.text(kResponse, "credentials", "expiration"));
  read_duration(record, minting);
  read_session_policies(record, minting);
  read_tags(record, minting);
  minting.mfa = !record.text(kRequest, "serialNumber").empty();
  return !minting.key.empty();
}

// The session's ARN as STS answers it, else out of the role's ARN and the session's name.
void read_role_session(const TrailRecord& record, Minting& minting) {
  minting.session_name = record.text(kRequest, "roleSessionName");
  minting.source_identity = record.text(kRequest, "sourceIdentity");
  if (minting.source_identity.empty()) {
    minting.source_identity = record.text(kResponse, "sourceIdentity");
  }
  minting.principal = record.text(kResponse, "assumedRoleUser", "arn");
  minting.principal_id = record.text(kResponse, "assumedRoleUser", "assumedRoleId");
  const std::string role = record.text(kRequest, "roleArn");
  const auto arn = split_arn(role);
  if (minting.principal.empty() && arn && !minting.session_name.empty()) {
    minting.principal =
        fmt::format("arn:{}:sts::{}:assumed-role/{}/{}", arn->partition, arn->account,
                    last_path_part(arn->resource), minting.session_name);
  }
  if (minting.session_name.empty()) {
    minting.session_name = minting.principal.substr(minting.principal.rfind('/') + 1);
  }
}

bool assume_role(const TrailRecord& record, Minting& minting) {
  if (!read_credentials(record, minting)) return false;
  read_role_session(record, minting);
  minting.kind = record.who.type != "AWSService"                ? CredentialKind::kAssumeRole
                 : record.who.invoked_by == "ec2.amazonaws.com" ? CredentialKind::kInstanceProfile
                                                                : CredentialKind::kService;
  return true;
}

bool assume_role_with_saml(const TrailRecord& record, Minting& minting) {
  minting.kind = CredentialKind::kAssumeRoleWithSaml;
  if (!read_credentials(record, minting)) return false;
  read_role_session(record, minting);
  return true;
}

bool assume_role_with_web_identity(const TrailRecord& record, Minting& minting) {
  if (!assume_role_with_saml(record, minting)) return false;
  minting.kind = CredentialKind::kAssumeRoleWithWebIdentity;
  return true;
}

bool assume_root(const TrailRecord& record, Minting& minting) {
  minting.kind = CredentialKind::kAssumeRoot;
  if (!read_credentials(record, minting)) return false;
  const std::string target = record.text(kRequest, "targetPrincipal");
  const auto arn = split_arn(target);
  minting.principal = fmt::format("arn:{}:iam::{}:root", partition_of(record),
                                  arn ? std::string(arn->account) : target);
  return true;
}

bool get_session_token(const TrailRecord& record, Minting& minting) {
  minting.kind = CredentialKind::kGetSessionToken;
  minting.principal = record.who.arn;
  return read_credentials(record, minting);
}

bool get_federation_token(const TrailRecord& record, Minting& minting) {
  minting.kind = CredentialKind::kGetFederationToken;
  minting.session_name = record.text(kRequest, "name");
  minting.principal = record.text(kResponse, "federatedUser", "arn");
  minting.principal_id = record.text(kResponse, "federatedUser", "federatedUserId");
  if (!read_credentials(record, minting)) return false;
  if (minting.principal.empty() && !minting.session_name.empty()) {
    minting.principal = fmt::format("arn:{}:sts::{}:federated-user/{}", partition_of(record),
                                    record.who.account, minting.session_name);
  }
  return true;
}

// The user that an IAM call is about: who calls, when no other is named.
std::string user_arn(const TrailRecord& record, const std::string& name) {
  if (name.empty() || name == record.who.user_name) {
    if (record.who.type == "IAMUser" || record.who.type == "Root") return record.who.arn;
  }
  return fmt::format("arn:{}:iam::{}:user/{}", partition_of(record), record.account, name);
}

bool create_access_key(const TrailRecord& record, Minting& minting) {
  minting.kind = CredentialKind::kAccessKey;
  minting.key = record.text(kResponse, "accessKey", "accessKeyId");
  minting.principal = user_arn(record, record.text(kResponse, "accessKey", "userName"));
  return !minting.key.empty();
}

bool set_password(const TrailRecord& record, Minting& minting) {
  minting.kind = CredentialKind::kConsolePassword;
  minting.principal = user_arn(record, record.text(kRequest, "userName"));
  return true;
}

// What kind of credential a console session stands for, by who has it.
CredentialKind console_kind(const TrailIdentity& who) {
  if (who.type == "AssumedRole") return CredentialKind::kAssumeRole;
  if (who.type == "FederatedUser") return CredentialKind::kGetFederationToken;
  return CredentialKind::kConsolePassword;
}

bool console_session(const TrailRecord& record, Minting& minting) {
  minting.kind = console_kind(record.who);
  minting.principal = record.who.arn;
  minting.session_name = record.who.arn.substr(record.who.arn.rfind('/') + 1);
  minting.mfa = record.text("additionalEventData", "MFAUsed") == "Yes";
  return !minting.principal.empty();
}

bool console_login(const TrailRecord& record, Minting& minting) {
  return record.text(kResponse, "ConsoleLogin") == "Success" && console_session(record, minting);
}

// A call of the federation endpoint; newer records tell the key that the console will sign with.
bool get_signin_token(const TrailRecord& record, Minting& minting) {
  if (!console_session(record, minting)) return false;
  minting.key = record.text(kResponse, "credentials", "accessKeyId");
  if (minting.key == record.who.access_key_id) minting.key.clear();
  minting.mfa = record.who.mfa;
  return true;
}

bool switch_role(const TrailRecord& record, Minting& minting) {
  minting.from_arn = record.text("additionalEventData", "SwitchFrom");
  return record.who.type == "AssumedRole" && console_session(record, minting);
}

struct MintingCall {
  std::string_view name;
  bool (*read)(const TrailRecord& record, Minting& minting);
};

constexpr std::array<MintingCall, 12> kCalls{
    {{"sts:AssumeRole", assume_role},
     {"sts:AssumeRoleWithSAML", assume_role_with_saml},
     {"sts:AssumeRoleWithWebIdentity", assume_role_with_web_identity},
     {"sts:AssumeRoot", assume_root},
     {"sts:GetSessionToken", get_session_token},
     {"sts:GetFederationToken", get_federation_token},
     {"iam:CreateAccessKey", create_access_key},
     {"iam:CreateLoginProfile", set_password},
     {"iam:UpdateLoginProfile", set_password},
     {"signin:ConsoleLogin", console_login},
     {"signin:GetSigninToken", get_signin_token},
     {"signin:SwitchRole", switch_role}}};

}  // namespace

std::optional<Minting> read_minting(const TrailRecord& record) {
  if (!record.error.empty()) return std::nullopt;
  const auto* const call = std::ranges::find(kCalls, record.call, &MintingCall::name);
  if (call == kCalls.end()) return std::nullopt;
  Minting minting{.place = record.place,
                  .at = record.at,
                  .event_id = record.event_id,
                  .shared_event_id = record.shared_event_id,
                  .call = record.call,
                  .by = record.who,
                  .account = record.account};
  return call->read(record, minting) ? std::optional(std::move(minting)) : std::nullopt;
}

}  // namespace cordon::incident
