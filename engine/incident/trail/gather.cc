#include "engine/incident/trail/gather.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/incident/trail/log_date.h"
#include "engine/incident/trail/ties.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr std::size_t kAddresses = 3;

std::string_view before_colon(std::string_view text) { return text.substr(0, text.find(':')); }
std::string_view behind_colon(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
}

// Calls that start or get into what has credentials of a role, and where the record names it.
struct TakingCall {
  std::string_view call;
  std::string_view part;   // requestParameters or responseElements
  std::string_view outer;  // empty: none
  std::string_view list;   // empty: the name stands alone
  std::string_view name;   // empty: elements of the list are names
};

constexpr std::array<TakingCall, 11> kTakingCalls{{
    {"ec2:RunInstances", "responseElements", "instancesSet", "items", "instanceId"},
    {"ec2:StartInstances", "responseElements", "instancesSet", "items", "instanceId"},
    {"ec2:AssociateIamInstanceProfile", "requestParameters", "AssociateIamInstanceProfileRequest",
     "", "InstanceId"},
    {"ec2:ModifyInstanceAttribute", "requestParameters", "", "", "instanceId"},
    {"ssm:StartSession", "requestParameters", "", "", "target"},
    {"ssm:SendCommand", "requestParameters", "", "instanceIds", ""},
    {"ec2-instance-connect:SendSSHPublicKey", "requestParameters", "", "", "instanceId"},
    {"ec2-instance-connect:SendSerialConsoleSSHPublicKey", "requestParameters", "", "",
     "instanceId"},
    {"lambda:CreateFunction", "requestParameters", "", "", "functionName"},
    {"lambda:UpdateFunctionCode", "requestParameters", "", "", "functionName"},
    {"lambda:UpdateFunctionConfiguration", "requestParameters", "", "", "functionName"},
}};

std::vector<std::string> taken_names(const TrailRecord& record, const TakingCall& call) {
  auto value = record.member(call.part);
  if (value && !call.outer.empty()) value = value->find(call.outer);
  if (value && !call.list.empty()) value = value->find(call.list);
  if (!value) return {};
  std::vector<std::string> names;
  const auto add = [&](std::optional<JsonValue> name) {
    if (name && !name->text().empty()) names.emplace_back(name_in_arn(name->text()));
  };
  if (call.list.empty()) add(value->find(call.name));
  for (const JsonValue element : value->elements()) {
    add(call.name.empty() ? std::optional(element) : element.find(call.name));
  }
  // A function may be named by its ARN, with or without a version behind it.
  for (std::string& name : names) {
    if (const auto arn = split_arn(name)) {
      name = arn->resource.substr(arn->resource.find(':') + 1);
      name = before_colon(name);
    }
  }
  return names;
}

std::string role_of_request(const TrailRecord& record) {
  constexpr std::array<std::string_view, 7> kNames{
      "role", "roleArn", "executionRoleArn", "serviceRole", "taskRoleArn", "roleARN", "iamRoleArn"};
  for (const std::string_view name : kNames) {
    std::string text = record.text("requestParameters", name);
    const auto arn = split_arn(text);
    if (arn && arn->resource.starts_with("role/")) return text;
  }
  return {};
}

}  // namespace

Gather::Gather(TrailSeeds seeds) : seeds_(std::move(seeds)) {
  for (const std::string& key : seeds_.keys) claims_.keys.insert(key);
  for (const std::string& user : seeds_.users) {
    claims_.arns.insert(user);
    claims_.entities.emplace(name_in_arn(user));
  }
}

void Gather::begin_pass() {
  evidence_ = {};
  seen_ = {};
  event_ids_.clear();
  latest_.clear();
  again_ = false;
  ++passes_;
}

// A value that belongs to the tree from here on. Where it has gone by already, earlier records are
// missing.
void Gather::claim(Texts& claims, std::string_view value) {
  if (value.empty() || !claims.emplace(value).second) return;
  again_ |= seen_.may_have(value);
}

bool Gather::principal_matters(std::string_view id) const {
  return claims_.principals.contains(id) || claims_.principals.contains(before_colon(id)) ||
         claims_.sessions.contains(behind_colon(id));
}

