// NotPrincipal (semantics.md 1.4): a Deny spares those whose whole chain of names is listed, and
// nobody who has a permissions boundary; an Allow lets in everybody else, anonymous callers too.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::kAlice;
using support::kAppRole;
using support::kAppSession;
using support::kCarol;
using support::kMallory;
using support::kRoot;

using Names = std::vector<std::string_view>;

PrincipalSet all_but(const Names& names) {
  std::vector<PrincipalPattern> patterns;
  for (const std::string_view name : names) patterns.push_back(compile_principal("AWS", name));
  return {true, std::move(patterns)};
}

std::string_view word(Truth truth) {
  return truth == Truth::kTrue ? "yes" : truth == Truth::kFalse ? "no" : "open";
}

std::string_view denies(const Names& names, std::string_view who, CallerFacts facts = {}) {
  return word(all_but(names).denies(parse_principal(who).value(), facts));
}

std::string_view allows(const Names& names, std::string_view who) {
  return word(all_but(names).allows(parse_principal(who).value(), {}).any());
}

TEST_CASE("1.4: NotPrincipal in a Deny spares a session by session, role and account") {
  struct Row {
    Names listed;
    std::string_view bites;
  };
  const Row rows[] = {
      {{kAppSession, kAppRole, kRoot}, "no"},
      {{kAppSession, kAppRole}, "yes"},
      {{kAppSession}, "yes"},
      {{kAppRole}, "yes"},
      {{kAlice}, "yes"},
      // The account alone, or with part of the rest: not documented.
      {{kRoot}, "open"},
      {{kAppSession, kRoot}, "open"},
      {{kAppRole, kRoot}, "open"},
      {{"*"}, "no"},
  };
  for (const Row& row : rows) {
    CAPTURE(fmt::format("{}", row.listed.size()));
    CAPTURE(row.listed[0]);
    CHECK(denies(row.listed, kAppSession) == row.bites);
  }
}

TEST_CASE("1.4: NotPrincipal in a Deny spares a user by user and account") {
  CHECK(denies({kAlice, kRoot}, kAlice) == "no");
  CHECK(denies({kAlice}, kAlice) == "yes");
  CHECK(denies({kRoot}, kAlice) == "open");
  CHECK(denies({kAlice, kRoot}, kMallory) == "yes");
  CHECK(denies({kAlice, kRoot}, "*") == "yes");
  CHECK(denies({kCarol, kRoot}, kCarol) == "no");
}

TEST_CASE("1.4: NotPrincipal in a Deny spares root by its account") {
  CHECK(denies({kRoot}, kRoot) == "no");
  CHECK(denies({kAlice}, kRoot) == "yes");
}

TEST_CASE("1.4: NotPrincipal in a Deny spares a service by its name") {
  const PrincipalSet set(true, {compile_principal("Service", "ec2.amazonaws.com")});
  CHECK(set.denies(parse_principal("ec2.amazonaws.com").value(), {}) == Truth::kFalse);
  CHECK(set.denies(parse_principal("s3.amazonaws.com").value(), {}) == Truth::kTrue);
}

TEST_CASE("1.4: NotPrincipal in a Deny bites everyone with a boundary, listed or not") {
  const CallerFacts bounded{.has_boundary = true};
  CHECK(denies({kAlice, kRoot}, kAlice, bounded) == "yes");
  CHECK(denies({kAppSession, kAppRole, kRoot}, kAppSession, bounded) == "yes");
  CHECK(denies({kCarol, kRoot}, kCarol, bounded) == "yes");
}

TEST_CASE("1.4: NotPrincipal in an Allow lets in everybody else") {
  CHECK(allows({kAlice, kRoot}, kMallory) == "yes");
  CHECK(allows({kAlice, kRoot}, "*") == "yes");
  CHECK(allows({kAlice, kRoot}, "ec2.amazonaws.com") == "yes");
  CHECK(allows({kAlice, kRoot}, kAlice) == "no");
  CHECK(allows({kAlice}, kAlice) == "open");  // listed in part: not documented
  CHECK(allows({"*"}, kMallory) == "no");
}

TEST_CASE("1.4: NotPrincipal in a bucket policy, decided as a whole") {
  const std::string document = support::document(fmt::format(
      R"({{"Effect":"Deny","NotPrincipal":{{"AWS":["{}","{}"]}},"Action":"*","Resource":"*"}})",
      kAlice, kRoot));
  support::Scene scene{.policies = support::layer("identity", {support::kAllowAll}) +
                                   fmt::format(R"(,"resource":{})", document)};
  CHECK(support::decide(scene) == "allowed identity-allow");
  scene.policies += "," + support::layer("boundary", {support::kAllowAll});
  CHECK(support::decide(scene) == "explicitDeny resource-explicit-deny");
}

TEST_CASE("1.5: neither Principal nor NotPrincipal may stand in a policy that has an owner") {
  for (const PolicyType type :
       {PolicyType::kIdentity, PolicyType::kBoundary, PolicyType::kSession, PolicyType::kScp}) {
    for (const std::string_view element : {"Principal", "NotPrincipal"}) {
      CAPTURE(to_string(type));
      const auto result = support::compile(
          support::document(
              fmt::format(R"({{"Effect":"Allow","{}":"*","Action":"*","Resource":"*"}})", element)),
          type);
      CHECK(support::to_lines(result.diagnostics) ==
            fmt::format("error: AWS refuses {} in a policy of type `{}`\n", element,
                        to_string(type)));
    }
  }
}

TEST_CASE("1.5: a policy of a resource needs a Principal") {
  for (const PolicyType type :
       {PolicyType::kResource, PolicyType::kTrust, PolicyType::kRcp, PolicyType::kEndpoint}) {
    CAPTURE(to_string(type));
    const auto result = support::compile(
        support::document(R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})"), type);
    CHECK(support::to_lines(result.diagnostics)
              .contains(
                  fmt::format("AWS refuses a statement without Principal in a policy of type `{}`",
                              to_string(type))));
  }
}

}  // namespace
}  // namespace cordon
