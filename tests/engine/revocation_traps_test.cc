// The two traps of revocation (semantics.md 3.6): what a condition on the issue time or on MFA does
// to each kind of credential.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::credential;
using support::Scene;

// T has milliseconds, as the console writes it: only then can a session be issued exactly at T.
constexpr std::string_view kT = "2024-05-01T10:00:00.123Z";
constexpr std::string_view kBefore = "2024-05-01T09:59:59Z";
constexpr std::string_view kAfter = "2024-05-01T10:00:01Z";

std::string with_condition(std::string_view effect, std::string_view condition) {
  return support::document(fmt::format(
      R"({{"Effect":"{}","Action":"*","Resource":"*","Condition":{}}})", effect, condition));
}

std::string short_name(const std::string& line) {
  if (line == "explicitDeny identity-explicit-deny") return "denied";
  if (line == "implicitDeny identity-implicit-deny") return "denied";
  return line == "allowed identity-allow" ? "allowed" : line;
}

// The Deny beside an Allow for all; an Allow stands alone.
std::string decide(const std::string& credential, std::string_view effect,
                   std::string_view condition) {
  const std::string document = with_condition(effect, condition);
  Scene scene{.credential = credential};
  scene.policies = effect == "Deny" ? support::layer("identity", {support::kAllowAll, document})
                                    : support::layer("identity", {document});
  return short_name(support::decide(scene));
}

std::string issue_time(std::string_view op) {
  return fmt::format(R"({{"{}":{{"aws:TokenIssueTime":"{}"}}}})", op, kT);
}

TEST_CASE("3.6: the issue time against a long-term key and sessions before, at and after T") {
  struct Row {
    std::string_view effect;
    std::string condition;
    std::string_view key, before, at, after;
  };
  const Row rows[] = {
      {"Deny", issue_time("DateLessThan"), "allowed", "denied", "allowed", "allowed"},
      {"Deny", issue_time("DateLessThanEquals"), "allowed", "denied", "denied", "allowed"},
      {"Deny", issue_time("DateLessThanIfExists"), "denied", "denied", "allowed", "allowed"},
      {"Deny", issue_time("DateGreaterThan"), "allowed", "allowed", "allowed", "denied"},
      {"Deny", R"({"Null":{"aws:TokenIssueTime":"true"}})", "denied", "allowed", "allowed",
       "allowed"},
      {"Deny", R"({"Null":{"aws:TokenIssueTime":"false"}})", "allowed", "denied", "denied",
       "denied"},
      {"Allow", issue_time("DateGreaterThan"), "denied", "denied", "denied", "allowed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.effect);
    CAPTURE(row.condition);
    const auto session = [&](std::string_view issued) {
      return decide(credential("get-session-token", issued), row.effect, row.condition);
    };
    CHECK(decide(credential("access-key"), row.effect, row.condition) == row.key);
    CHECK(session(kBefore) == row.before);
    CHECK(session(kT) == row.at);
    CHECK(session(kAfter) == row.after);
  }
}

// Logs show whole seconds; what the token says below them is not known (3.5).
TEST_CASE("3.6: an issue time in whole seconds is open within the second of T") {
  const std::string in_the_second = credential("get-session-token", "2024-05-01T10:00:00Z");
  CHECK(decide(in_the_second, "Deny", issue_time("DateLessThan")) ==
        "undecided: allowed or explicitDeny");
  const std::string cutoff_on_the_second =
      R"({"DateLessThan":{"aws:TokenIssueTime":"2024-05-01T10:00:00Z"}})";
  CHECK(decide(in_the_second, "Deny", cutoff_on_the_second) == "allowed");
  const std::string or_equal =
      R"({"DateLessThanEquals":{"aws:TokenIssueTime":"2024-05-01T10:00:00Z"}})";
  CHECK(decide(in_the_second, "Deny", or_equal) == "undecided: allowed or explicitDeny");
}

TEST_CASE("3.6: an issue time that nobody told is open, unless only its presence is asked") {
  const std::string session = credential("get-session-token");
  CHECK(decide(session, "Deny", issue_time("DateLessThan")) ==
        "undecided: allowed or explicitDeny");
  CHECK(decide(session, "Deny", R"({"Null":{"aws:TokenIssueTime":"false"}})") == "denied");
}

TEST_CASE("3.6: MFA against long-term keys, session tokens and federated sessions") {
  struct Row {
    std::string_view effect, condition, key, without_mfa, with_mfa;
  };
  const Row rows[] = {
      {"Deny", R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})", "allowed", "denied",
       "allowed"},
      {"Deny", R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}})", "denied", "denied",
       "allowed"},
      {"Deny", R"({"Null":{"aws:MultiFactorAuthPresent":"true"}})", "denied", "allowed", "allowed"},
      {"Deny", R"({"NumericGreaterThan":{"aws:MultiFactorAuthAge":"3600"}})", "allowed", "allowed",
       "denied"},
      {"Deny", R"({"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}})", "denied",
       "denied", "denied"},
      {"Allow", R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})", "denied", "denied", "allowed"},
      {"Allow", R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}})", "allowed", "denied",
       "allowed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.effect);
    CAPTURE(row.condition);
    CHECK(decide(credential("access-key"), row.effect, row.condition) == row.key);
    CHECK(decide(credential("get-session-token", kBefore), row.effect, row.condition) ==
          row.without_mfa);
    CHECK(decide(credential("get-session-token", kBefore, kBefore), row.effect, row.condition) ==
          row.with_mfa);
  }
}

TEST_CASE("3.6: BoolIfExists also locks out federated sessions, which never have the key") {
  const auto decide_federated = [](std::string_view condition) {
    const std::string document = with_condition("Deny", condition);
    return short_name(support::decide(
        Scene{.principal = support::kCarol,
              .policies = support::layer("identity", {support::kAllowAll, document}) + "," +
                          support::layer("session", {support::kAllowAll})}));
  };
  CHECK(decide_federated(R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})") == "allowed");
  CHECK(decide_federated(R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}})") == "denied");
}

}  // namespace
}  // namespace cordon
