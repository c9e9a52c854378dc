// Condition keys that follow from caller, credential and time (semantics.md 5.4): what each kind of
// credential has of each.

#include <fmt/format.h>

#include <array>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::kAlice;
using support::kAppSession;
using support::kCarol;
using support::kRoot;

constexpr std::string_view kIssued = "2024-05-01T08:00:00.250Z";
constexpr std::string_view kMfa = "2024-05-01T11:00:00Z";  // an hour before the request

// What a request has for a key, in a word: `absent`, `open` (absent or anything), `untold` (there,
// of unknown value), or its value.
std::string word(const Attribute& attribute) {
  switch (attribute.presence) {
    case Attribute::Presence::kAbsent:
      return "absent";
    case Attribute::Presence::kNotTold:
      return "open";
    case Attribute::Presence::kValueNotTold:
      return "untold";
    case Attribute::Presence::kPresent:
      break;
  }
  if (attribute.instant) return to_string(attribute.instant->earliest);
  if (attribute.number) return std::to_string(*attribute.number);
  return attribute.values.size() == 1 ? attribute.values[0] : "a list";
}

std::string value(const Request& request, std::string_view key) {
  return word(request.attribute(ContextKey(key)));
}

struct Holder {
  std::string_view name;
  std::string_view principal;
  std::string credential;
};

std::array<Holder, 14> holders() {
  using support::credential;
  return {{
      {"long-term key", kAlice, credential("access-key")},
      {"session token", kAlice, credential("get-session-token", kIssued)},
      {"session token with MFA", kAlice, credential("get-session-token", kIssued, kMfa)},
      {"federation token", kCarol, credential("get-federation-token", kIssued)},
      {"role", kAppSession, credential("assume-role", kIssued)},
      {"SAML", kAppSession, credential("assume-role-with-saml", kIssued)},
      {"OIDC", kAppSession, credential("assume-role-with-web-identity", kIssued)},
      {"instance", kAppSession, credential("instance-profile", kIssued)},
      {"console", kAlice, credential("console-password", kIssued)},
      {"console with MFA", kAlice, credential("console-password", kIssued, kMfa)},
      {"root key", kRoot, credential("access-key")},
      {"AssumeRoot", kRoot, credential("assume-root", kIssued)},
      {"service", "ec2.amazonaws.com", ""},
      {"anonymous", "*", ""},
  }};
}

// A key's value for each of holders(), one a line: only where it differs from `elsewhere`.
std::string differing(std::string_view key, std::string_view elsewhere) {
  std::string lines;
  for (const Holder& holder : holders()) {
    const support::Case one = support::read_case(
        support::Scene{.principal = holder.principal, .credential = holder.credential});
    const std::string got = value(one.request, key);
    if (got != elsewhere) lines += fmt::format("{}: {}\n", holder.name, got);
  }
  return lines;
}

TEST_CASE("5.4: aws:TokenIssueTime is there for temporary credentials, console sessions too") {
  CHECK(differing("aws:TokenIssueTime", kIssued) ==
        "long-term key: absent\nroot key: absent\nservice: absent\nanonymous: absent\n");
}

TEST_CASE("5.4: aws:MultiFactorAuthPresent is never there for long-term keys") {
  CHECK(differing("aws:MultiFactorAuthPresent", "absent") ==
        "session token: false\nsession token with MFA: true\nrole: open\ninstance: open\n"
        "console: false\nconsole with MFA: true\n");
}

TEST_CASE("5.4: aws:MultiFactorAuthAge is there with MFA only, in seconds") {
  CHECK(differing("aws:MultiFactorAuthAge", "absent") ==
        "session token with MFA: 3600\nrole: open\ninstance: open\nconsole with MFA: 3600\n");
}

TEST_CASE("5.4: aws:PrincipalArn of a role session is the role, of a federated user itself") {
  CHECK(differing("aws:PrincipalArn", kAlice) ==
        "federation token: arn:aws:sts::111122223333:federated-user/carol\n"
        "role: arn:aws:iam::111122223333:role/app\nSAML: arn:aws:iam::111122223333:role/app\n"
        "OIDC: arn:aws:iam::111122223333:role/app\ninstance: arn:aws:iam::111122223333:role/app\n"
        "root key: arn:aws:iam::111122223333:root\nAssumeRoot: arn:aws:iam::111122223333:root\n"
        "service: absent\nanonymous: absent\n");
}

TEST_CASE("5.4: aws:PrincipalAccount and aws:PrincipalType") {
  CHECK(differing("aws:PrincipalAccount", "111122223333") ==
        "service: absent\nanonymous: anonymous\n");
  CHECK(differing("aws:PrincipalType", "User") ==
        "federation token: FederatedUser\nrole: AssumedRole\nSAML: AssumedRole\n"
        "OIDC: AssumedRole\ninstance: AssumedRole\nroot key: Account\nAssumeRoot: Account\n"
        "service: absent\nanonymous: Anonymous\n");
}

TEST_CASE("5.4: aws:username is there for users only") {
  CHECK(differing("aws:username", "alice") ==
        "federation token: absent\nrole: absent\nSAML: absent\nOIDC: absent\ninstance: absent\n"
        "root key: absent\nAssumeRoot: absent\nservice: absent\nanonymous: absent\n");
}