bool Gather::matters(const FieldValue& field) const {
  switch (field.field) {
    case RecordField::kArn:
    case RecordField::kSwitchFrom:
      return !claims_.arns.empty() && claims_.arns.contains(field.value);
    case RecordField::kAccessKeyId:
      return claims_.keys.contains(field.value);
    case RecordField::kAssumedRoleId:
    case RecordField::kPrincipalId:
      return principal_matters(field.value);
    case RecordField::kRoleSessionName:
      return claims_.sessions.contains(field.value);
    case RecordField::kSharedEventId:
      return claims_.shared.contains(field.value);
    case RecordField::kSourceIdentity:
      return claims_.identities.contains(field.value);
    case RecordField::kGroupName:
    case RecordField::kPolicyArn:
    case RecordField::kRoleName:
    case RecordField::kUserName:
      return claims_.entities.contains(field.value);
    case RecordField::kEventName:
    case RecordField::kEventTime:
      return false;
  }
  return false;
}

void Gather::remember(const RawRecord& raw) {
  for (const FieldValue& field : raw.fields) {
    if (field.field == RecordField::kEventName || field.field == RecordField::kEventTime) continue;
    seen_.add(field.value);
    const std::string_view behind = behind_colon(field.value);
    const bool id =
        field.field == RecordField::kPrincipalId || field.field == RecordField::kAssumedRoleId;
    if (!id || behind.empty()) continue;
    seen_.add(before_colon(field.value));
    seen_.add(behind);
  }
}

void Gather::note_time(const RawRecord& raw) {
  constexpr std::size_t kIso = std::string_view("2017-08-15T09:10:00Z").size();
  ++evidence_.records;
  const auto time = std::ranges::find(raw.fields, RecordField::kEventTime, &FieldValue::field);
  if (time == raw.fields.end() || time->value.size() != kIso || time->value <= latest_) return;
  if (parse_log_date(time->value)) latest_ = time->value;
}

void Gather::take(const RawRecord& raw, std::uint32_t file) {
  note_time(raw);
  const bool matter =
      std::ranges::any_of(raw.fields, [this](const FieldValue& field) { return matters(field); });
  if (matter) {
    const RecordPlace place{file, raw.number};
    auto record = read_trail_record(raw.text, place);
    if (!record) {
      evidence_.notes.push_back({Severity::kError, place, std::move(record.error())});
    } else if ((!seeds_.from || record->at >= *seeds_.from) &&
               (!seeds_.to || record->at <= *seeds_.to) && is_new(*record)) {
      use(*record);
    }
  }
  remember(raw);
}

// The same event may be delivered twice, or stand in two files. Two events of one id contradict
// each other.
bool Gather::is_new(const TrailRecord& record) {
  if (record.event_id.empty()) return true;
  std::string says = fmt::format("{} {} {} {}", record.at.ms, record.call, record.who.access_key_id,
                                 record.text("responseElements", "credentials", "accessKeyId"));
  const auto [found, added] = event_ids_.emplace(record.event_id, says);
  if (added) return true;
  if (found->second == says) {
    ++evidence_.duplicates;
    return false;
  }
  evidence_.notes.push_back(
      {Severity::kError, record.place,
       fmt::format("another record has the eventID {} and says something else; both are used",
                   backticked(record.event_id))});
  return true;
}

void Gather::use(const TrailRecord& record) {
  const TrailIdentity& who = record.who;
  const bool user_is_seed = claims_.arns.contains(who.arn);
  if (user_is_seed && !who.access_key_id.empty()) claim(claims_.keys, who.access_key_id);
  const bool own = !who.access_key_id.empty() && in_tree(who.access_key_id);
  if (!who.access_key_id.empty()) use_key(record);
  if (own || user_is_seed) claim_caller(who);
  if (own && !record.error.empty()) ++evidence_.failed[record.call];
  if (own && record.error.empty() && !record.shared_event_id.empty()) {
    claim(claims_.shared, record.shared_event_id);
    evidence_.shared.emplace(record.shared_event_id, who.access_key_id);
  }
  if (const auto minting = read_minting(record)) use_minting(*minting, own);
  use_change(record, own);
  if (own && record.error.empty()) use_machines(record);
}

void Gather::use_key(const TrailRecord& record) {
  auto [found, added] = evidence_.uses.try_emplace(
      record.who.access_key_id,
      KeyUse{.who = record.who, .place = record.place, .first = record.at, .last = record.at});
  KeyUse& use = found->second;
  use.first = std::min(use.first, record.at);
  use.last = std::max(use.last, record.at);
  ++use.calls;
  if (!record.error.empty()) ++use.failed;
  use.from_console |= record.from_console;
  use.created_differs |=
      record.who.created && use.who.created && *record.who.created != *use.who.created;
  if (!use.who.created) use.who.created = record.who.created;
  const bool known = std::ranges::find(use.addresses, record.address) != use.addresses.end();
  if (known || record.address.empty()) return;
  if (use.addresses.size() < kAddresses) {
    use.addresses.push_back(record.address);
  } else {
    use.more_addresses = true;
  }
}

