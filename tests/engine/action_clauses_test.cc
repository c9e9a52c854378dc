// Action and NotAction, clause by clause (semantics.md 1.6).

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "engine/action_index.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

struct Row {
  std::string_view pattern, action;
  bool matches;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.action);
    CHECK(action_matches(row.pattern, row.action) == row.matches);
  }
}

// Whether an Allow with this element, `"Action": …`, allows reading an object.
bool allows(std::string_view element) {
  const std::string document =
      support::document(fmt::format(R"({{"Effect":"Allow",{},"Resource":"*"}})", element));
  const std::string line =
      support::decide(support::Scene{.policies = support::layer("identity", {document})});
  CHECK((line == "allowed identity-allow" || line == "implicitDeny identity-implicit-deny"));
  return line == "allowed identity-allow";
}

TEST_CASE("A1: `*` or service:name, both halves in any case") {
  check({
      {"*", "s3:GetObject", true},
      {"s3:GetObject", "s3:GetObject", true},
      {"S3:GETOBJECT", "s3:getobject", true},
      {"s3:getobject", "S3:GetObject", true},
      {"s3:GetObject", "s3:GetObjectAcl", false},
      {"s3:GetObject", "s3-outposts:GetObject", false},
      {"sqs:GetObject", "s3:GetObject", false},
  });
}

TEST_CASE("A2: `*` is any run, `?` is one character, anywhere in the name") {
  check({
      {"s3:*", "s3:GetObject", true},
      {"s3:Get*", "s3:Get", true},
      {"s3:*Object", "s3:GetObject", true},
      {"s3:*Object", "s3:GetObjectAcl", false},
      {"s3:*et*je*", "s3:GetObject", true},
      {"s3:Get?bject", "s3:GetObject", true},
      {"s3:GetObject?", "s3:GetObject", false},
      {"s3:?etObject", "s3:etObject", false},
      {"s3:*?", "s3:G", true},
      {"s3:G*t*O*t", "s3:GetObject", true},
      {"s3:G*t*O*x", "s3:GetObject", false},
  });
}

TEST_CASE("A3: a wildcard in the service part stays in the service part") {
  check({
      {"s3*:GetObject", "s3-object-lambda:GetObject", true},
      {"*:GetObject", "s3:GetObject", true},
      {"?3:GetObject", "s3:GetObject", true},
      {"*:*", "s3:GetObject", true},
      {"*Object", "s3:GetObject", false},
      {"s*GetObject", "s3:GetObject", false},
  });
}

TEST_CASE("A4: texts that AWS accepts and that never match") {
  check({
      {"s3:", "s3:GetObject", false},
      {"s3", "s3:GetObject", false},
      {" s3:GetObject", "s3:GetObject", false},
      {"s3:GetObject ", "s3:GetObject", false},
      {"s3:GetObject,PutObject", "s3:GetObject", false},
      {"", "s3:GetObject", false},
      {"s3.GetObject", "s3:GetObject", false},
  });
  CHECK(allows(R"("NotAction":"s3:")"));
  CHECK(allows(R"("NotAction":"s3:GetObject,PutObject")"));
}

TEST_CASE("A4: such a text is reported") {
  const auto result = support::compile(
      support::document(R"({"Effect":"Allow","Action":["s3:","s3:Get*"],"Resource":"*"})"),
      PolicyType::kIdentity);
  CHECK(support::to_lines(result.diagnostics) ==
        "warning: action `s3:` never matches: it is not `service:name`\n");
}

TEST_CASE("A5: nothing but asterisks is everything") {
  check({
      {"**", "s3:GetObject", true},
      {"****", "sts:AssumeRole", true},
      {"*?*", "s3:GetObject", false},
  });
}

TEST_CASE("A6: no variables in actions") {
  const std::string document =
      support::document(R"({"Effect":"Allow","Action":"s3:${aws:username}","Resource":"*"})");
  support::Scene scene{.policies = support::layer("identity", {document}),
                       .context = R"("aws:username":"GetObject")"};
  CHECK(support::decide(scene) == "implicitDeny identity-implicit-deny");
}

TEST_CASE("A7: NotAction speaks of what none of its entries match") {
  CHECK_FALSE(allows(R"("NotAction":"*")"));
  CHECK_FALSE(allows(R"("NotAction":"s3:*")"));
  CHECK_FALSE(allows(R"("NotAction":["iam:*","s3:GetObject"])"));
  CHECK(allows(R"("NotAction":["iam:*","s3:PutObject"])"));
  CHECK(allows(R"("NotAction":"iam:*")"));
}

// The index finds patterns by the text before their first wildcard: many of them, none forgotten.
TEST_CASE("1.6: the index agrees with one pattern at a time") {
  const std::string_view patterns[] = {
      "*",      "s3:*",           "s3:Get*", "s3:GetObject", "s3:GetObject*", "s3:GetO?ject",
      "S3:G*t", "sts:AssumeRole", "s3:*t",   "s*:GetObject", "s3:",           "**",
      "iam:*",  "s3:GetObjectAcl"};
  const std::string_view actions[] = {"s3:GetObject",   "s3:GetObjectAcl", "s3:Get",
                                      "sts:AssumeRole", "iam:ListUsers",   "s3:"};
  ActionIndex index(std::size(patterns));
  for (std::size_t i = 0; i < std::size(patterns); ++i) index.add(i, patterns[i]);
  index.finish();
  for (const std::string_view action : actions) {
    std::string lower(action);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const StatementSet found = index.matching(lower);
    for (std::size_t i = 0; i < std::size(patterns); ++i) {
      CAPTURE(action);
      CAPTURE(patterns[i]);
      CHECK(found.contains(i) == action_matches(patterns[i], action));
    }
  }
}

TEST_CASE("1.6: more statements than fit without a heap") {
  constexpr std::size_t kMany = 1000;
  ActionIndex index(kMany);
  for (std::size_t i = 0; i < kMany; ++i) {
    index.add(i, i % 3 == 0 ? "s3:Get*" : fmt::format("s3:Put{}", i));
    if (i % 2 == 1) index.negate(i);
  }
  index.finish();
  const StatementSet found = index.matching("s3:getobject");
  std::size_t right = 0;
  for (std::size_t i = 0; i < kMany; ++i) {
    right += found.contains(i) == ((i % 3 == 0) != (i % 2 == 1)) ? 1 : 0;
  }
  CHECK(right == kMany);
}

}  // namespace
}  // namespace cordon
