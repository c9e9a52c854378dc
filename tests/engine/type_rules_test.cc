// What AWS refuses by policy type, as a table of all shapes against all types (semantics.md 1.5,
// 1.6). The expectation of a row is a letter a type, in the order of the enumerators: `x` refused,
// `?` warned of, `.` accepted.

#include "engine/type_rules.h"

#include <fmt/format.h>

#include "doctest/doctest.h"
#include "tests/support/policy_text.h"

namespace cordon {
namespace {

// A document in pieces; a row overrides some of those that are right for the type.
struct Pieces {
  std::string_view top = R"("Version":"2012-10-17")";
  std::string_view sid = R"("Sid":"One")";
  std::string_view effect = "Deny";
  std::string_view principal;
  std::string_view action = R"("Action":"s3:GetObject")";
  std::string_view resource = R"("Resource":"arn:aws:s3:::b/*")";
  std::string_view more;  // statements
};

Pieces right_for(PolicyType type) {
  Pieces pieces;
  if (has_principals(type)) pieces.principal = R"("Principal":{"AWS":"111122223333"})";
  if (type == PolicyType::kRcp) pieces.principal = R"("Principal":"*")";
  if (type == PolicyType::kTrust) {
    pieces.action = R"("Action":"sts:AssumeRole")";
    pieces.resource = "";
  }
  return pieces;
}

// `piece` empty: the piece is left out.
struct Row {
  std::string_view Pieces::* which;
  std::string_view piece;
  std::string_view expected;
};

std::string text_of(const Pieces& pieces) {
  std::string statement = fmt::format(R"({{"Effect":"{}")", pieces.effect);
  for (const std::string_view piece :
       {pieces.sid, pieces.principal, pieces.action, pieces.resource}) {
    if (!piece.empty()) statement += fmt::format(",{}", piece);
  }
  return fmt::format(R"({{{}{}"Statement":[{}}}{}]}})", pieces.top, pieces.top.empty() ? "" : ",",
                     statement, pieces.more);
}

char letter(const CompileResult& result) {
  if (result.policy->unreadable) return 'x';
  return result.diagnostics.empty() ? '.' : '?';
}

std::string letters(const Row& row) {
  std::string marks;
  for (std::size_t i = 0; i < kPolicyTypeNames.size(); ++i) {
    const auto type = static_cast<PolicyType>(i);
    Pieces pieces = right_for(type);
    pieces.*row.which = row.piece;
    marks += letter(support::compile(text_of(pieces), type));
  }
  return marks;
}

TEST_CASE("1.5, 1.6: what AWS refuses, by policy type") {
  const Row rows[] = {
      // identity resource trust boundary session scp rcp endpoint
      {&Pieces::sid, R"("Sid":"One")", "........"},
      {&Pieces::sid, "", "........"},
      {&Pieces::sid, R"("Sid":"")", "........"},
      {&Pieces::sid, R"("Sid":"one statement")", "x.xxx..."},
      {&Pieces::sid, R"("Sid":"one-1")", "x.xxx..."},
      {&Pieces::top, R"("Version":"2012-10-17","Id":"a")", "x..xxxx."},
      {&Pieces::top, R"("Version":"2008-10-17")", ".....xx."},
      {&Pieces::top, "", ".....xx."},
      {&Pieces::top, R"("Version":"2020-01-01")", "xxxxxxxx"},
      {&Pieces::effect, "Allow", "......x."},
      {&Pieces::principal, "", ".xx...xx"},
      {&Pieces::principal, R"("Principal":"*")", "x.?xxx.."},
      {&Pieces::principal, R"("Principal":{"AWS":"*"})", "x.?xxx.."},
      {&Pieces::principal, R"("Principal":{"AWS":["*","111122223333"]})", "x.?xxxx."},
      {&Pieces::principal, R"("Principal":{"AWS":"111122223333"})", "x..xxxx."},
      {&Pieces::principal, R"("Principal":{"Service":"ec2.amazonaws.com"})", "x..xxxx."},
      {&Pieces::principal,
       R"("Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/corp"})", "xx.xxxxx"},
      {&Pieces::principal, R"("NotPrincipal":{"AWS":"111122223333"})", "x.xxxxx?"},
      {&Pieces::principal, R"("NotPrincipal":"*")", "x.xxxxx?"},
      {&Pieces::action, R"("Action":"s3:GetObject")", "..x....."},
      {&Pieces::action, R"("Action":"S3:getobject")", "..x....."},
      {&Pieces::action, R"("Action":["s3:Get*","s3:?etObject"])", "..x....."},
      {&Pieces::action, R"("Action":"sts:AssumeRole")", "........"},
      {&Pieces::action, R"("Action":["STS:assumerole","sts:TagSession"])", "........"},
      {&Pieces::action, R"("Action":["sts:SetSourceIdentity","sts:SetContext"])", "........"},
      {&Pieces::action, R"("Action":"sts:AssumeRoleWithSAML")", "........"},
      {&Pieces::action, R"("Action":"sts:AssumeRole*")", "..?....."},
      {&Pieces::action, R"("Action":"sts:*")", "..?....."},
      {&Pieces::action, R"("Action":"sts:GetCallerIdentity")", "..x....."},
      {&Pieces::action, R"("Action":"*")", "..x...x."},
      {&Pieces::action, R"("Action":"**")", "..x...x."},
      {&Pieces::action, R"("Action":["s3:GetObject","*"])", "..x...x."},
      {&Pieces::action, R"("Action":"GetObject")", "x?xxxxx?"},
      {&Pieces::action, R"("Action":"")", "x?xxxxx?"},
      {&Pieces::action, R"("Action":"*?")", "x?xxxxx?"},
      {&Pieces::action, R"("Action":"s*:GetObject")", "??x???x?"},
      {&Pieces::action, R"("Action":"*:*")", "??x???x?"},
      {&Pieces::action, R"("Action":"s3:")", "??x?????"},
      {&Pieces::action, R"("Action":"ec2:StartInstances")", "..x...?."},
      {&Pieces::action, R"("NotAction":"s3:GetObject")", "......x."},
      {&Pieces::action, R"("NotAction":"sts:AssumeRole")", "......x."},
      {&Pieces::action, R"("NotAction":"GetObject")", "x?xxxxx?"},
      {&Pieces::action, "", "xxxxxxxx"},
      {&Pieces::resource, R"("Resource":"*")", "..x....."},
      {&Pieces::resource, R"("Resource":"arn:aws:s3:::b/*")", "..x....."},
      {&Pieces::resource, R"("NotResource":"arn:aws:s3:::b/*")", "..x....."},
      {&Pieces::resource, "", "x?.xxxx?"},
      {&Pieces::more, R"(,{"Sid":"Two","Effect":"Deny","Action":"s3:*","Resource":"*"})",
       ".xx...xx"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.piece);
    CHECK(letters(row) == row.expected);
  }
}

TEST_CASE("1.3: a Sid stands once in a policy of IAM") {
  for (std::size_t i = 0; i < kPolicyTypeNames.size(); ++i) {
    const auto type = static_cast<PolicyType>(i);
    CAPTURE(to_string(type));
    Pieces pieces = right_for(type);
    const std::string once = text_of(pieces);
    const std::string statement =
        once.substr(once.find('[') + 1, once.rfind(']') - once.find('[') - 1);
    const std::string again = "," + statement;
    pieces.more = again;
    CHECK(letter(support::compile(text_of(pieces), type)) == ("x.xxx..."[i]));
    pieces.sid = R"("Sid":"")";
    pieces.more = R"()";
    CHECK(letter(support::compile(text_of(pieces), type)) == '.');
  }
}

TEST_CASE("1.5: RCPFullAWSAccess is the one RCP with an Allow") {
  struct Document {
    std::string_view text;
    char expected;
  };
  const Document documents[] = {
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]})",
       '.'},
      {R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["*"],"Resource":["*"]}})",
       '.'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]})",
       'x'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]})",
       'x'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotPrincipal":"*","Action":"*","Resource":"*"}]})",
       'x'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","NotAction":"*","Resource":"*"}]})",
       'x'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","NotResource":"*"}]})",
       'x'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]})",
       'x'},
      {R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]})",
       'x'},
  };
  for (const Document& document : documents) {
    CAPTURE(document.text);
    CHECK(letter(support::compile(document.text, PolicyType::kRcp)) == document.expected);
  }
}

TEST_CASE("a refusal says what, where and what to do") {
  struct Told {
    PolicyType type;
    std::string_view text, told;
  };
  using enum PolicyType;
  const Told rows[] = {
      {kRcp,
       R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"NotAction":"s3:*","Resource":"*"}})",
       R"("Allow": AWS refuses `Allow` in a policy of type `rcp` (write `Deny`: RCPFullAWSAccess, which AWS attaches, is the only one that allows)
"111122223333": AWS refuses a Principal other than `*` in a policy of type `rcp` (write "Principal": "*" and a condition on `aws:PrincipalArn`)
"NotAction": AWS refuses NotAction in a policy of type `rcp` (list the actions under Action)
)"},
      {kTrust,
       R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","NotPrincipal":"*","Action":"sts:AssumeRole","NotResource":"*"}})",
       R"("NotPrincipal": AWS refuses NotPrincipal in a policy of type `trust` (name principals with Principal, or spare them by a condition on `aws:PrincipalArn`)
"NotResource": AWS refuses NotResource in a policy of type `trust` (drop it: the role itself is the resource)
)"},
      {kIdentity,
       R"({"Version":"2012-10-17","Id":"mine","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})",
       R"("mine": AWS refuses `Id` in a policy of type `identity` (drop it: only policies of resources have an `Id`)
)"},
      {kScp, R"({"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}})",
       R"({: AWS refuses a `Version` other than `2012-10-17`, or none, in a policy of type `scp` (write "Version": "2012-10-17")
)"},
      {kEndpoint,
       R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":"*","Action":"s3:*","Resource":"*"}})",
       R"("NotPrincipal": AWS may refuse NotPrincipal in a policy of type `endpoint` (name principals with Principal, or spare them by a condition on `aws:PrincipalArn`)
)"},
  };
  for (const Told& row : rows) {
    std::string told;
    for (const Diagnostic& one : support::compile(row.text, row.type).diagnostics) {
      told += fmt::format("{}: {} ({})\n", one.source->text(one.span), one.message, one.help);
    }
    CHECK(told == row.told);
  }
}

TEST_CASE("what is wrong by the thousand is told a hundred times, and refused") {
  std::string statements;
  for (int i = 0; i < 1000; ++i) {
    statements +=
        fmt::format(R"({}{{"Effect":"Deny","Action":"sts:*","Principal":"*"}})", i == 0 ? "" : ",");
  }
  const CompileResult warned = support::compile(support::document(statements), PolicyType::kTrust);
  CHECK(warned.diagnostics.size() == 101);
  CHECK(warned.diagnostics.back().message == "1900 more that don't fit a policy of type `trust`");
  CHECK(!warned.policy->unreadable);
  statements += R"(,{"Effect":"Deny","Action":"sts:*","Principal":"*","Resource":"*"})";
  CHECK(support::compile(support::document(statements), PolicyType::kTrust).policy->unreadable);
}

TEST_CASE("the table of type rules is in order and says something of some type") {
  for (std::size_t i = 0; i < type_rules().size(); ++i) {
    const TypeRuleInfo& info = type_rules()[i];
    CAPTURE(info.name);
    CHECK(&type_rule(info.rule) == &info);
    std::size_t spoken_of = 0;
    for (std::size_t t = 0; t < kPolicyTypeNames.size(); ++t) {
      if (info.verdict(static_cast<PolicyType>(t)) != TypeVerdict::kAccepted) ++spoken_of;
    }
    CHECK(spoken_of > 0);
  }
}

}  // namespace
}  // namespace cordon
