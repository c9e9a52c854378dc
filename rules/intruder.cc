#include "rules/intruder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/evaluate.h"
#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/actions.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kAccount = "111122223333";
constexpr std::string_view kUserArn = "arn:aws:iam::111122223333:user/intruder";
constexpr std::string_view kRoleArn = "arn:aws:iam::111122223333:role/app";
constexpr std::string_view kSessionName = "intruder";
// Ids that no condition of a policy names.
constexpr std::string_view kUserId = "AIDAIOSFODNN7EXAMPLE";
constexpr std::string_view kRoleId = "AROAIOSFODNN7EXAMPLE";
constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
// Where nobody told the time: a day is as good as another.
constexpr Instant kSomeDay{1'767'225'600'000};
// Of the dates that a policy names, as many are tried.
constexpr std::size_t kMaxDates = 8;

// What an intruder would do first, one of each kind: the first one that a statement speaks of is
// tried.
constexpr std::array<std::array<std::string_view, 2>, 8> kDeeds{{
    {"s3:GetObject", "arn:aws:s3:::reports/2026.csv"},
    {"secretsmanager:GetSecretValue",
     "arn:aws:secretsmanager:us-east-1:111122223333:secret:database-AbCdEf"},
    {"ec2:RunInstances", "arn:aws:ec2:us-east-1:111122223333:instance/*"},
    {"iam:CreateAccessKey", "arn:aws:iam::111122223333:user/intruder"},
    {"sts:AssumeRole", "arn:aws:iam::111122223333:role/admin"},
    {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/orders"},
    {"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:pay"},
    {"sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:orders"},
}};

PolicyPtr compile_text(std::string_view text, PolicyType type) {
  JsonResult read =
      read_json(std::make_shared<Source>("an Allow of everything", std::string(text)));
  return compile_policy(read.tree, *read.root(), type, "an Allow of everything").policy;
}

const PolicyPtr& allow_everything(PolicyType type) {
  static const auto kPolicies = [] {
    constexpr std::string_view kPlain =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
    constexpr std::string_view kForEveryone =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*",)"
        R"("Resource":"*"}})";
    constexpr std::string_view kTrust =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},)"
        R"("Action":"sts:AssumeRole"}})";
    std::array<PolicyPtr, kPolicyTypeNames.size()> policies;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      const auto of = static_cast<PolicyType>(i);
      const std::string_view with_principal = of == PolicyType::kTrust ? kTrust : kForEveryone;
      policies[i] = compile_text(has_principals(of) ? with_principal : kPlain, of);
    }
    return policies;
  }();
  return kPolicies[static_cast<std::size_t>(type)];
}

// A document that can't be read may deny: then nothing gets through for sure.
PolicyPtr meaning_of(const Subject& subject) {
  return subject.compiled ? subject.compiled : unreadable_policy(subject.type, subject.found.name);
}

ApplicablePolicies beside_allow(const Subject& subject, std::span<const Subject* const> together) {
  ApplicablePolicies policies;
  policies.identity = {allow_everything(PolicyType::kIdentity)};
  const auto with_allow = [&] {
    return std::vector{allow_everything(subject.type), meaning_of(subject)};
  };
  switch (subject.type) {
    case PolicyType::kIdentity:
      if (together.empty()) policies.identity.push_back(meaning_of(subject));
      for (const Subject* document : together) policies.identity.push_back(meaning_of(*document));
      break;
    case PolicyType::kResource:
    case PolicyType::kTrust:
      policies.resource = meaning_of(subject);
      break;
    case PolicyType::kBoundary:
      policies.boundary = with_allow();
      break;
    case PolicyType::kSession:
      policies.session = with_allow();
      break;
    case PolicyType::kScp:
      policies.scps = {with_allow()};
      break;
    case PolicyType::kRcp:
      policies.rcps = {{meaning_of(subject)}};
      break;
    case PolicyType::kEndpoint:
      policies.endpoint = with_allow();
      break;
  }
  return policies;
}

std::string without_wildcards(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(plain, [](char c) { return c == '*' || c == '?'; }, 'x');
  return plain;
}

bool names(std::string_view arn, std::string_view resource_prefix) {
  const auto parts = split_arn(arn);
  return parts && parts->resource.starts_with(resource_prefix);
}

