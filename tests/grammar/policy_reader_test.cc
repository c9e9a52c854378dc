// The policy reader: what it reads, as one line, and every message it has.
#include <fmt/format.h>

#include "doctest/doctest.h"
#include "grammar/policy_document.h"
#include "grammar/yaml.h"
#include "tests/support/json_dump.h"

namespace cordon {
namespace {

struct Row {
  std::string_view text;
  std::string_view expected;
};

PolicyResult read(std::string_view text) {
  const JsonResult json = read_json(test::source_of(text));
  REQUIRE(json.root());
  return read_policy(json.tree, *json.root());
}

template <std::size_t kCount>
void check_problems(const Row (&rows)[kCount]) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(test::lines(read(row.text).diagnostics) == row.expected);
  }
}

// --- A document as one line ---------------------------------------------------------------------

std::string texts(const std::vector<PolicyText>& all) {
  std::string out;
  for (const PolicyText& text : all) out += (out.empty() ? "" : ", ") + std::string(text.value);
  return out;
}

std::string list(std::string_view name, const std::optional<ListElement>& element) {
  if (!element) return {};
  return fmt::format(" {}{}[{}]", element->negated ? "not-" : "", name, texts(element->entries));
}

std::string dump(const Statement& statement) {
  std::string out = "none";
  if (statement.effect) out = statement.effect->value == Effect::kAllow ? "allow" : "deny";
  if (statement.sid) out += fmt::format(" #{}", statement.sid->value);
  if (statement.principal) {
    out += statement.principal->negated ? " not-principal[" : " principal[";
    for (const PrincipalEntry& entry : statement.principal->entries) {
      out += fmt::format("{}{}={}", out.ends_with('[') ? "" : ", ", entry.type, entry.value.value);
    }
    out += ']';
  }
  out += list("action", statement.action) + list("resource", statement.resource);
  for (const ConditionEntry& entry : statement.conditions) {
    out += fmt::format(" if {}({}: {})", entry.op.value, entry.key.value, texts(entry.values));
  }
  return out;
}

std::string dump(const PolicyDocument& document) {
  std::string out = document.version == PolicyVersion::k2012 ? "2012" : "2008";
  if (document.version_text) out += fmt::format(" '{}'", document.version_text->value);
  if (document.id) out += fmt::format(" id={}", document.id->value);
  for (const Statement& statement : document.statements) out += "; " + dump(statement);
  return out;
}

TEST_CASE("policy reader: what it reads") {
  constexpr Row kRows[] = {
      {R"({"Version":"2012-10-17","Statement":[]})", "2012 '2012-10-17'"},
      {R"({"Version":"2008-10-17","Id":"p","Statement":[]})", "2008 '2008-10-17' id=p"},
      {R"({"Statement":[]})", "2008"},
      {R"({"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}})",
       "2008; allow action[s3:Get*] resource[*]"},
      {R"({"Statement":[{"Effect":"Deny","Sid":"A","NotAction":["a","b"],"NotResource":["x"]},)"
       R"({"Resource":[],"Action":[],"Effect":"Allow"}]})",
       "2008; deny #A not-action[a, b] not-resource[x]; allow action[] resource[]"},
      {R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"a"}})",
       "2008; allow principal[*=*] action[a]"},
      {R"({"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["1","2"],"Service":"s"},"Action":"a"}})",
       "2008; deny not-principal[AWS=1, AWS=2, Service=s] action[a]"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"CanonicalUser":"c","Federated":["f"]}}})",
       "2008; allow principal[CanonicalUser=c, Federated=f] action[a]"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"Bool":{"k":true,"l":[false,"True"]},)"
       R"("NumericLessThan":{"n":[1.50,1e3,"7"]}}}})",
       "2008; allow action[a] if Bool(k: true) if Bool(l: false, True) "
       "if NumericLessThan(n: 1.50, 1e3, 7)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a\u0062","Condition":{}}})",
       "2008; allow action[ab]"},
      // As complete as the text allows.
      {R"({"Statement":[7,{"Effect":"allow","Action":["a",7],"Condition":{"X":{"k":[null,"v"]},"Y":1}}]})",
       "2008; none action[a] if X(k: v)"},
      {R"({"Version":"2012-10-18","Statement":{"Action":null}})",
       "2008 '2012-10-18'; none action[]"},
      {R"({"Statement":{"Effect":"Allow","Effect":"Deny","NotAction":"a","Action":"b"}})",
       "2008; allow not-action[a]"},
      {R"({"Statement":{"Effect":"Deny","Action":"a","Condition":{"X":{"k":"1","K":"2"},"X":{"k":"3"}}}})",
       "2008; deny action[a] if X(k: 1) if X(K: 2) if X(k: 3)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"AWS":["x",7],"Aws":"y"}}})",
       "2008; allow principal[AWS=x] action[a]"},
      {"[]", "2008"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CHECK(dump(read(row.text).document) == row.expected);
  }
}

