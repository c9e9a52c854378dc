#include "rules/containment/intruder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/evaluate.h"
#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/fix/edits.h"

namespace cordon::rules {
namespace {

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

CredentialKind kind_of(Holds holds) {
  switch (holds) {
    case Holds::kLongTermKey:
      return CredentialKind::kAccessKey;
    case Holds::kSessionToken:
    case Holds::kSessionTokenWithMfa:
      return CredentialKind::kGetSessionToken;
    case Holds::kFederationToken:
      return CredentialKind::kGetFederationToken;
    case Holds::kRoleSession:
      return CredentialKind::kAssumeRole;
  }
  return CredentialKind::kAccessKey;
}

Caller session_of(Caller role) {
  role.tags.emplace();
  role.session_name = kSessionName;
  role.arn =
      fmt::format("arn:aws:sts::{}:assumed-role/{}/{}", role.account, role.name, kSessionName);
  role.identify(std::string(kRoleId));
  return role;
}

// Instants beside those that the tests name: before, at and behind each.
std::vector<Instant> around(const std::vector<ConditionUse>& tests) {
  std::vector<Instant> instants;
  for (const ConditionUse& test : tests) {
    for (const PolicyText& value : test.entry.values) {
      const auto read = read_policy_date(value.value);
      if (!read || instants.size() >= 3 * kMaxDates) continue;
      const Instant at = read->range.earliest;
      instants.insert(instants.end(), {Instant{at.ms - kSecond}, Instant{at.ms + kSecond}, at});
    }
  }
  return instants;
}

}  // namespace

std::string describe(const Request& request) {
  std::string call = fmt::format("`{}`", request.action());
  const auto& credential = request.credential();
  if (!credential) return call;
  const std::string issued =
      credential->issued ? " issued at " + to_string(credential->issued->earliest) : "";
  switch (credential->kind) {
    case CredentialKind::kAccessKey:
      return call + " with a long-term key";
    case CredentialKind::kGetSessionToken:
      return call +
             (credential->mfa_at ? " with a session token that has MFA" : " with a session token") +
             issued;
    case CredentialKind::kGetFederationToken:
      return call + " with a federation token" + issued;
    default:
      return call + " with a role session" + issued;
  }
}

std::string describe(const Request& request, std::string_view expected) {
  if (request.resource() == expected) return describe(request);
  return fmt::format("{} on `{}`", describe(request), request.resource());
}

Intruder::Intruder(const Subject& subject, std::size_t statement,
                   std::span<const Subject* const> together)
    : subject_(subject),
      index_(statement),
      policies_(beside_allow(subject, together)),
      user_arn_(named_user(subject, written()).value_or(std::string(kExampleUserArn))),
      role_arn_(named_role(subject, written()).value_or(std::string(kExampleRoleArn))),
      is_role_(is_of_role(subject, written())),
      call_(find_call()) {}

Caller Intruder::caller(Holds holds) const {
  const bool role = holds == Holds::kRoleSession;
  auto caller = parse_principal(role ? role_arn_ : user_arn_);
  if (!caller) caller = parse_principal(role ? kExampleRoleArn : kExampleUserArn);
  caller->tags.emplace();
  if (role) return session_of(*std::move(caller));
  caller->identify(std::string(kUserId));
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
    if (holds == Holds::kSessionTokenWithMfa) credential.mfa_at = at;
  }
  Request request(caller(holds), credential, call.action, call.resource);
  request.told_resource_account = request.caller().account;
  request.at =
      session ? Instant{credential.issued->latest.ms + kMinute} : subject_.now.value_or(kSomeDay);
  for (std::size_t i = 0; i < compiled().conditions.size(); ++i) {
    const CompiledCondition& condition = compiled().conditions[i];
    const ConditionUse test{written(), written().conditions[i], condition.op};
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
  std::vector<ConditionUse> tests = tests_of(written(), "aws:CurrentTime");
  for (const ConditionUse& test : tests_of(written(), "aws:EpochTime")) tests.push_back(test);
  std::vector<std::optional<Instant>> candidates{std::nullopt};  // what request() chooses
  for (const Instant at : around(tests)) candidates.emplace_back(at);
  return candidates;
}

std::vector<Request> Intruder::candidates(Holds holds, const Call& call) const {
  const auto clock = clock_candidates();
  std::vector<Request> requests;
  for (const Instant issued : issue_candidates()) {
    for (const std::optional<Instant>& at : clock) {
      requests.push_back(request(holds, call, issued));
      if (at) requests.back().at = *at;
    }
    if (holds == Holds::kLongTermKey && clock.size() == 1) break;
  }
  return requests;
}

std::optional<Request> Intruder::denied_request(Holds holds) const {
  return find_request(holds, call_, [this](const Request& candidate) { return bites(candidate); });
}

bool Intruder::conditions_hold(const Request& request, const ConditionEntry* left_out) const {
  for (std::size_t i = 0; i < compiled().conditions.size(); ++i) {
    if (&written().conditions[i] == left_out) continue;
    const CompiledCondition& condition = compiled().conditions[i];
    if (evaluate_condition(condition, request, compiled().effect).value != Truth::kTrue)
      return false;
  }
  return true;
}

bool Intruder::bites(const Request& request) const {
  return compiled().resources.matches(request) == Truth::kTrue && bites_but_for(request, nullptr);
}

bool Intruder::bites_but_for(const Request& request, const ConditionEntry* left_out) const {
  const CompiledStatement& statement = compiled();
  if (!subject_.compiled->actions.matching(request.action_lower()).contains(index_)) return false;
  const CallerFacts facts{.has_boundary = !policies_.boundary.empty()};
  if (statement.principals.denies(request.caller(), facts) != Truth::kTrue) return false;
  const bool here = left_out == nullptr || statement.resources.matches(request) == Truth::kTrue;
  return here && conditions_hold(request, left_out);
}

// A federation token without a session policy may do nothing at all.
ApplicablePolicies Intruder::policies_of(const Caller& caller) const {
  ApplicablePolicies policies = policies_;
  if (caller.kind == CallerKind::kFederatedUser && policies.session.empty()) {
    policies.session = {allow_everything(PolicyType::kSession)};
  }
  return policies;
}

// Whatever is called, its resource lets the caller in.
ApplicablePolicies Intruder::policies_with_grant(const Caller& caller) const {
  ApplicablePolicies policies = policies_of(caller);
  if (!policies.resource) policies.resource = allow_everything(PolicyType::kResource);
  return policies;
}

bool Intruder::gets_through(const Request& request) const {
  ApplicablePolicies policies = policies_of(request.caller());
  if (!policies.resource && resource_policy_must_allow(request)) {
    policies.resource =
        allow_everything(request.service() == "sts" ? PolicyType::kTrust : PolicyType::kResource);
  }
  return evaluate(request, policies).outcome == Outcome::kAllowed;
}

std::vector<Request> Intruder::stopped() const {
  std::vector<Holds> kinds{Holds::kRoleSession};
  const bool known_user = !subject_.found.principals.empty() && !is_role_;
  if (!is_role_) {
    kinds = {Holds::kLongTermKey, Holds::kSessionToken, Holds::kSessionTokenWithMfa};
    if (!known_user) kinds.push_back(Holds::kRoleSession);
  }
  std::vector<Request> requests;
  for (const Holds kind : kinds) {
    if (auto request = denied_request(kind)) requests.push_back(*std::move(request));
  }
  return requests;
}

Request Intruder::again(const Request& request, const Call& other) const {
  Request next(request.caller(), request.credential(), other.action, other.resource);
  next.at = request.at;
  next.told_resource_account = request.told_resource_account;
  next.context = request.context;
  return next;
}

Request Intruder::as_role(const Request& request, std::string_view role_arn) const {
  auto role = parse_principal(role_arn);
  if (!role) role = parse_principal(kExampleRoleArn);
  Request next(session_of(*std::move(role)), request.credential(), request.action(),
               request.resource());
  next.at = request.at;
  next.told_resource_account = next.caller().account;
  next.context = request.context;
  put(next, "aws:PrincipalArn", role_arn);
  return next;
}

std::optional<Request> Intruder::escape(std::span<const Request> stopped, const Call& other) const {
  for (const Request& request : stopped) {
    Request next = again(request, other);
    if (gets_through(next)) return next;
  }
  return std::nullopt;
}

bool Intruder::granted_by_resource(const Request& request) const {
  ApplicablePolicies policies;
  (subject_.is(PolicyType::kBoundary) ? policies.boundary
                                      : policies.identity) = {meaning_of(subject_)};
  const std::string grant = fmt::format(
      R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":{}}},)"
      R"("Action":"*","Resource":"*"}}}})",
      json_string(request.caller().arn));
  policies.resource = compile_text(grant, PolicyType::kResource);
  return evaluate(request, policies).outcome == Outcome::kAllowed;
}

}  // namespace cordon::rules