// Of the ARNs that the file, the Principal element and the condition name, the first of a kind.
std::optional<std::string> named_arn(const Subject& subject, const Statement& statement,
                                     std::string_view kind) {
  for (const std::string& arn : subject.found.principals) {
    if (names(arn, kind)) return arn;
  }
  if (statement.principal && !statement.principal->negated) {
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (names(entry.value.value, kind)) return std::string(entry.value.value);
    }
  }
  for (const KeyTest& test : tests_of(statement, "aws:PrincipalArn")) {
    if (!test.positive()) continue;
    for (const PolicyText& value : test.entry->values) {
      if (names(value.value, kind)) return example_arn(value.value);
    }
  }
  return std::nullopt;
}

std::optional<std::string> named_user(const Subject& subject, const Statement& statement) {
  if (auto arn = named_arn(subject, statement, "user/")) return arn;
  for (const KeyTest& test : tests_of(statement, "aws:username")) {
    if (!test.positive() || test.entry->values.empty()) continue;
    return fmt::format("arn:aws:iam::{}:user/{}", kAccount,
                       without_wildcards(test.entry->values.front().value));
  }
  return std::nullopt;
}

// `arn:aws:sts::1:assumed-role/app/nightly` speaks of the role `app`.
std::optional<std::string> named_role(const Subject& subject, const Statement& statement) {
  if (auto arn = named_arn(subject, statement, "role/")) return arn;
  const auto session = named_arn(subject, statement, "assumed-role/");
  if (!session) return std::nullopt;
  const Arn arn = *split_arn(*session);
  std::string_view name = arn.resource.substr(arn.resource.find('/') + 1);
  name = name.substr(0, name.find('/'));
  return fmt::format("arn:{}:iam::{}:role/{}", arn.partition, arn.account, name);
}

bool names_role_ids(const Statement& statement) {
  for (const KeyTest& test : tests_of(statement, "aws:userid")) {
    if (!test.positive()) continue;
    for (const PolicyText& value : test.entry->values) {
      if (value.value.starts_with("AROA")) return true;
    }
  }
  return false;
}

// Roles are said by the file; by the name of the policy that the console writes when it revokes a
// role's sessions; or by the statement.
bool is_of_role(const Subject& subject, const Statement& statement) {
  const FoundDocument& found = subject.found;
  if (subject.is(PolicyType::kIdentity) || subject.is(PolicyType::kBoundary)) {
    if (found.home == FoundDocument::Home::kRole) return true;
    if (!found.principals.empty()) return names(found.principals.front(), "role/");
    if (found.name.find("AWSRevokeOlderSessions") != found.name.npos) return true;
  }
  return !named_user(subject, statement) &&
         (named_role(subject, statement) || names_role_ids(statement));
}

std::string example_number(const KeyTest& test, std::string_view text) {
  const auto number = read_policy_date(text);  // whole seconds: an integer is read as it is
  if (!number || text.find_first_not_of("0123456789") != text.npos) return std::string(text);
  const std::int64_t value = number->range.latest.ms / kSecond;
  if (bound_of(test) == Bound::kUpper) return std::to_string(value - 1);
  if (bound_of(test) == Bound::kLower) return std::to_string(value + 1);
  return std::string(text);
}

// A value that meets a positive test.
std::string example_value(const KeyTest& test) {
  const std::string_view text = test.entry->values.front().value;
  if (test.is(ValueType::kIp)) return std::string(text.substr(0, text.find('/')));
  if (test.is(ValueType::kNumeric)) return example_number(test, text);
  return std::string(text);  // a wildcard matches itself
}

// Keys that follow from the credential and the clock are not for the intruder to choose.
bool is_given(const ContextKey& key) {
  switch (key.derived) {
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
    case DerivedKey::kTokenIssueTime:
    case DerivedKey::kMultiFactorAuthPresent:
    case DerivedKey::kMultiFactorAuthAge:
    case DerivedKey::kPrincipalAccount:
    case DerivedKey::kPrincipalType:
    case DerivedKey::kSecureTransport:
    case DerivedKey::kAssumedRoot:
      return true;
    case DerivedKey::kNone:
    case DerivedKey::kPrincipalArn:
    case DerivedKey::kPrincipalTag:
    case DerivedKey::kUserid:
    case DerivedKey::kUsername:
    case DerivedKey::kSourceIdentity:
      return false;
  }
  return false;
}

// Whether a credential of this kind can have such a value for a key of its principal.
bool can_have(Holds holds, DerivedKey key, std::string_view value) {
  const bool user = holds == Holds::kLongTermKey || holds == Holds::kSessionToken;
  const bool role = holds == Holds::kRoleSession;
  switch (key) {
    case DerivedKey::kUsername:
      return user;
    case DerivedKey::kSourceIdentity:
      return role;
    case DerivedKey::kPrincipalArn:
      return (user && names(value, "user/")) || (role && names(value, "role/"));
    case DerivedKey::kUserid:
      if (user) return value.starts_with("AIDA") && value.find(':') == value.npos;
      if (role)
        return value.find(':') != value.npos && !is_account_id(value.substr(0, value.find(':')));
      return value.starts_with(fmt::format("{}:", kAccount));
    default:
      return true;
  }
}

