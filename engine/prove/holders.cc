#include "engine/prove/holders.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/key_template.h"

namespace cordon::prove {
namespace {

// When the MFA of a session took place, for those that have one: 2020-01-01T00:00:00Z.
constexpr Instant kMfaTime{1'577'836'800'000};
constexpr std::string_view kIsService = "aws:principalisawsservice";

void note(const ContextKey& key, AskedOfCaller& asked) {
  switch (key.derived) {
    case DerivedKey::kUsername:
      asked.name = true;
      break;
    case DerivedKey::kPrincipalArn:
    case DerivedKey::kPrincipalAccount:
      asked.arn = true;
      break;
    case DerivedKey::kUserid:
      asked.id = true;
      break;
    case DerivedKey::kPrincipalType:
    case DerivedKey::kAssumedRoot:
      asked.kind = true;
      break;
    case DerivedKey::kMultiFactorAuthAge:
      asked.mfa_age = true;
      asked.credential = true;
      break;
    case DerivedKey::kTokenIssueTime:
      asked.time = true;
      asked.credential = true;
      break;
    case DerivedKey::kMultiFactorAuthPresent:
    case DerivedKey::kSourceIdentity:
      asked.credential = true;
      break;
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
      asked.time = true;
      break;
    case DerivedKey::kNone:
      asked.service = asked.service || key.lower == kIsService;
      break;
    case DerivedKey::kPrincipalTag:
    case DerivedKey::kSecureTransport:
      break;
  }
}

void note(const KeyTemplate& text, AskedOfCaller& asked) {
  for (const VariableUse& use : text.variables()) note(use.key, asked);
}

void note(const CompiledStatement& statement, AskedOfCaller& asked) {
  for (const ResourceEntry& entry : statement.resources.entries()) {
    if (entry.with_variables) note(*entry.with_variables, asked);
  }
  for (const CompiledCondition& condition : statement.conditions) {
    note(condition.key, asked);
    for (const ConditionValue& value : condition.values) {
      if (value.with_variables) note(*value.with_variables, asked);
    }
  }
}

Situation token_with_mfa(const std::string& user, const AskedOfCaller& asked) {
  Situation situation = situation_of(user, CredentialKind::kGetSessionToken, asked);
  situation.credential->mfa_at = kMfaTime;
  if (asked.mfa_age && asked.time) {
    // An age and a date are compared with one request time; then the time of MFA has to be free.
    situation.context.push_back({.key = ContextKey("aws:MultiFactorAuthAge"),
                                 .state = ContextEntry::State::kNotTold,
                                 .values = {}});
  }
  return situation;
}

std::string user_of(std::string_view account) {
  return fmt::format("arn:aws:iam::{}:user/alice", account);
}

Situation role_session(std::string_view account, const AskedOfCaller& asked) {
  return situation_of(fmt::format("arn:aws:sts::{}:assumed-role/application/session", account),
                      CredentialKind::kAssumeRole, asked);
}

// Runs of 12 digits: accounts, wherever they stand. A pattern that leaves digits out is filled up.
void append_accounts(std::string_view text, std::vector<std::string>& accounts) {
  constexpr std::size_t kDigits = 12;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789?*", at), text.size());
    std::string run(text.substr(at, end - at));
    at = end + 1;
    if (run.find_first_of("0123456789") == std::string::npos) continue;
    const std::size_t star = run.find('*');
    if (star != std::string::npos && run.size() <= kDigits) {
      run.replace(star, 1, kDigits + 1 - run.size(), '0');
    }
    for (char& c : run) c = c == '?' || c == '*' ? '0' : c;
    if (run.size() == kDigits) accounts.push_back(std::move(run));
  }
}

}  // namespace

std::vector<std::string> accounts_in_conditions(std::span<const PolicyPtr> policies) {
  std::vector<std::string> accounts;
  for (const PolicyPtr& policy : policies) {
    for (const CompiledStatement& statement : policy->statements) {
      for (const CompiledCondition& condition : statement.conditions) {
        AskedOfCaller asked;
        note(condition.key, asked);
        if (!asked.arn) continue;
        for (const ConditionValue& value : condition.values) append_accounts(value.text, accounts);
      }
    }
  }
  std::ranges::sort(accounts);
  const auto repeated = std::ranges::unique(accounts);
  accounts.erase(repeated.begin(), repeated.end());
  return accounts;
}

AskedOfCaller asked_of_caller(std::span<const PolicyPtr> policies) {
  AskedOfCaller asked;
  for (const PolicyPtr& policy : policies) {
    for (const CompiledStatement& statement : policy->statements) note(statement, asked);
  }
  return asked;
}

Situation situation_of(std::string_view arn, std::optional<CredentialKind> kind,
                       const AskedOfCaller& asked) {
  auto caller = parse_principal(arn);
  Situation situation{.caller = caller ? *std::move(caller) : Caller{},
                      .other_than = {},
                      .credential = {},
                      .issued = {},
                      .at = {},
                      .context = {},
                      .resource_account = {},
                      .actions = {},
                      .resources = {},
                      .tolerated = {},
                      .options = {}};
  situation.credential = default_credential(situation.caller);
  if (kind) situation.credential = Credential{.kind = *kind};
  situation.any_caller = asked.identity() && !situation.caller.principal_arn.empty();
  situation.only_name_is_free =
      asked.name && !asked.arn && situation.caller.kind == CallerKind::kUser;
  situation.own_resources = true;
  if (asked.service) {
    const bool is = situation.caller.kind == CallerKind::kService;
    situation.context.push_back(
        {.key = ContextKey("aws:PrincipalIsAWSService"), .values = {is ? "true" : "false"}});
  }
  return situation;
}

std::vector<Situation> user_situations(const std::string& arn, const AskedOfCaller& asked) {
  std::vector<Situation> all{situation_of(arn, CredentialKind::kAccessKey, asked)};
  if (!asked.credential) return all;
  all.push_back(situation_of(arn, CredentialKind::kGetSessionToken, asked));
  all.push_back(token_with_mfa(arn, asked));
  return all;
}

std::vector<Situation> holders(const AskedOfCaller& asked) {
  std::vector<Situation> all = user_situations(user_of(kExampleAccount), asked);
  if (asked.anything()) all.push_back(role_session(kExampleAccount, asked));
  return all;
}

std::vector<Situation> session_holders(const AskedOfCaller& asked) {
  const std::string user = user_of(kExampleAccount);
  std::vector<Situation> all{role_session(kExampleAccount, asked),
                             situation_of(user, CredentialKind::kGetSessionToken, asked),
                             token_with_mfa(user, asked)};
  for (Situation& each : federated_holders(asked)) all.push_back(std::move(each));
  return all;
}

std::vector<Situation> federated_holders(const AskedOfCaller& asked) {
  const std::string arn = fmt::format("arn:aws:sts::{}:federated-user/bob", kExampleAccount);
  return {situation_of(arn, CredentialKind::kGetFederationToken, asked)};
}

}  // namespace cordon::prove
