#include "engine/request.h"

#include <algorithm>
#include <utility>

#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using Presence = Attribute::Presence;

constexpr std::size_t kPrincipalTagPrefixLength = std::string_view("aws:principaltag/").size();

const std::string& text_of(bool value) {
  static const std::string kTrueText = "true";
  static const std::string kFalseText = "false";
  return value ? kTrueText : kFalseText;
}

Attribute absent() { return {.presence = Presence::kAbsent}; }

Attribute single(const std::string& value) {
  return {.presence = Presence::kPresent, .values = std::span(&value, 1)};
}

Attribute value_not_told() { return {.presence = Presence::kValueNotTold, .stated = false}; }

Attribute single_or_not_told(const std::string& value) {
  return value.empty() ? value_not_told() : single(value);
}

Attribute stated(const ContextEntry& entry) {
  switch (entry.state) {
    case ContextEntry::State::kAbsent:
      return absent();
    case ContextEntry::State::kNotTold:
      return {.presence = Presence::kNotTold, .stated = false};
    case ContextEntry::State::kValues:
      break;
  }
  return {.presence = Presence::kPresent, .multivalued = entry.multivalued, .values = entry.values};
}

bool is_signed(const Caller& caller) {
  return caller.kind != CallerKind::kAnonymous && caller.kind != CallerKind::kFederatedIdentity;
}

}  // namespace

Request::Request(Caller caller, std::optional<Credential> credential, std::string_view action,
                 std::string resource)
    : caller_(std::move(caller)),
      credential_(std::move(credential)),
      action_(action),
      action_lower_(ascii_lower(action)),
      resource_(std::move(resource)) {}

void Request::ask(std::string_view action, std::string resource) {
  action_ = action;
  action_lower_ = ascii_lower(action);
  resource_ = std::move(resource);
}

std::string_view Request::service() const {
  return std::string_view(action_lower_).substr(0, action_lower_.find(':'));
}

std::string_view Request::resource_account() const {
  if (!told_resource_account.empty()) return told_resource_account;
  const auto arn = split_arn(resource_);
  if (arn && is_account_id(arn->account)) return arn->account;
  return caller_.account;
}

Attribute Request::attribute(const ContextKey& key) const {
  if (const ContextEntry* entry = context.find(key)) return stated(*entry);
  if (context_complete) return absent();
  return key.derived == DerivedKey::kNone ? unstated_attribute() : derived(key);
}

Attribute Request::unstated_attribute() const {
  return {.presence = unstated == Unstated::kOpen ? Presence::kNotTold : Presence::kAbsent,
          .stated = false};
}

Attribute Request::derived(const ContextKey& key) const {
  switch (key.derived) {
    case DerivedKey::kNone:
      return unstated_attribute();
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
      return time_of_request();
    case DerivedKey::kTokenIssueTime:
      return token_issue_time();
    case DerivedKey::kMultiFactorAuthPresent:
      return mfa_present();
    case DerivedKey::kMultiFactorAuthAge:
      return mfa_age();
    case DerivedKey::kPrincipalArn:
      return caller_.principal_arn.empty() ? absent() : single(caller_.principal_arn);
    case DerivedKey::kPrincipalAccount:
      if (caller_.kind == CallerKind::kAnonymous) return single(caller_.name);
      return caller_.account.empty() ? absent() : single(caller_.account);
    case DerivedKey::kPrincipalType:
      return caller_.principal_type.empty() ? absent() : single(caller_.principal_type);
    case DerivedKey::kPrincipalTag:
      return principal_tag(key);
    case DerivedKey::kUserid:
      if (caller_.userid.empty() && caller_.account.empty()) return absent();
      return single_or_not_told(caller_.userid);
    case DerivedKey::kUsername:
      return caller_.kind == CallerKind::kUser ? single(caller_.name) : absent();
    case DerivedKey::kSourceIdentity:
      return source_identity();
    case DerivedKey::kSecureTransport:
      return single(text_of(true));
    case DerivedKey::kAssumedRoot:
      return credential_ && credential_->kind == CredentialKind::kAssumeRoot ? single(text_of(true))
                                                                             : absent();
  }
  return unstated_attribute();
}

Attribute Request::time_of_request() const {
  if (!at) return value_not_told();
  return {.presence = Presence::kPresent, .instant = InstantRange{*at, *at}};
}

Attribute Request::token_issue_time() const {
  if (!credential_ || !is_temporary(credential_->kind)) return absent();
  if (!credential_->issued) return value_not_told();
  return {.presence = Presence::kPresent, .instant = credential_->issued};
}

// Role sessions: AWS's pages disagree on whether MFA is carried (semantics.md X4), so it stays open
// unless the credential says that MFA was used.
Attribute Request::mfa_present() const {
  if (!credential_) return absent();
  switch (credential_->kind) {
    case CredentialKind::kGetSessionToken:
    case CredentialKind::kConsolePassword:
      return single(text_of(credential_->mfa_at.has_value()));
    case CredentialKind::kAssumeRole:
    case CredentialKind::kInstanceProfile:
    case CredentialKind::kService:
      if (credential_->mfa_at) return single(text_of(true));
      return {.presence = Presence::kNotTold, .stated = false};
    case CredentialKind::kAccessKey:
    case CredentialKind::kGetFederationToken:
    case CredentialKind::kAssumeRoleWithSaml:
    case CredentialKind::kAssumeRoleWithWebIdentity:
    case CredentialKind::kAssumeRoot:
      return absent();
  }
  return absent();
}

Attribute Request::mfa_age() const {
  const Attribute present = mfa_present();
  if (present.presence == Presence::kNotTold) return present;
  if (!credential_ || !credential_->mfa_at) return absent();
  if (!at) return value_not_told();
  constexpr std::int64_t kSecond = 1000;
  const std::int64_t age = (at->ms - credential_->mfa_at->ms) / kSecond;
  return {.presence = Presence::kPresent, .number = std::max<std::int64_t>(age, 0)};
}

Attribute Request::principal_tag(const ContextKey& key) const {
  if (!is_signed(caller_)) return absent();
  if (!caller_.tags) return unstated_attribute();
  const std::string_view name = std::string_view(key.lower).substr(kPrincipalTagPrefixLength);
  for (const auto& [tag, value] : *caller_.tags) {
    if (equals_ignoring_ascii_case(tag, name)) return single(value);
  }
  return absent();
}

Attribute Request::source_identity() const {
  if (!credential_ || !is_role_session(credential_->kind)) return absent();
  if (credential_->source_identity) return single(*credential_->source_identity);
  return unstated_attribute();
}

}  // namespace cordon
