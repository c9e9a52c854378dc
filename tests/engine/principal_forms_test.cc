// Principal: which callers each form names and how directly, as data of one PrincipalSet
// (semantics.md 1.4, 4.6). What the naming is good for is resource_grants_test.cc.

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::kAlice;
using support::kAppSession;
using support::kCarol;
using support::kMallory;
using support::kRoot;

constexpr std::string_view kUserId = "AIDACKCEVSQ6C2EXAMPLE";
constexpr std::string_view kRoleId = "AROACKCEVSQ6C2EXAMPLE";

Caller caller(std::string_view text) { return parse_principal(text).value(); }

// `direct`, `limited`, `account` with `?` behind what is unknown; empty when it is not named.
std::string named(std::string_view type, std::string_view text, const Caller& who,
                  CallerFacts facts = {}) {
  const Named named = PrincipalSet(false, {compile_principal(type, text)}).allows(who, facts);
  constexpr std::string_view kNames[] = {"account", "limited", "direct"};
  std::string line;
  for (std::size_t i = 0; i < named.by.size(); ++i) {
    if (named.by[i] == Truth::kFalse) continue;
    line += fmt::format("{}{}{}", line.empty() ? "" : " ", kNames[i],
                        named.by[i] == Truth::kUnknown ? "?" : "");
  }
  return line;
}

struct Row {
  std::string_view type, text;
  std::string_view user, session, federated, root, outsider, service, anonymous;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.text);
    CHECK(named(row.type, row.text, caller(kAlice)) == row.user);
    CHECK(named(row.type, row.text, caller(kAppSession)) == row.session);
    CHECK(named(row.type, row.text, caller(kCarol)) == row.federated);
    CHECK(named(row.type, row.text, caller(kRoot)) == row.root);
    CHECK(named(row.type, row.text, caller(kMallory)) == row.outsider);
    CHECK(named(row.type, row.text, caller("ec2.amazonaws.com")) == row.service);
    CHECK(named(row.type, row.text, caller("*")) == row.anonymous);
  }
}

TEST_CASE("1.4: everyone, anonymous callers included") {
  check({
      {"*", "*", "direct", "direct", "direct", "direct", "direct", "direct", "direct"},
      {"AWS", "*", "direct", "direct", "direct", "direct", "direct", "direct", "direct"},
  });
}

TEST_CASE("1.4: an account is all its principals, by delegation; its root user directly") {
  check({
      {"AWS", "111122223333", "account", "account", "account", "direct", "", "", ""},
      {"AWS", "arn:aws:iam::111122223333:root", "account", "account", "account", "direct", "", "",
       ""},
      {"AWS", "444455556666", "", "", "", "", "account", "", ""},
  });
}

TEST_CASE("1.4: users, roles, sessions and federated users by ARN") {
  check({
      {"AWS", kAlice, "direct", "", "limited?", "", "", "", ""},
      {"AWS", "arn:aws:iam::111122223333:user/Alice", "", "", "limited?", "", "", "", ""},
      {"AWS", "arn:aws:iam::111122223333:role/app", "", "limited", "", "", "", "", ""},
      {"AWS", "arn:aws:iam::111122223333:role/team/app", "", "limited", "", "", "", "", ""},
      {"AWS", "arn:aws:iam::444455556666:role/app", "", "", "", "", "", "", ""},
      {"AWS", kAppSession, "", "direct", "", "", "", "", ""},
      {"AWS", "arn:aws:sts::111122223333:assumed-role/app/other", "", "", "", "", "", "", ""},
      {"AWS", "arn:aws:sts::111122223333:assumed-role/app", "", "", "", "", "", "", ""},
      {"AWS", kCarol, "", "", "direct", "", "", "", ""},
      {"AWS", "arn:aws:sts::111122223333:federated-user/other", "", "", "", "", "", "", ""},
  });
}

TEST_CASE("1.4: wildcards in names, groups and misspelt texts name nobody") {
  check({
      {"AWS", "arn:aws:iam::111122223333:role/*", "", "", "", "", "", "", ""},
      {"AWS", "arn:aws:sts::111122223333:assumed-role/app/*", "", "", "", "", "", "", ""},
      {"AWS", "arn:aws:iam::111122223333:group/admins", "", "", "", "", "", "", ""},
      {"AWS", "alice", "", "", "", "", "", "", ""},
      {"AWS", "11112222333", "", "", "", "", "", "", ""},
      {"aws", "111122223333", "", "", "", "", "", "", ""},
      {"*", "111122223333", "", "", "", "", "", "", ""},
  });
}

