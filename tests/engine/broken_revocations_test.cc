// Revocations that do not revoke (semantics.md 6.3), the document that does (6.2), and why. The
// session at stake was issued at nine, the cutoff is ten; what a row's number is stands in 6.3.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::credential;
using support::kAllowAll;
using support::kAppSession;
using support::layer;
using support::Scene;

constexpr std::string_view kOld = "2024-05-01T09:00:00Z";
constexpr std::string_view kNew = "2024-05-01T11:00:00Z";
constexpr std::string_view kDenied = "explicitDeny identity-explicit-deny";
constexpr std::string_view kAllowed = "allowed identity-allow";

// A role session under the role's Allow for all and `document`.
Scene session(std::string_view document, std::string_view issued = kOld) {
  return {.principal = kAppSession,
          .credential = credential("assume-role", issued),
          .policies = layer("identity", {kAllowAll, document})};
}

// A long-term key under the user's Allow for all and `document`.
Scene long_term_key(std::string_view document) {
  return {.policies = layer("identity", {kAllowAll, document})};
}

std::string deny(std::string_view op, std::string_view key = "aws:TokenIssueTime",
                 std::string_view cutoff = "2024-05-01T10:00:00.000Z") {
  return support::deny_when(fmt::format(R"({{"{}":{{"{}":"{}"}}}})", op, key, cutoff));
}

// The six parts of a revocation, one of them replaced.
std::string statement(std::string_view elements) {
  return support::document(fmt::format(
      R"({{{},"Condition":{{"DateLessThan":{{"aws:TokenIssueTime":"2024-05-01T10:00:00.000Z"}}}}}})",
      elements));
}

TEST_CASE("6.2: the console's document hits the older session and spares the newer one") {
  const std::string good = statement(R"("Effect":"Deny","Action":["*"],"Resource":["*"])");
  CHECK(support::decide(session(good)) == kDenied);
  CHECK(support::decide(session(good, kNew)) == kAllowed);
  CHECK(support::decide(long_term_key(good)) == kAllowed);
}

TEST_CASE("6.3.1: DateGreaterThan kills only the fresh sessions") {
  CHECK(support::decide(session(deny("DateGreaterThan"))) == kAllowed);
  CHECK(support::decide(session(deny("DateGreaterThan"), kNew)) == kDenied);
}

TEST_CASE("6.3.2: an operator that does not exist: AWS refuses the document, nothing is decided") {
  CHECK(support::decide(session(deny("StringLessThan"))) == "undecided: allowed or explicitDeny");
  const auto problems = support::compile(deny("StringLessThan"), PolicyType::kIdentity).diagnostics;
  CHECK(support::to_lines(problems).contains("unknown condition operator `StringLessThan`"));
}

TEST_CASE("6.3.3: one service's actions leave the others") {
  Scene scene = session(statement(R"("Effect":"Deny","Action":"s3:*","Resource":"*")"));
  CHECK(support::decide(scene) == kDenied);
  scene.action = "dynamodb:GetItem";
  scene.resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/t";
  CHECK(support::decide(scene) == kAllowed);
}

TEST_CASE("6.3.4: the bucket's ARN leaves its objects") {
  Scene scene =
      session(statement(R"("Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::reports")"));
  CHECK(support::decide(scene) == kAllowed);
  scene.resource = "arn:aws:s3:::reports";
  CHECK(support::decide(scene) == kDenied);
}

TEST_CASE("6.3.5: a key that no request has never denies, and with IfExists denies everybody") {
  const std::string typo = deny("DateLessThan", "aws:TokenIssuedTime");
  CHECK(support::decide(session(typo)) == kAllowed);
  const std::string with_if_exists = deny("DateLessThanIfExists", "aws:TokenIssuedTime");
  CHECK(support::decide(session(with_if_exists)) == kDenied);
  CHECK(support::decide(session(with_if_exists, kNew)) == kDenied);
  CHECK(support::decide(long_term_key(with_if_exists)) == kDenied);
}

