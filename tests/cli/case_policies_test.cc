// The policies of a case: every form and type, and what is wrong with them.

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/cli/case_dump.h"

namespace cordon {
namespace {

using case_dump::read;
using case_dump::Reading;

// ALLOW is an identity policy, GRANT one of a resource, TRUST one of a role, FULL the RCP that AWS
// attaches; `'` stands for `"`.
std::string with_policies(std::string_view policies, std::string_view action = "s3:GetObject") {
  std::string text = fmt::format(
      R"({{"request":{{"principal":"{}","action":"{}","resource":"*"}},"policies":{}}})",
      "arn:aws:iam::111122223333:user/bob", action, policies);
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  };
  replace("ALLOW",
          R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})");
  replace("GRANT",
          R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})");
  replace(
      "TRUST",
      R"({"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}})");
  replace(
      "FULL",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})");
  replace("BROKEN", R"({"Statement":{"Effect":"Perhaps","Action":"*","Resource":"*"}})");
  replace("'", "\"");
  return text;
}

TEST_CASE("policies in every form and of every type") {
  struct Row {
    std::string_view policies, dump;
  };
  const Row rows[] = {
      {"{}", "[] resource not told"},
      {"null", "[] resource not told"},
      {"{'identity':null,'resource':null,'scps':null}", "[] resource not told"},
      {"{'identity':[],'boundary':[],'session':[],'scps':[],'rcps':[],'endpoint':[]}",
       "[] resource not told"},
      {"{'identity':ALLOW}", "[identity[0]:identity] resource not told"},
      {"{'identity':[ALLOW,{'name':'named','document':ALLOW}]}",
       "[identity[0]:identity named:identity] resource not told"},
      {"{'identity':{'name':'named','document':ALLOW}}", "[named:identity] resource not told"},
      {"{'identity':[{'document':ALLOW}]}", "[identity[0]:identity] resource not told"},
      {"{'resource':GRANT}", "[] resource [resource:resource]"},
      {"{'resource':{'name':'bucket','document':GRANT}}", "[] resource [bucket:resource]"},
      {"{'boundary':[ALLOW],'session':ALLOW}",
       "[] resource not told boundary [boundary[0]:boundary] session [session[0]:session]"},
      {"{'scps':[[ALLOW,ALLOW],[],[ALLOW]]}",
       "[] resource not told scps [scps[0][0]:scp scps[0][1]:scp] scps [] scps [scps[2][0]:scp]"},
      {"{'scps':ALLOW}", "[] resource not told scps [scps[0][0]:scp]"},
      {"{'scps':[ALLOW]}", "[] resource not told scps [scps[0][0]:scp]"},
      {"{'rcps':[[],[FULL]]}", "[] resource not told rcps [] rcps [rcps[1][0]:rcp]"},
      {"{'endpoint':GRANT}", "[] resource not told endpoint [endpoint[0]:endpoint]"},
      {"{'identity':{'file':'fixtures/batch/readers.json'}}",
       "[fixtures/batch/readers.json:identity] resource not told"},
  };
  for (const Row& row : rows) {
    const Reading got = read(with_policies(row.policies));
    CHECK(got.errors == "");
    CHECK(got.policies == row.dump);
  }
}

TEST_CASE("the resource policy of a role that is assumed is its trust policy") {
  for (const std::string_view action :
       {"sts:AssumeRole", "STS:AssumeRoleWithSAML", "sts:TagSession"}) {
    CHECK(read(with_policies("{'resource':TRUST}", action)).policies ==
          "[] resource [resource:trust]");
  }
  for (const std::string_view action : {"sts:GetFederationToken", "kms:Decrypt", "s3:GetObject"}) {
    CHECK(read(with_policies("{'resource':TRUST}", action)).policies ==
          "[] resource [resource:resource]");
  }
}

TEST_CASE("what is wrong with policies") {
  struct Row {
    std::string_view policies, errors;
  };
  constexpr std::string_view kForms =
      R"( (expected a policy document, `{"name": …, "document": {…}}` or `{"file": "…"}`))";
  const std::string no_object = fmt::format(
      "`\"p.json\"`: `policies.identity[1]`: a policy is an object, not a string{}", kForms);
  const Row rows[] = {
      {"[]", "`[]`: `policies` has to be an object, not an array"},
      {"{'identities':[]}",
       "`\"identities\"`: unknown member `identities` in `policies` (did you mean `identity`?)"},
      {"{'identity':[ALLOW,'p.json']}", no_object},
      {"{'identity':{'file':'none.json'}}",
       "`\"none.json\"`: can't read `none.json`: no such file"},
      {"{'identity':{'file':'-'}}", "`\"-\"`: expected the path of a policy file"},
      {"{'identity':{'file':['p.json']}}",
       "`[\"p.json\"]`: `file` has to be a string, not an array"},
      {"{'identity':{'file':null}}", "`{\"file\":null}`: a policy file needs `file`"},
      {"{'identity':{'file':'fixtures/batch/readers.json','nam':'x'}}",
       "`\"nam\"`: unknown member `nam` in a policy file"},
      {"{'identity':{'name':'x'}}", "`{\"name\":\"x\"}`: a named policy needs `document`"},
  };
  for (const Row& row : rows) {
    CHECK(read(with_policies(row.policies)).errors == row.errors);
  }
  CHECK(read(with_policies("{'scps':[{'name':'a','document':ALLOW},[]]}"))
            .errors.ends_with("`policies.scps`: a level is an array of policies, not an object "
                              "(`[[a, b]]` is one level with two policies, `[[a], [b]]` are two "
                              "levels)"));
  CHECK(read(with_policies("{'identity':[ALLOW,BROKEN]}")).errors.starts_with("`\"Perhaps\"`: "));
  CHECK(read(with_policies("{'identity':TRUST}"))
            .errors.contains("AWS refuses Principal in a policy of type `identity`"));
}

}  // namespace
}  // namespace cordon