TEST_CASE("policy reader problems: documents") {
  constexpr Row kRows[] = {
      {"[]", "1:1: error: a policy must be an object, found an array"},
      {R"("x")", "1:1: error: a policy must be an object, found a string"},
      {"null", "1:1: error: a policy must be an object, found null"},
      {"7", "1:1: error: a policy must be an object, found a number"},
      {"{}", "1:1: error: the policy is empty (a policy has `Version` and `Statement`)"},
      {R"({"Version":"2012-10-17"})", "1:1: error: the policy has no `Statement`"},
      {R"({"Statement":null})",
       "1:14: error: `Statement` must be an object or an array of objects, found null (a policy "
       "can't have null: remove it)"},
      {R"({"Statement":"x"})",
       "1:14: error: `Statement` must be an object or an array of objects, found a string"},
      {R"({"Statement":[]})",
       "1:14: warning: `Statement` is an empty array: the policy has no effect"},
      {R"({"Statement":[{},7]})",
       "1:15: error: the statement has neither `Action` nor `NotAction`\n"
       "1:15: error: the statement has no `Effect` (write `Allow` or `Deny`)\n"
       "1:18: error: `Statement` must be an object or an array of objects, found a number"},
      {R"({"Statement":[[]]})",
       "1:15: error: `Statement` must be an object or an array of objects, found an array"},
      {R"({"Version":"2012-10-18","Statement":[]})",
       "1:12: error: unknown policy version `2012-10-18` (write `2012-10-17`)\n"
       "1:37: warning: `Statement` is an empty array: the policy has no effect"},
      {R"({"Version":20121017,"Statement":[]})",
       "1:12: error: `Version` must be a string, found a number\n"
       "1:33: warning: `Statement` is an empty array: the policy has no effect"},
      {R"({"Version":null,"Statement":[]})",
       "1:12: error: `Version` must be a string, found null (a policy can't have null: remove it)\n"
       "1:29: warning: `Statement` is an empty array: the policy has no effect"},
      {R"({"Id":7,"Statement":[]})",
       "1:7: error: `Id` must be a string, found a number\n"
       "1:21: warning: `Statement` is an empty array: the policy has no effect"},
      {R"({"Version":"2012-10-17","Statement":[],"Version":"2008-10-17"})",
       "1:37: warning: `Statement` is an empty array: the policy has no effect\n"
       "1:40: error: duplicate element `Version` (first written at 1:2)"},
      {R"({"version":"2012-10-17","statement":[]})",
       "1:1: error: the policy has no `Statement`\n"
       "1:2: error: unknown element `version` (did you mean `Version`?)\n"
       "1:25: error: unknown element `statement` (did you mean `Statement`?)"},
      {R"({"Statement":[],"Statements":[],"Foo":1})",
       "1:14: warning: `Statement` is an empty array: the policy has no effect\n"
       "1:17: error: unknown element `Statements` (did you mean `Statement`?)\n"
       "1:33: error: unknown element `Foo`"},
      {R"({"Effect":"Allow","Action":"*","Resource":"*"})",
       "1:1: error: the policy has no `Statement`\n"
       "1:2: error: misplaced element `Effect` (it belongs inside of a statement)\n"
       "1:19: error: misplaced element `Action` (it belongs inside of a statement)\n"
       "1:32: error: misplaced element `Resource` (it belongs inside of a statement)"},
  };
  check_problems(kRows);
}