// Whoever holds one of the tree's keys may hold other credentials of the same principal.
void Gather::claim_caller(const TrailIdentity& who) {
  claim(claims_.principals, who.principal_id);
  claim(claims_.identities, who.source_identity);
  if (who.type == "AssumedRole") {
    claim(claims_.principals, who.unique_id());
    claim(claims_.entities, name_in_arn(who.issuer_arn));
  }
  claim(claims_.entities, who.user_name);
}

void Gather::use_minting(const Minting& minting, bool own) {
  const bool child = !minting.key.empty() && in_tree(minting.key);
  const bool machine =
      claims_.sessions.contains(minting.session_name) && minting.by.type == "AWSService";
  // The other account's copy of an AssumeRole has no key: the copies share an id, and it names the
  // caller by its own.
  const bool from_outside =
      minting.by.type == "AWSAccount" && (claims_.principals.contains(minting.by.principal_id) ||
                                          claims_.shared.contains(minting.shared_event_id));
  if (minting.key.empty()) {
    evidence_.mintings.push_back(minting);
    return;
  }
  if (!own && !child && !machine && !from_outside) {
    evidence_.issued_elsewhere.insert(minting.key);
    return;
  }
  claim(claims_.keys, minting.key);
  claim(claims_.principals, minting.principal_id);
  if (is_role_session(minting.kind)) claim(claims_.principals, before_colon(minting.principal_id));
  claim(claims_.entities, name_in_arn(minting.by.issuer_arn));
  if (minting.kind == CredentialKind::kAccessKey) {
    claim(claims_.entities, name_in_arn(minting.principal));
  }
  evidence_.mintings.push_back(minting);
}

void Gather::use_change(const TrailRecord& record, bool own) {
  auto change = read_change(record);
  if (!change) return;
  change->by_tree = own;
  if (own) {
    claim_entities(record);
    claim(claims_.principals, record.text("responseElements", "user", "userId"));
  } else if (!hits_entity(record)) {
    return;
  }
  evidence_.changes.push_back(*std::move(change));
}

void Gather::claim_entities(const TrailRecord& record) {
  for (const std::string_view name : {"userName", "roleName", "groupName", "policyArn"}) {
    const std::string entity = record.text("requestParameters", name);
    // Everybody attaches AWS's own policies, and nobody changes them.
    const auto arn = split_arn(entity);
    if (!arn || is_account_id(arn->account)) {
      claim(claims_.entities, entity);
    }
  }
}

bool Gather::hits_entity(const TrailRecord& record) const {
  constexpr std::array<std::string_view, 4> kNames{"userName", "roleName", "groupName",
                                                   "policyArn"};
  return in_tree(record.text("requestParameters", "accessKeyId")) ||
         std::ranges::any_of(kNames, [&](std::string_view name) {
           return claims_.entities.contains(record.text("requestParameters", name));
         });
}

void Gather::use_machines(const TrailRecord& record) {
  for (const TakingCall& call : kTakingCalls) {
    if (call.call != record.call) continue;
    for (std::string& name : taken_names(record, call)) {
      claim(claims_.sessions, name);
      evidence_.taken.push_back({.place = record.place,
                                 .at = record.at,
                                 .name = std::move(name),
                                 .call = record.call,
                                 .key = record.who.access_key_id});
    }
  }
  if (record.call.starts_with("sts:")) return;
  if (std::string role = role_of_request(record); !role.empty()) {
    evidence_.handed.push_back({.place = record.place,
                                .at = record.at,
                                .call = record.call,
                                .role = std::move(role),
                                .key = record.who.access_key_id});
  }
}

// Once nothing is missing any more: keys of the tree's principals of which nobody is known to have
// made them.
void Gather::attach_orphans() {
  const Ties ties(evidence_, seeds_);
  for (const auto& [key, use] : evidence_.uses) {
    if (in_tree(key) || evidence_.issued_elsewhere.contains(key)) continue;
    auto orphan = ties.place(key, use);
    if (!orphan) continue;
    orphans_.emplace(key, *std::move(orphan));
    claims_.keys.insert(key);
    again_ = true;
  }
}

bool Gather::end_pass() {
  evidence_.keys.clear();
  evidence_.keys.insert(claims_.keys.begin(), claims_.keys.end());
  if (!again_) attach_orphans();
  evidence_.orphans = orphans_;
  evidence_.last = parse_log_date(latest_);
  if (again_ && passes_ >= kMostPasses) {
    evidence_.notes.push_back(
        {Severity::kError, std::nullopt,
         fmt::format("after {} readings there are still new credentials: the tree is not whole",
                     passes_)});
    return false;
  }
  return again_;
}

}  // namespace cordon::incident