TEST_CASE("1.4: services are named in full, never by `*`") {
  check({
      {"Service", "ec2.amazonaws.com", "", "", "", "", "", "direct", ""},
      {"Service", "s3.amazonaws.com", "", "", "", "", "", "", ""},
      {"Service", "*", "", "", "", "", "", "", ""},
      {"AWS", "ec2.amazonaws.com", "", "", "", "", "", "", ""},
  });
}

TEST_CASE("1.4: identity providers") {
  const std::string_view saml = "arn:aws:iam::111122223333:saml-provider/corp";
  CHECK(named("Federated", saml, caller(saml)) == "direct");
  CHECK(named("Federated", saml, caller("accounts.google.com")) == "");
  CHECK(named("Federated", "accounts.google.com", caller("accounts.google.com")) == "direct");
  CHECK(named("Federated", saml, caller(kAppSession)) == "");
}

TEST_CASE("1.4: a canonical user is an account that is not known offline") {
  const std::string_view canonical =
      "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
  CHECK(named("CanonicalUser", canonical, caller(kAlice)) == "account?");
  CHECK(named("CanonicalUser", canonical, caller("*")) == "");
}

TEST_CASE("1.4: unique ids; of a caller whose id nobody told it may be either way") {
  Caller user = caller(kAlice);
  CHECK(named("AWS", kUserId, user) == "direct?");
  CHECK(named("AWS", kRoleId, user) == "");
  user.identify(std::string(kUserId));
  CHECK(named("AWS", kUserId, user) == "direct");
  user.identify("AIDAOTHEROTHEROTHERXX");
  CHECK(named("AWS", kUserId, user) == "");
  Caller session = caller(kAppSession);
  CHECK(named("AWS", kRoleId, session) == "limited?");
  session.identify(std::string(kRoleId));
  CHECK(named("AWS", kRoleId, session) == "limited");
}

TEST_CASE("1.4: an ARN is bound to who had the name when the policy was stored") {
  const CallerFacts later{.created_after_document = true};
  CHECK(named("AWS", kAlice, caller(kAlice), later) == "");
  CHECK(named("AWS", "arn:aws:iam::111122223333:role/app", caller(kAppSession), later) == "");
  CHECK(named("AWS", "111122223333", caller(kAlice), later) == "account");
  CHECK(named("AWS", "*", caller(kAlice), later) == "direct");
}

TEST_CASE("4.6: a federated user is named by the user that federated it, when that is told") {
  Caller carol = caller(kCarol);
  carol.issuer_arn = kAlice;
  CHECK(named("AWS", kAlice, carol) == "limited");
  carol.issuer_arn = "arn:aws:iam::111122223333:user/bob";
  CHECK(named("AWS", kAlice, carol) == "");
}

TEST_CASE("4.6: of a session whose name is not told, a session ARN may name it") {
  const Caller role = caller(support::kAppRole);
  CHECK(named("AWS", kAppSession, role) == "direct?");
  CHECK(named("AWS", "arn:aws:sts::111122223333:assumed-role/other/nightly", role) == "");
}

TEST_CASE("4.6: a Deny bites whomever it names, in whatever way") {
  const auto bites = [](std::string_view named, const Caller& who) -> std::string_view {
    const Truth truth = PrincipalSet(false, {compile_principal("AWS", named)}).denies(who, {});
    return truth == Truth::kTrue ? "yes" : truth == Truth::kFalse ? "no" : "open";
  };
  Caller carol = caller(kCarol);
  CHECK(bites("111122223333", caller(kAlice)) == "yes");
  CHECK(bites("111122223333", caller(kAppSession)) == "yes");
  CHECK(bites("111122223333", caller(kRoot)) == "yes");
  CHECK(bites("111122223333", caller(kMallory)) == "no");
  CHECK(bites(support::kAppRole, caller(kAppSession)) == "yes");
  CHECK(bites(kAlice, carol) == "open");
  carol.issuer_arn = kAlice;
  CHECK(bites(kAlice, carol) == "yes");
  CHECK(bites("*", caller("*")) == "yes");
}

TEST_CASE("1.4: several entries are alternatives") {
  const PrincipalSet set(false, {compile_principal("AWS", kAlice), compile_principal("AWS", kRoot),
                                 compile_principal("Service", "ec2.amazonaws.com")});
  CHECK(set.allows(caller(kAlice), {})[Naming::kDirect] == Truth::kTrue);
  CHECK(set.allows(caller(kAlice), {})[Naming::kAccount] == Truth::kTrue);
  CHECK(set.allows(caller("ec2.amazonaws.com"), {}).any() == Truth::kTrue);
  CHECK(set.denies(caller(kAppSession), {}) == Truth::kTrue);
  CHECK(set.denies(caller(kMallory), {}) == Truth::kFalse);
}

}  // namespace
}  // namespace cordon