TEST_CASE("policy reader problems: statements") {
  constexpr Row kRows[] = {
      {R"({"Statement":{"Effect":"Allow","Action":"*","Version":"2012-10-17"}})",
       "1:45: error: misplaced element `Version` (it belongs outside of the statements)"},
      {R"({"Statement":{"Effect":"Allow","action":"*","Ressource":"*","Comment":""}})",
       "1:14: error: the statement has neither `Action` nor `NotAction`\n"
       "1:32: error: unknown element `action` (did you mean `Action`?)\n"
       "1:45: error: unknown element `Ressource` (did you mean `Resource`?)\n"
       "1:61: error: unknown element `Comment`"},
      {R"({"Statement":{"Action":"*"}})",
       "1:14: error: the statement has no `Effect` (write `Allow` or `Deny`)"},
      {R"({"Statement":{"Effect":"allow","Action":"*"}})",
       "1:24: error: unknown effect `allow` (write exactly `Allow` or `Deny`)"},
      {R"({"Statement":{"Effect":"Alow","Action":"*"}})",
       "1:24: error: unknown effect `Alow` (write exactly `Allow` or `Deny`)"},
      {R"({"Statement":{"Effect":true,"Action":"*"}})",
       "1:24: error: `Effect` must be a string, found a boolean"},
      {R"({"Statement":{"Effect":["Allow"],"Action":"*"}})",
       "1:24: error: `Effect` must be a string, found an array"},
      {R"({"Statement":{"Effect":"Allow","Sid":7,"Action":"*"}})",
       "1:38: error: `Sid` must be a string, found a number"},
      {R"({"Statement":{"Effect":"Allow"}})",
       "1:14: error: the statement has neither `Action` nor `NotAction`"},
      {R"({"Statement":{"Effect":"Allow","Action":"*","NotAction":"x"}})",
       "1:45: error: the statement has both `Action` and `NotAction` (keep one of them)"},
      {R"({"Statement":{"Effect":"Allow","NotAction":"*","Action":"x"}})",
       "1:48: error: the statement has both `Action` and `NotAction` (keep one of them)"},
      {R"({"Statement":{"Effect":"Allow","Action":"*","Action":"x","Action":"y"}})",
       "1:45: error: duplicate element `Action` (first written at 1:32)\n"
       "1:58: error: duplicate element `Action` (first written at 1:32)"},
      {R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*","NotResource":"*"}})",
       "1:60: error: the statement has both `Resource` and `NotResource` (keep one of them)"},
      {R"({"Statement":{"Effect":"Maybe","Action":null,"Condition":[],"x":1},"Id":[]})",
       "1:24: error: unknown effect `Maybe` (write exactly `Allow` or `Deny`)\n"
       "1:41: error: `Action` must be a string or an array of strings, found null (a policy can't "
       "have null: remove it)\n"
       "1:58: error: `Condition` must be an object of operators, found an array (write "
       "{\"StringEquals\": {\"key\": \"value\"}})\n"
       "1:61: error: unknown element `x`\n"
       "1:73: error: `Id` must be a string, found an array"},
  };
  check_problems(kRows);
}