void meet(Request& request, const KeyTest& test, const ContextKey& key, Holds holds) {
  if (test.is(ValueType::kNull)) {
    const bool absent = test.entry->values.front().value == "true";
    if (key.derived == DerivedKey::kNone && !absent) put(request, key.name, "x");
    return;
  }
  if (!test.positive()) return;  // meets a negated test by being somebody else
  const std::string value = example_value(test);
  if (!can_have(holds, key.derived, value)) return;
  const bool many = test.op.qualifier != SetQualifier::kNone;
  request.context.set({.key = key,
                       .state = ContextEntry::State::kValues,
                       .multivalued = many && key.derived == DerivedKey::kNone,
                       .values = {value}});
}

CredentialKind kind_of(Holds holds) {
  switch (holds) {
    case Holds::kLongTermKey:
      return CredentialKind::kAccessKey;
    case Holds::kSessionToken:
      return CredentialKind::kGetSessionToken;
    case Holds::kFederationToken:
      return CredentialKind::kGetFederationToken;
    case Holds::kRoleSession:
      return CredentialKind::kAssumeRole;
  }
  return CredentialKind::kAccessKey;
}

// Instants beside those that the tests name: before, at and behind each.
std::vector<Instant> around(const std::vector<KeyTest>& tests) {
  std::vector<Instant> instants;
  for (const KeyTest& test : tests) {
    for (const PolicyText& value : test.entry->values) {
      const auto read = read_policy_date(value.value);
      if (!read || instants.size() >= 3 * kMaxDates) continue;
      const Instant at = read->range.earliest;
      instants.insert(instants.end(), {Instant{at.ms - kSecond}, Instant{at.ms + kSecond}, at});
    }
  }
  return instants;
}

}  // namespace

void put(Request& request, std::string_view key, std::string_view value) {
  request.context.set({.key = ContextKey(key),
                       .state = ContextEntry::State::kValues,
                       .multivalued = false,
                       .values = {std::string(value)}});
}

void drop(Request& request, std::string_view key) {
  request.context.set({.key = ContextKey(key),
                       .state = ContextEntry::State::kAbsent,
                       .multivalued = false,
                       .values = {}});
}

std::string example_arn(std::string_view pattern) {
  const auto arn = split_arn(pattern);
  if (!arn) return without_wildcards(pattern);
  return fmt::format("arn:{}:{}:{}:{}:{}", arn->partition == "*" ? "aws" : arn->partition,
                     arn->service, without_wildcards(arn->region),
                     has_wildcard(arn->account) ? kAccount : arn->account,
                     without_wildcards(arn->resource));
}

std::string describe(const Request& request) {
  const std::string call = fmt::format("`{}`", request.action());
  const auto& credential = request.credential();
  if (!credential) return call;
  const std::string issued =
      credential->issued ? " issued at " + to_string(credential->issued->earliest) : "";
  switch (credential->kind) {
    case CredentialKind::kAccessKey:
      return call + " with a long-term key";
    case CredentialKind::kGetSessionToken:
      return call + " with a session token" + issued;
    case CredentialKind::kGetFederationToken:
      return call + " with a federation token" + issued;
    default:
      return call + " with a role session" + issued;
  }
}

Intruder::Intruder(const Subject& subject, std::size_t statement,
                   std::span<const Subject* const> together)
    : subject_(subject),
      index_(statement),
      policies_(beside_allow(subject, together)),
      user_arn_(named_user(subject, written()).value_or(std::string(kUserArn))),
      role_arn_(named_role(subject, written()).value_or(std::string(kRoleArn))),
      is_role_(is_of_role(subject, written())),
      call_(find_call()) {}

Caller Intruder::caller(Holds holds) const {
  const bool role = holds == Holds::kRoleSession;
  auto caller = parse_principal(role ? role_arn_ : user_arn_);
  if (!caller) caller = parse_principal(role ? kRoleArn : kUserArn);
  caller->tags.emplace();
  if (role) {
    caller->session_name = kSessionName;
    caller->arn = fmt::format("arn:aws:sts::{}:assumed-role/{}/{}", caller->account, caller->name,
                              kSessionName);
  }
  caller->identify(std::string(role ? kRoleId : kUserId));
  if (holds != Holds::kFederationToken) return *caller;
  auto federated = parse_principal(
      fmt::format("arn:aws:sts::{}:federated-user/{}", caller->account, kSessionName));
  federated->issuer_arn = caller->arn;
  federated->tags.emplace();
  return *federated;
}

