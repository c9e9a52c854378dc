// Policy variables, clause by clause (semantics.md 2.3).

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::quoted;
using support::Scene;

constexpr std::string_view kAllowed = "allowed identity-allow";
constexpr std::string_view kNot = "implicitDeny identity-implicit-deny";
constexpr std::string_view kOpen = "undecided: allowed or implicitDeny";

// A role session: no aws:username, no tags that were told.
struct Setting {
  std::string_view context;  // members
  std::string_view version = "2012-10-17";
  std::string_view credential_kind = "assume-role";
};

std::string decide(std::string_view elements, std::string_view resource, const Setting& setting) {
  const std::string document =
      fmt::format(R"({{"Version":"{}","Statement":{{"Effect":"Allow","Action":"*",{}}}}})",
                  setting.version, elements);
  const bool key = setting.credential_kind == "access-key";
  return support::decide(Scene{.principal = key ? support::kAlice : support::kAppSession,
                               .credential = support::credential(setting.credential_kind),
                               .resource = resource,
                               .policies = support::layer("identity", {document}),
                               .context = std::string(setting.context)});
}

std::string by_resource(std::string_view pattern, std::string_view resource,
                        const Setting& setting = {}) {
  return decide(fmt::format(R"("Resource":{})", quoted(pattern)), resource, setting);
}

// One condition on the key a:key, of which the request says `value`.
std::string by_condition(std::string_view op, std::string_view value, std::string_view context,
                         std::string_view version = "2012-10-17") {
  return decide(
      fmt::format(R"("Resource":"*","Condition":{{"{}":{{"a:key":{}}}}})", op, quoted(value)),
      "arn:aws:s3:::b/k", {.context = context, .version = version});
}

TEST_CASE("V1: a variable is a single-valued key, named in any case") {
  CHECK(by_resource("arn:aws:s3:::b/${aws:PrincipalTag/team}/*", "arn:aws:s3:::b/red/x",
                    {R"("aws:PrincipalTag/team":"red")"}) == kAllowed);
  CHECK(by_resource("arn:aws:s3:::b/${AWS:principaltag/TEAM}/*", "arn:aws:s3:::b/red/x",
                    {R"("aws:PrincipalTag/team":"red")"}) == kAllowed);
  CHECK(by_resource("arn:aws:s3:::b/${aws:PrincipalTag/team}/*", "arn:aws:s3:::b/blue/x",
                    {R"("aws:PrincipalTag/team":"red")"}) == kNot);
  CHECK(by_resource("arn:aws:s3:::b/${aws:TagKeys}", "arn:aws:s3:::b/a",
                    {R"("aws:TagKeys":["a"])"}) == kOpen);
}

TEST_CASE("V2: variables stand in resources behind the fifth colon and in condition values") {
  CHECK(by_resource("arn:aws:s3:::${a:x}", "arn:aws:s3:::b", {R"("a:x":"b")"}) == kAllowed);
  CHECK(by_resource("arn:aws:sqs:${a:x}:1:q", "arn:aws:sqs:eu-west-1:1:q",
                    {R"("a:x":"eu-west-1")"}) == kOpen);
  CHECK(by_condition("StringEquals", "${a:x}", R"("a:key":"v","a:x":"v")") == kAllowed);
  CHECK(by_condition("ArnLike", "arn:aws:sns:*:*:${a:x}",
                     R"("a:key":"arn:aws:sns:e:1:t","a:x":"t")") == kAllowed);
}

TEST_CASE("V2: a variable too early in an ARN is reported") {
  const auto result = support::compile(
      support::document(R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:sqs:${a:x}:1:q"})"),
      PolicyType::kIdentity);
  CHECK(support::to_lines(result.diagnostics)
            .contains("a variable before the fifth colon of an ARN"));
}

TEST_CASE("V3: under other operators than those of texts and ARNs a variable is undecided") {
  CHECK(by_condition("Bool", "${a:x}", R"("a:key":"true","a:x":"true")") == kOpen);
  CHECK(by_condition("NumericEquals", "${a:x}", R"("a:key":"1","a:x":"1")") == kOpen);
}

TEST_CASE("V4: variables work in every policy type that has resources") {
  constexpr std::string_view kStatement =
      R"({"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b/${a:x}"})";
  constexpr std::string_view kWithPrincipal =
      R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/${a:x}"})";
  for (const PolicyType type :
       {PolicyType::kIdentity, PolicyType::kResource, PolicyType::kBoundary, PolicyType::kSession,
        PolicyType::kScp, PolicyType::kRcp, PolicyType::kEndpoint}) {
    CAPTURE(to_string(type));
    const PolicyPtr policy = support::policy(
        support::document(has_principals(type) ? kWithPrincipal : kStatement), type);
    REQUIRE(policy->statements.size() == 1);
    Request request(parse_principal(support::kAlice).value(), std::nullopt, "s3:GetObject",
                    "arn:aws:s3:::b/k");
    const support::JsonText value = support::json(R"("k")");
    request.context.set(support::context_entry("a:x", value.root()));
    CHECK(policy->statements[0].resources.matches(request) == Truth::kTrue);
  }
}