TEST_CASE("policy reader problems: lists") {
  constexpr Row kRows[] = {
      {R"({"Statement":{"Effect":"Allow","Action":7,"Resource":{}}})",
       "1:41: error: `Action` must be a string or an array of strings, found a number\n"
       "1:54: error: `Resource` must be a string or an array of strings, found an object"},
      {R"({"Statement":{"Effect":"Allow","Action":["a",7,null,["b"],{}],"Resource":null}})",
       "1:46: error: `Action` must be a string or an array of strings, found a number\n"
       "1:48: error: `Action` must be a string or an array of strings, found null (a policy can't "
       "have null: remove it)\n"
       "1:53: error: `Action` must be a string or an array of strings, found an array\n"
       "1:59: error: `Action` must be a string or an array of strings, found an object\n"
       "1:74: error: `Resource` must be a string or an array of strings, found null (a policy "
       "can't have null: remove it)"},
      {R"({"Statement":{"Effect":"Allow","Action":[],"Resource":[]}})",
       "1:41: warning: `Action` is an empty array: the statement has no effect\n"
       "1:55: warning: `Resource` is an empty array: the statement has no effect"},
      {R"({"Statement":{"Effect":"Allow","NotAction":[],"NotResource":[]}})",
       "1:44: warning: `NotAction` is an empty array: it leaves nothing out\n"
       "1:61: warning: `NotResource` is an empty array: it leaves nothing out"},
  };
  check_problems(kRows);
}

TEST_CASE("policy reader problems: principals") {
  constexpr Row kRows[] = {
      {R"({"Statement":{"Effect":"Allow","Action":"*","Principal":"*","NotPrincipal":"*"}})",
       "1:61: error: the statement has both `Principal` and `NotPrincipal` (keep one of them)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":"arn:aws:iam::111122223333:root"}})",
       R"(1:57: error: a bare string as `Principal` must be `*`, found `arn:aws:iam::111122223333:root` (write "Principal": {"AWS": "…"}))"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":"ec2.amazonaws.com"}})",
       R"(1:57: error: a bare string as `Principal` must be `*`, found `ec2.amazonaws.com` (write "Principal": {"Service": "…"}))"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","NotPrincipal":["*"]}})",
       R"(1:60: error: `NotPrincipal` must be `*` or an object, found an array (write "NotPrincipal": {"AWS": […]}))"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":null}})",
       "1:57: error: `Principal` must be `*` or an object, found null (a policy can't have null: "
       "remove it)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":7}})",
       "1:57: error: `Principal` must be `*` or an object, found a number"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{}}})",
       "1:57: warning: `Principal` is an empty object: the statement has no effect"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"Aws":"*","User":"x"}}})",
       "1:58: error: unknown principal type `Aws` (did you mean `AWS`?)\n"
       "1:68: error: unknown principal type `User`"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"AWS":111122223333}}})",
       "1:64: error: `AWS` must be a string or an array of strings, found a number (an account id "
       "goes in double quotes)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"AWS":[],"Service":{},"Federated":null}}})",
       "1:64: warning: `AWS` is an empty array: the statement has no effect\n"
       "1:77: error: `Service` must be a string or an array of strings, found an object\n"
       "1:92: error: `Federated` must be a string or an array of strings, found null (a policy "
       "can't have null: remove it)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"AWS":["*",true]}}})",
       "1:69: error: `AWS` must be a string or an array of strings, found a boolean"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Principal":{"AWS":"*","AWS":"*"}}})",
       "1:68: error: duplicate principal type `AWS` (first written at 1:58)"},
  };
  check_problems(kRows);
}