Request Intruder::request(Holds holds, const Call& call, std::optional<Instant> issued) const {
  Credential credential{.kind = kind_of(holds)};
  const bool session = holds != Holds::kLongTermKey;
  if (session) {
    const Instant at = issued.value_or(subject_.now.value_or(kSomeDay));
    credential.issued = InstantRange{at, at};
  }
  Request request(caller(holds), credential, call.action, call.resource);
  request.told_resource_account = request.caller().account;
  request.at =
      session ? Instant{credential.issued->latest.ms + kMinute} : subject_.now.value_or(kSomeDay);
  for (std::size_t i = 0; i < compiled().conditions.size(); ++i) {
    const CompiledCondition& condition = compiled().conditions[i];
    const KeyTest test{&written().conditions[i], condition.op};
    if (condition.values.empty() || is_given(condition.key)) continue;
    meet(request, test, condition.key, holds);
  }
  return request;
}

std::vector<Instant> Intruder::issue_candidates() const {
  std::vector<Instant> candidates = around(tests_of(written(), kIssueTimeKey));
  candidates.push_back(subject_.now.value_or(kSomeDay));
  return candidates;
}

std::vector<std::optional<Instant>> Intruder::clock_candidates() const {
  std::vector<KeyTest> tests = tests_of(written(), "aws:CurrentTime");
  for (const KeyTest& test : tests_of(written(), "aws:EpochTime")) tests.push_back(test);
  std::vector<std::optional<Instant>> candidates{std::nullopt};  // what request() chooses
  for (const Instant at : around(tests)) candidates.emplace_back(at);
  return candidates;
}

std::optional<Request> Intruder::denied_request(Holds holds) const {
  const auto clock = clock_candidates();
  for (const Instant issued : issue_candidates()) {
    for (const std::optional<Instant>& at : clock) {
      Request candidate = request(holds, call_, issued);
      if (at) candidate.at = *at;
      if (bites(candidate)) return candidate;
    }
    if (holds == Holds::kLongTermKey && clock.size() == 1) break;
  }
  return std::nullopt;
}

bool Intruder::bites(const Request& request) const {
  const CompiledStatement& statement = compiled();
  if (!subject_.compiled->actions.matching(request.action_lower()).contains(index_)) return false;
  const CallerFacts facts{.has_boundary = !policies_.boundary.empty()};
  Truth matches = statement.principals.denies(request.caller(), facts);
  matches = matches & statement.resources.matches(request);
  for (const CompiledCondition& condition : statement.conditions) {
    if (matches != Truth::kTrue) return false;
    matches = matches & evaluate_condition(condition, request, statement.effect).value;
  }
  return matches == Truth::kTrue;
}

bool Intruder::gets_through(const Request& request) const {
  ApplicablePolicies policies = policies_;
  // A federation token without a session policy may do nothing at all.
  if (request.caller().kind == CallerKind::kFederatedUser && policies.session.empty()) {
    policies.session = {allow_everything(PolicyType::kSession)};
  }
  if (!policies.resource && resource_policy_must_allow(request)) {
    policies.resource =
        allow_everything(request.service() == "sts" ? PolicyType::kTrust : PolicyType::kResource);
  }
  return evaluate(request, policies).outcome == Outcome::kAllowed;
}

// The first usual deed that the statement's action element speaks of; else the first action that
// its first entry matches.
Call Intruder::find_call() const {
  const auto on = [this](std::string_view action, std::string_view usual) -> Call {
    const auto& listed = listed_resources(written());
    const bool any = listed.empty() || lists_everything(written().resource);
    return {std::string(action), any ? std::string(usual) : example_arn(listed.front().value)};
  };
  if (subject_.is(PolicyType::kTrust)) return {"sts:AssumeRole", std::string(kRoleArn)};
  for (const auto& [action, resource] : kDeeds) {
    if (!coverage(written(), action)) continue;
    Call deed = on(action, resource);
    const Request probe(*parse_principal(kUserArn), Credential{}, deed.action, deed.resource);
    if (compiled().resources.matches(probe) == Truth::kTrue) return deed;
  }
  for (const PolicyText& entry : listed_actions(written())) {
    for (const catalogue::Action action : catalogue::actions_matching(entry.value)) {
      return on(action.full_name, "*");
    }
  }
  return on("s3:GetObject", kDeeds[0][1]);
}

}  // namespace cordon::rules
