#include "engine/incident/world/organization.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/incident_dump.h"
#include "tests/support/json_dump.h"

namespace cordon::incident {
namespace {

using test::joined;
using test::lines;
using test::root_of;
using test::tree_of;

OrganizationResult read(std::string_view text) {
  const JsonPtr tree = tree_of(text);
  return read_organization(tree, root_of(tree));
}

std::string text(const std::vector<std::vector<PolicyPtr>>& levels) {
  std::string text;
  for (const auto& level : levels) {
    std::string names;
    for (const PolicyPtr& policy : level) {
      names += (names.empty() ? "" : ", ") + policy->name;
      if (policy->unreadable) names += "?";
    }
    text += "[" + names + "]";
  }
  return text;
}

std::string levels(const Organization& organization, std::string_view account) {
  const OrganizationLevels levels = levels_of(organization, account);
  return fmt::format("scps {} rcps {}", text(levels.scps), text(levels.rcps));
}

constexpr std::string_view kFile = R"(
managementAccount: "999999999999"
policies:
  p-quarantine:
    type: scp
    document: {Version: 2012-10-17, Statement: [{Effect: Deny, Action: "*", Resource: "*"}]}
  p-perimeter:
    type: rcp
    document: '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}'
  p-described:
    Policy:
      PolicySummary: {Id: p-described, Name: d, Type: SERVICE_CONTROL_POLICY, AwsManaged: false}
      Content: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
  p-inside:
    document:
      Policy:
        PolicySummary: {Type: RESOURCE_CONTROL_POLICY}
        Content: '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}'
targets:
  r-ab12: {policies: [p-FullAWSAccess]}
  ou-ab12-prod: {parent: r-ab12, policies: [p-FullAWSAccess, p-perimeter]}
  111122223333: {parent: ou-ab12-prod, policies: [p-described, p-inside]}
  "222222222222": {parent: r-ab12, policies: p-quarantine}
  "999999999999": {parent: r-ab12, policies: [p-FullAWSAccess]}
)";

TEST_CASE("an organization file") {
  const OrganizationResult result = read(kFile);
  CHECK(lines(result.diagnostics) == "");
  CHECK(joined(test::dump(result.organization)) ==
        R"(management 999999999999
SCP p-FullAWSAccess Allow * *
RCP p-RCPFullAWSAccess Allow[* *] * *
SCP p-described Allow s3:* *
RCP p-inside Deny[* *] kms:* *
RCP p-perimeter Deny[* *] s3:* *
SCP p-quarantine Deny * *
target 111122223333 in ou-ab12-prod [p-described, p-inside]
target 222222222222 in r-ab12 [p-quarantine]
target 999999999999 in r-ab12 [p-FullAWSAccess]
target ou-ab12-prod in r-ab12 [p-FullAWSAccess, p-perimeter]
target r-ab12 [p-FullAWSAccess])");

  struct Row {
    std::string_view account, levels;
  };
  const Row rows[] = {
      {"111122223333",
       "scps [SCP p-FullAWSAccess][SCP p-FullAWSAccess][SCP p-described] rcps [][RCP "
       "p-perimeter][RCP "
       "p-inside]"},
      {"222222222222", "scps [SCP p-FullAWSAccess][SCP p-quarantine] rcps [][]"},
      {"999999999999", "scps  rcps "},
      {"333333333333", "scps  rcps "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.account);
    CHECK(levels(result.organization, row.account) == row.levels);
  }
}

TEST_CASE("the levels of an account") {
  struct Row {
    std::string_view targets, levels;
  };
  const Row rows[] = {
      // Attached nowhere: not switched on.
      {"{r-1: {}, '111122223333': {parent: r-1}}", "scps  rcps "},
      {"{r-1: {policies: p-r}, '111122223333': {parent: r-1}}", "scps  rcps [RCP p-r][]"},
      // AWS knows no target without an SCP once SCPs are in use.
      {"{r-1: {policies: p-s}, '111122223333': {parent: r-1}}",
       "scps [SCP p-s][SCPs of 111122223333, which were not given?] rcps "},
      // A policy without a document may be either type.
      {"{r-1: {policies: [p-s, p-none]}, '111122223333': {parent: r-1, policies: [p-s]}}",
       "scps [SCP p-s, organization policy p-none, whose document was not given?][SCP p-s] rcps "
       "[organization policy p-none, whose document was not given?][]"},
      // A path that does not reach a root.
      {"{'111122223333': {parent: ou-x, policies: [p-s]}}",
       "scps [policies above 111122223333, which were not given?][SCP p-s] rcps "},
      {"{'111122223333': {policies: [p-s]}}",
       "scps [policies above 111122223333, which were not given?][SCP p-s] rcps "},
      {"{ou-1: {parent: ou-2, policies: p-s}, ou-2: {parent: ou-1, policies: p-s}, '111122223333': "
       "{parent: ou-1, policies: [p-s]}}",
       "scps [policies above ou-2, which were not given?][SCP p-s][SCP p-s][SCP p-s] rcps "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.targets);
    const OrganizationResult result = read(fmt::format(
        "{{policies: {{p-s: {{type: scp, document: {{Version: 2012-10-17, Statement: {{Effect: "
        "Deny, "
        "Action: '*', Resource: "
        "'*'}}}}}}, p-r: {{type: rcp, document: {{Version: 2012-10-17, Statement: {{Effect: Deny, "
        "Principal: '*', Action: "
        "'s3:*', Resource: '*'}}}}}}}}, targets: {}}}",
        row.targets));
    CHECK(levels(result.organization, "111122223333") == row.levels);
  }
}

TEST_CASE("what is wrong in an organization file") {
  struct Row {
    std::string_view file, diagnostics;
  };
  const Row rows[] = {
      {"[]", "1:1: error: an organization has to be an object, not an array"},
      {"{managementAccount: 999, polices: {}}",
       "1:21: error: `managementAccount` has to be 12 digits\n"
       "1:26: error: unknown member `polices` in an organization (did you mean `policies`?)"},
      {"{policies: [], targets: 1}",
       "1:12: error: `policies` has to be an object, not an array\n"
       "1:25: error: `targets` has to be an object, not a number"},
      {"{policies: {p-a: 1, p-b: {typ: scp, document: {Version: 2012-10-17, Statement: {Effect: "
       "Deny, Action: '*', "
       "Resource: "
       "'*'}}}, p-c: {type: tag, document: '{}'}, p-d: {type: scp}}}",
       "1:18: error: an organization policy has to be an object, not a number\n"
       "1:27: error: unknown member `typ` in an organization policy (did you mean `type`?)\n"
       "1:26: error: an organization policy needs `type` (write `scp` or `rcp`)\n"
       "1:138: error: `tag` is no type of organization policy that limits requests: expected `scp` "
       "or "
       "`rcp`\n"
       "1:153 > 1:1: error: the policy is empty (a policy has `Version` and `Statement`)\n"
       "1:165: error: an organization policy needs `document`"},
      {"{policies: {p-a: {Policy: {PolicySummary: {Type: SERVICE_CONTROL_POLICY}}}, p-a: {}}}",
       "1:77: error: `p-a` is given twice in `policies`\n"
       "1:18: error: a described policy needs `Content` (give what `aws organizations "
       "describe-policy` "
       "prints)"},
      {"{targets: {'1': {}, r-1: {parent: r-2}, ou-1: {police: []}, ou-2: {parent: ou-3}, ou-4: "
       "{parent: "
       "r-1, policies: [p-FullAWSAcces, []]}}}",
       "1:17: error: `1` is no target: expected a root (`r-…`), an organizational unit (`ou-…`) or "
       "the 12 "
       "digits of an account\n"
       "1:35: error: `r-1` is a root: it has no parent\n"
       "1:48: error: unknown member `police` in a target (did you mean `policies`?)\n"
       "1:130: error: `policies` has to be a string, not an array\n"
       "1:26: error: `r-1` has no SCP: AWS keeps at least one attached to every target (name what "
       "is "
       "attached, as a rule `p-FullAWSAccess`)\n"
       "1:47: error: `ou-1` needs `parent` (name the unit or root that it is in)\n"
       "1:47: error: `ou-1` has no SCP: AWS keeps at least one attached to every target (name what "
       "is "
       "attached, as a rule `p-FullAWSAccess`)\n"
       "1:76: error: parent `ou-3` is not in this file (did you mean `ou-1`?)\n"
       "1:67: error: `ou-2` has no SCP: AWS keeps at least one attached to every target (name what "
       "is "
       "attached, as a rule `p-FullAWSAccess`)\n"
       "1:114: error: policy `p-FullAWSAcces` is not in this file (did you mean "
       "`p-FullAWSAccess`?)"},
      {"{targets: {'111122223333': {parent: '222222222222'}, '222222222222': {parent: r-1}, r-1: "
       "{}}}",
       "1:37: error: `222222222222` is an account: it can't be a parent"},
      {"{targets: {ou-b: {parent: ou-a}, ou-a: {parent: ou-c}, ou-c: {parent: ou-b}, ou-d: "
       "{parent: "
       "ou-a}}}",
       "1:49: error: `ou-a` is above itself: ou-a > ou-c > ou-b > ou-a"},
      {"{targets: {r-1: {}, ou-1: {parent: r-1}, ou-2: {parent: ou-1}, ou-3: {parent: ou-2}, ou-4: "
       "{parent: ou-3}, ou-5: {parent: ou-4}, '111122223333': {parent: ou-5}, ou-6: {parent: "
       "ou-5}, '222222222222': {parent: ou-6}}}",
       "1:209: error: `222222222222` has more than five units above it (AWS allows five levels of "
       "units)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    CHECK(lines(read(row.file).diagnostics) == row.diagnostics);
  }
}

}  // namespace
}  // namespace cordon::incident