TEST_CASE("V5: a default value stands in for a key without value") {
  constexpr std::string_view kPattern = "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}";
  CHECK(by_resource(kPattern, "arn:aws:s3:::b-company-wide") == kAllowed);
  CHECK(by_resource(kPattern, "arn:aws:s3:::b-red", {R"("aws:PrincipalTag/team":"red")"}) ==
        kAllowed);
  CHECK(by_resource(kPattern, "arn:aws:s3:::b-company-wide",
                    {R"("aws:PrincipalTag/team":"red")"}) == kNot);
}

TEST_CASE("V6: no value and no default: the entry matches nothing, a negated operator holds") {
  CHECK(by_resource("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/alice") == kNot);
  CHECK(by_resource("arn:aws:s3:::b/${aws:username}*", "arn:aws:s3:::b/alice") == kNot);
  CHECK(by_condition("StringEquals", "${aws:username}", R"("a:key":"v")") == kNot);
  CHECK(by_condition("StringLike", "${aws:username}*", R"("a:key":"v")") == kNot);
  CHECK(by_condition("StringNotEquals", "${aws:username}", R"("a:key":"v")") == kAllowed);
  CHECK(by_condition("ArnNotLike", "arn:aws:sns:*:*:${aws:username}",
                     R"("a:key":"arn:aws:sns:e:1:t")") == kAllowed);
}

TEST_CASE("V7: a variable without value in NotResource is undecided") {
  const auto by_not_resource = [](std::string_view entries, std::string_view resource) {
    return decide(fmt::format(R"("NotResource":{})", entries), resource, {});
  };
  CHECK(by_not_resource(R"("arn:aws:s3:::b/${aws:username}")", "arn:aws:s3:::b/k") == kOpen);
  // What another entry excludes is excluded anyway.
  CHECK(by_not_resource(R"(["arn:aws:s3:::b/${aws:username}","arn:aws:s3:::b/*"])",
                        "arn:aws:s3:::b/k") == kNot);
}

TEST_CASE("V8: what is filled in is literal text") {
  const Setting star{R"("aws:PrincipalTag/b":"*")"};
  CHECK(by_resource("arn:aws:s3:::${aws:PrincipalTag/b}/k", "arn:aws:s3:::secret/k", star) == kNot);
  CHECK(by_resource("arn:aws:s3:::${aws:PrincipalTag/b}/k", "arn:aws:s3:::*/k", star) == kAllowed);
  CHECK(by_condition("StringLike", "${a:x}", R"("a:key":"abc","a:x":"a?c")") == kNot);
  CHECK(by_condition("StringLike", "${a:x}", R"("a:key":"a?c","a:x":"a?c")") == kAllowed);
}

TEST_CASE("V9: whether an empty text is a value is undecided") {
  const Setting empty{R"("aws:PrincipalTag/team":"")"};
  CHECK(by_resource("arn:aws:s3:::b-${aws:PrincipalTag/team, 'all'}", "arn:aws:s3:::b-all",
                    empty) == kOpen);
  CHECK(by_condition("StringEquals", "${a:x}", R"("a:key":"","a:x":"")") == kOpen);
}

TEST_CASE("V10: ${*}, ${?} and ${$} are the characters themselves") {
  CHECK(by_resource("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*") == kAllowed);
  CHECK(by_resource("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/k") == kNot);
  CHECK(by_resource("arn:aws:s3:::b/${?}*", "arn:aws:s3:::b/?x") == kAllowed);
  CHECK(by_condition("StringLike", "a${*}b", R"("a:key":"axb")") == kNot);
  CHECK(by_condition("StringEquals", "${$}{a:x}", R"("a:key":"${a:x}","a:x":"v")") == kAllowed);
}

TEST_CASE("V11: in a document of 2008 or of no version `${…}` is text, its `*` a wildcard") {
  for (const std::string_view version : {"2008-10-17", ""}) {
    const std::string member = version.empty() ? "" : fmt::format(R"("Version":"{}",)", version);
    const auto allows = [&](std::string_view pattern, std::string_view resource) {
      const std::string document =
          fmt::format(R"({{{}"Statement":{{"Effect":"Allow","Action":"*","Resource":{}}}}})",
                      member, quoted(pattern));
      return support::decide(
          Scene{.resource = resource, .policies = support::layer("identity", {document})});
    };
    CHECK(allows("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/alice") == kNot);
    CHECK(allows("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}") == kAllowed);
    CHECK(allows("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/${x}") == kAllowed);
    CHECK(allows("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*") == kNot);
  }
  CHECK(by_condition("StringEquals", "${a:x}", R"("a:key":"v","a:x":"v")", "2008-10-17") == kNot);
}

TEST_CASE("V12: the issue time has a value for temporary credentials only, of unknown text") {
  constexpr std::string_view kPattern = "arn:aws:s3:::b/${aws:TokenIssueTime}";
  CHECK(by_resource(kPattern, "arn:aws:s3:::b/x", {.credential_kind = "access-key"}) == kNot);
  CHECK(by_resource(kPattern, "arn:aws:s3:::b/x") == kOpen);
}

}  // namespace
}  // namespace cordon