TEST_CASE("policy reader problems: conditions") {
  constexpr Row kRows[] = {
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":[]}})",
       R"(1:57: error: `Condition` must be an object of operators, found an array (write {"StringEquals": {"key": "value"}}))"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":null}})",
       "1:57: error: `Condition` must be an object of operators, found null (a policy can't have "
       "null: remove it)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":"x"}})",
       R"(1:57: error: `Condition` must be an object of operators, found a string (write {"StringEquals": {"key": "value"}}))"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"Bool":"x","Null":null,"X":[]}}})",
       "1:65: error: `Bool` must be an object of condition keys, found a string\n"
       "1:76: error: `Null` must be an object of condition keys, found null (a policy can't have "
       "null: remove it)\n"
       "1:85: error: `X` must be an object of condition keys, found an array"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"Bool":{"k":null,"l":{},"m":[[]],"n":[1,null]}}}})",
       "1:70: error: `k` must be a string, a number, a boolean or an array of these, found null (a "
       "policy can't have null: remove it)\n"
       "1:79: error: `l` must be a string, a number, a boolean or an array of these, found an "
       "object\n"
       "1:87: error: `m` must be a string, a number, a boolean or an array of these, found an "
       "array\n"
       "1:98: error: `n` must be a string, a number, a boolean or an array of these, found null (a "
       "policy can't have null: remove it)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"StringEquals":{"k":[]}}}})",
       "1:78: warning: `k` has an empty array of values (to test for a missing key write `Null`)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"StringEquals":{"aws:a":"1","AWS:A":"2","aws:a":"3"}}}})",
       "1:86: error: duplicate condition key `AWS:A`: `aws:a` is the same, case does not count "
       "(first written at 1:74)\n"
       "1:98: error: duplicate condition key `aws:a` (first written at 1:74)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"StringEquals":{"aws:a":"1"},"StringLike":{"AWS:A":"2"}}}})",
       ""},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"StringEquals":{"a":"1"},"StringEquals":{"b":"2"}}}})",
       "1:83: error: duplicate condition operator `StringEquals` (first written at 1:58)"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{}}})", ""},
  };
  check_problems(kRows);
}