TEST_CASE("5.4: aws:userid needs the unique id of a user or role") {
  CHECK(differing("aws:userid", "untold") ==
        "federation token: 111122223333:carol\nroot key: 111122223333\nAssumeRoot: 111122223333\n"
        "service: absent\nanonymous: anonymous\n");
}

TEST_CASE("5.4: aws:AssumedRoot, aws:SecureTransport") {
  CHECK(differing("aws:AssumedRoot", "absent") == "AssumeRoot: true\n");
  CHECK(differing("aws:SecureTransport", "true") == "");
}

TEST_CASE("5.4: the time of the request, in both its keys") {
  CHECK(differing("aws:CurrentTime", "2024-05-01T12:00:00Z") == "");
  CHECK(differing("aws:EpochTime", "2024-05-01T12:00:00Z") == "");
  support::Case one = support::read_case(support::Scene{});
  one.request.at.reset();
  CHECK(value(one.request, "aws:CurrentTime") == "untold");
}

TEST_CASE("5.4: aws:EpochTime compares as a date and as a number") {
  const auto decide = [](std::string_view condition) {
    return support::decide(
        support::Scene{.policies = support::layer(
                           "identity", {support::kAllowAll, support::deny_when(condition)})});
  };
  CHECK(decide(R"({"NumericLessThan":{"aws:EpochTime":"1714564801"}})") ==
        "explicitDeny identity-explicit-deny");
  CHECK(decide(R"({"NumericLessThan":{"aws:EpochTime":"1714564800"}})") ==
        "allowed identity-allow");
  CHECK(decide(R"({"DateLessThan":{"aws:EpochTime":"2024-05-01T12:00:01Z"}})") ==
        "explicitDeny identity-explicit-deny");
  CHECK(decide(R"({"DateGreaterThan":{"aws:CurrentTime":"2024-05-01T11:59:59Z"}})") ==
        "explicitDeny identity-explicit-deny");
  // How AWS writes the time as text is not known.
  CHECK(decide(R"({"StringLike":{"aws:CurrentTime":"2024*"}})") ==
        "undecided: allowed or explicitDeny");
}

TEST_CASE("5.4: aws:SourceIdentity is a matter of role sessions") {
  const auto source_identity = [](std::string_view principal, std::string_view credential,
                                  Unstated unstated) {
    support::Case one = support::read_case(
        support::Scene{.principal = principal, .credential = std::string(credential)});
    one.request.unstated = unstated;
    return value(one.request, "aws:SourceIdentity");
  };
  constexpr std::string_view kSet = R"({"kind":"assume-role","sourceIdentity":"dana"})";
  constexpr std::string_view kUnset = R"({"kind":"assume-role"})";
  CHECK(source_identity(kAppSession, kSet, Unstated::kAbsent) == "dana");
  CHECK(source_identity(kAppSession, kUnset, Unstated::kAbsent) == "absent");
  CHECK(source_identity(kAppSession, kUnset, Unstated::kOpen) == "open");
  CHECK(source_identity(kAlice, R"({"kind":"access-key"})", Unstated::kOpen) == "absent");
}

TEST_CASE("5.4: aws:PrincipalTag, when the tags are told") {
  Caller caller = parse_principal(kAlice).value();
  const auto tag = [&](std::string_view key, Unstated unstated = Unstated::kOpen) {
    Request request(caller, std::nullopt, "s3:GetObject", "*");
    request.unstated = unstated;
    return value(request, key);
  };
  CHECK(tag("aws:PrincipalTag/team") == "open");
  CHECK(tag("aws:PrincipalTag/team", Unstated::kAbsent) == "absent");
  caller.tags.emplace().emplace_back("Team", "red");
  CHECK(tag("aws:principaltag/TEAM") == "red");
  CHECK(tag("aws:PrincipalTag/stage") == "absent");
  caller = parse_principal("*").value();
  CHECK(tag("aws:PrincipalTag/team") == "absent");
}

TEST_CASE("cli: what the context says wins over what follows, null removes it") {
  const auto user_name = [](std::string context) {
    const support::Case one = support::read_case(support::Scene{.context = std::move(context)});
    return value(one.request, "aws:username");
  };
  CHECK(user_name("") == "alice");
  CHECK(user_name(R"("AWS:UserName":"bob")") == "bob");
  CHECK(user_name(R"("aws:username":null)") == "absent");
}

TEST_CASE("cli: a complete context fills in nothing, not even under unstated unknown") {
  support::Case one = support::read_case(support::Scene{});
  one.request.context_complete = true;
  one.request.unstated = Unstated::kOpen;
  CHECK(value(one.request, "aws:username") == "absent");
  CHECK(value(one.request, "aws:SourceIp") == "absent");
}

TEST_CASE("0.3: a key that nobody speaks of is absent, or open, as the run has it") {
  support::Case one = support::read_case(support::Scene{});
  CHECK(value(one.request, "aws:SourceIp") == "absent");
  one.request.unstated = Unstated::kOpen;
  CHECK(value(one.request, "aws:SourceIp") == "open");
}

}  // namespace
}  // namespace cordon
