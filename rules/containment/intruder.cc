#include "rules/containment/intruder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/evaluate.h"
#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/fix/edits.h"

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
constexpr std::array<std::string_view, 8> kDeeds{
    "s3:GetObject",          "secretsmanager:GetSecretValue",
    "ec2:RunInstances",      "iam:CreateAccessKey",
    "sts:AssumeRole",        "dynamodb:GetItem",
    "lambda:InvokeFunction", "sqs:SendMessage"};

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

// An ARN of the form `arn:${Partition}:s3:::${BucketName}`.
std::string filled(std::string_view form, std::string_view user) {
  std::string arn;
  for (std::size_t at = 0; at < form.size();) {
    const std::size_t end =
        form.substr(at).starts_with("${") ? form.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      arn += form[at++];
      continue;
    }
    const std::string_view name = form.substr(at + 2, end - at - 2);
    at = end + 1;
    if (name == "Partition")
      arn += "aws";
    else if (name == "Region")
      arn += "us-east-1";
    else if (name == "Account")
      arn += kAccount;
    else
      arn += name.starts_with("UserName") ? user : std::string_view("x");
  }
  return arn;
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
    if (holds == Holds::kSessionTokenWithMfa) credential.mfa_at = at;
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
  const auto on = [this](std::string_view action) -> Call {
    const auto& listed = listed_resources(written());
    const bool any = listed.empty() || lists_everything(written().resource);
    return any ? usual(action) : Call{std::string(action), example_arn(listed.front().value)};
  };
  if (subject_.is(PolicyType::kTrust)) return {"sts:AssumeRole", std::string(kRoleArn)};
  for (const std::string_view action : kDeeds) {
    if (!coverage(written(), action)) continue;
    Call deed = on(action);
    const Request probe(*parse_principal(kUserArn), Credential{}, deed.action, deed.resource);
    if (compiled().resources.matches(probe) == Truth::kTrue) return deed;
  }
  for (const PolicyText& entry : listed_actions(written())) {
    for (const catalogue::Action action : catalogue::actions_matching(entry.value)) {
      return on(action.full_name);
    }
  }
  return on(kDeeds.front());
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

std::optional<Request> Intruder::escape(std::span<const Request> stopped, const Call& other) const {
  for (const Request& request : stopped) {
    Request next = again(request, other);
    if (gets_through(next)) return next;
  }
  return std::nullopt;
}

Call Intruder::usual(std::string_view action) const {
  const auto known = catalogue::find_action(action);
  if (!known || known->resources.empty()) return {std::string(action), "*"};
  // S3 knows objects behind access points, too; they are nobody's first thought.
  std::string_view name = (*known->resources.begin()).type;
  for (const catalogue::ResourceUse use : known->resources) {
    if (use.type == "object") name = use.type;
  }
  const auto type = catalogue::find_resource_type(known->service, name);
  if (!type) return {std::string(action), "*"};
  return {std::string(action), filled(type->arn, last_path_part(user_arn_))};
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