TEST_CASE("policy reader problems: variables without a version") {
  constexpr Row kRows[] = {
      {R"({"Statement":{"Effect":"Allow","Action":"a","Resource":["x","arn:aws:s3:::b/${aws:username}/*"]}})",
       R"(1:77: warning: `${aws:username}` is plain text here: the policy has no `Version` (add "Version": "2012-10-17"))"},
      {R"({"Statement":{"Effect":"Allow","Action":"a","Condition":{"StringEquals":{"a":"\u0024{x"}}}})",
       R"(1:79: warning: `${x` is plain text here: the policy has no `Version` (add "Version": "2012-10-17"))"},
      {R"({"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"a","Resource":"${aws:username}"}})",
       ""},
      {R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a","Resource":"${aws:username}"}})",
       ""},
      {R"({"Statement":{"Effect":"Allow","Action":"${a}"}})", ""},
  };
  check_problems(kRows);
}

TEST_CASE("policy reader problems: characters") {
  constexpr Row kRows[] = {
      {R"({"Statement":{"Sid":"ÿé","Effect":"Allow","Action":"a"}})", ""},
      {R"({"Statement":{"Sid":"ü“x”","Effect":"Allow","Action":"中"}})",
       "1:23: warning: U+201C can't stand in a policy: IAM takes U+0020 to U+00FF only (2 more "
       "such characters)"},
      {R"({"Statement":{"Sid":"x\u4e2d","Effect":"Allow","Action":"a"}})", ""},
  };
  check_problems(kRows);
}

// --- Places, sizes, parts of larger texts -------------------------------------------------------

TEST_CASE("policy reader: places") {
  const PolicyResult result = read(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"a","Resource":["b"]}})");
  const Source& source = *result.document.tree->source();
  const Statement& statement = result.document.statements.at(0);
  CHECK(source.text(result.document.span) == source.text());
  CHECK(source.text(result.document.version_text->node.span()) == "\"2012-10-17\"");
  CHECK(source.text(statement.node.span()) == R"({"Effect":"Deny","Action":"a","Resource":["b"]})");
  CHECK(source.text(statement.effect->span) == "\"Deny\"");
  CHECK(source.text(statement.action->span) == "\"Action\"");
  CHECK(source.text(statement.resource->entries.at(0).node.span()) == "\"b\"");
}

TEST_CASE("policy reader: a policy inside of a larger text") {
  const JsonResult json = read_json(test::source_of(
      R"({"name":"中","policy":{"Statement":{"Effect":"Allow"}},"other":{"Statement":[]}})"));
  const PolicyResult result = read_policy(json.tree, *json.root()->find("policy"));
  CHECK(test::lines(result.diagnostics) ==
        "1:35: error: the statement has neither `Action` nor `NotAction`");
  CHECK(dump(result.document) == "2008; allow");
}

TEST_CASE("policy reader: a policy in YAML") {
  const auto read_text = [](std::string_view text) {
    const JsonResult yaml = read_yaml(test::source_of(text));
    REQUIRE(yaml.root());
    const PolicyResult result = read_policy(yaml.tree, *yaml.root());
    return dump(result.document) + '\n' + test::lines(result.diagnostics);
  };
  CHECK(read_text("Version: 2012-10-17\nStatement:\n  Effect: Deny\n  Action: [s3:*]\n"
                  "  Condition: {Bool: {aws:SecureTransport: false}}\n") ==
        "2012 '2012-10-17'; deny action[s3:*] if Bool(aws:SecureTransport: false)\n");
  CHECK(read_text("Statement:\n  - Effect: Deny\n    Action:\n    Sid: 中\n") ==
        "2008; deny #中 action[]\n"
        "3:12: error: `Action` must be a string or an array of strings, found null (a policy can't "
        "have null: remove it)\n"
        "4:10: warning: U+4E2D can't stand in a policy: IAM takes U+0020 to U+00FF only");
  // The document has no bytes at all.
  CHECK(read_text("---") == "2008\n1:4: error: a policy must be an object, found null");
}

std::string many(std::string_view item, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + std::string(item);
  return text;
}

TEST_CASE("policy reader: at most a hundred problems in full") {
  const auto last = [](const PolicyResult& result) {
    return test::lines({result.diagnostics.back()});
  };
  const PolicyResult hundred = read(fmt::format(R"({{"Statement":[{}]}})", many("7", 100)));
  CHECK(hundred.diagnostics.size() == 100);
  CHECK(last(hundred) ==
        "1:213: error: `Statement` must be an object or an array of objects, found a number");
  const PolicyResult more = read(fmt::format(R"({{"Statement":[{}]}})", many("7", 137)));
  CHECK(more.diagnostics.size() == 101);
  CHECK(last(more) == "1:1: error: 37 more problems in this policy");
  // Only warnings were left out.
  const PolicyResult warnings =
      read(fmt::format(R"({{"Statement":[{}]}})", many(R"({"Effect":"Deny","Action":[]})", 102)));
  CHECK(last(warnings) == "1:1: warning: 2 more problems in this policy");
  // The first of a kind is told however many there were before it.
  const PolicyResult late = read(
      fmt::format(R"({{"Statement":[{},{{}}]}})", many(R"({"Effect":"Deny","Action":[]})", 120)));
  CHECK(late.diagnostics.size() == 103);
  CHECK(last(late) == "1:1: warning: 20 more problems in this policy");
  CHECK(has_errors(late.diagnostics));
}

TEST_CASE("policy reader: large objects") {
  std::string keys;
  for (int i = 0; i < 1000; ++i) keys += fmt::format(R"("aws:k{}":"v",)", i);
  const PolicyResult result = read(fmt::format(
      R"({{"Statement":{{"Effect":"Allow","Action":"a","Condition":{{"X":{{{}"AWS:K7":"v"}}}}}}}})",
      keys));
  CHECK(result.document.statements.at(0).conditions.size() == 1001);
  CHECK(
      test::lines(result.diagnostics) ==
      "1:14953: error: duplicate condition key `AWS:K7`: `aws:k7` is the same, case does not count "
      "(first written at 1:154)");
}

}  // namespace
}  // namespace cordon