TEST_CASE("6.3.6: ForAnyValue works for sessions, ForAllValues also hits long-term keys") {
  CHECK(support::decide(session(deny("ForAnyValue:DateLessThan"))) == kDenied);
  CHECK(support::decide(long_term_key(deny("ForAnyValue:DateLessThan"))) == kAllowed);
  CHECK(support::decide(session(deny("ForAllValues:DateLessThan"))) == kDenied);
  CHECK(support::decide(session(deny("ForAllValues:DateLessThan"), kNew)) == kAllowed);
  CHECK(support::decide(long_term_key(deny("ForAllValues:DateLessThan"))) == kDenied);
}

TEST_CASE("6.3.7: a second key that the principal does not have switches the deny off") {
  const std::string both = support::deny_when(
      R"({"DateLessThan":{"aws:TokenIssueTime":"2024-05-01T10:00:00.000Z"},
          "StringEquals":{"aws:username":"alice"}})");
  CHECK(support::decide(session(both)) == kAllowed);
  Scene users = long_term_key(both);
  users.credential = credential("get-session-token", kOld);
  CHECK(support::decide(users) == kDenied);
}

TEST_CASE("6.3.8: NotAction and NotResource of everything speak of nothing") {
  CHECK(support::decide(session(statement(R"("Effect":"Deny","NotAction":"*","Resource":"*")"))) ==
        kAllowed);
  CHECK(support::decide(session(statement(R"("Effect":"Deny","Action":"*","NotResource":"*")"))) ==
        kAllowed);
}

TEST_CASE("6.3.9: a lower-case effect is no policy at all") {
  const std::string wrong = statement(R"("Effect":"deny","Action":"*","Resource":"*")");
  const CompileResult result = support::compile(wrong, PolicyType::kIdentity);
  CHECK(has_errors(result.diagnostics));
  CHECK(result.policy->unreadable);
  CHECK(support::decide(session(wrong)) == "undecided: allowed or explicitDeny");
}

TEST_CASE("6.3.10: on the user, it does not reach the role sessions that the user opened") {
  // The policies of a role session are the role's: the user's document is not among them.
  const std::string on_user = deny("DateLessThan");
  CHECK(support::decide(session(kAllowAll)) == kAllowed);
  Scene users = long_term_key(on_user);
  users.credential = credential("get-session-token", kOld);
  CHECK(support::decide(users) == kDenied);
}

TEST_CASE("6.3.11: on the first role of a chain, the second role's session goes on") {
  Scene chained = session(kAllowAll, "2024-05-01T09:30:00Z");
  chained.principal = "arn:aws:sts::111122223333:assumed-role/b/from-a";
  CHECK(support::decide(chained) == kAllowed);
  chained.policies = layer("identity", {kAllowAll, deny("DateLessThan")});
  CHECK(support::decide(chained) == kDenied);
}

TEST_CASE("6.3.12: in a boundary it denies; in a session policy it would, had it been there") {
  Scene scene = session(kAllowAll);
  const std::string identity = scene.policies;
  scene.policies = identity + "," + layer("boundary", {kAllowAll, deny("DateLessThan")});
  CHECK(support::decide(scene) == "explicitDeny boundary-explicit-deny");
  scene.policies = identity + "," + layer("session", {kAllowAll, deny("DateLessThan")});
  CHECK(support::decide(scene) == "explicitDeny session-explicit-deny");
}

TEST_CASE("6.3.13: local time with a Z is another instant, an offset is not ignored") {
  // Issued at 09:30Z; ten o'clock in a zone two hours ahead is 08:00Z.
  const std::string_view issued = "2024-05-01T09:30:00Z";
  const auto cut = [&](std::string_view cutoff) {
    return support::decide(session(deny("DateLessThan", "aws:TokenIssueTime", cutoff), issued));
  };
  CHECK(cut("2024-05-01T12:00:00+02:00") == kDenied);
  CHECK(cut("2024-05-01T10:00:00+02:00") == kAllowed);
  CHECK(cut("2024-05-01T10:00:00Z") == kDenied);
  CHECK(cut("2024-05-01T08:00:00Z") == kAllowed);
}

TEST_CASE("6.3.14: an SCP does not reach the management account") {
  Scene scene = session(kAllowAll);
  scene.policies += "," + layer("scps", {kAllowAll, deny("DateLessThan")});
  support::Case one = support::read_case(scene);
  CHECK(support::decide(one) == "explicitDeny scp-explicit-deny");
  one.policies.scps_apply = false;
  CHECK(support::decide(one) == kAllowed);
}

}  // namespace
}  // namespace cordon
