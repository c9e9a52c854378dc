// What responders' files hold, whatever it is: reading never fails, nothing that was read is half
// there, and every diagnostic has a place in the text.

#include <string>

#include "engine/incident/world/organization.h"
#include "engine/incident/world/snapshot.h"
#include "grammar/yaml.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using namespace cordon::incident;
using fuzz::property;

namespace {

void check(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    property(diagnostic.source != nullptr, "a diagnostic has a source");
    property(diagnostic.span.begin <= diagnostic.span.end, "a span has an end");
    property(diagnostic.span.end <= diagnostic.source->text().size(), "a span is inside its text");
    property(!to_line(diagnostic).contains('\n'), "a diagnostic is one line");
  }
}

void check(const std::vector<PolicyPtr>& policies) {
  for (const PolicyPtr& policy : policies) property(policy != nullptr, "a policy is there");
}

void check(const PrincipalPolicies& policies) {
  check(policies.identity);
  check(policies.boundary);
}

void check(const Account& account) {
  for (const auto& [name, user] : account.users) {
    property(user.name == name && !user.arn.empty(), "a user has name and ARN");
    property(find_user(account, name) == &user, "a user is found by its name");
    check(policies_of(account, user));
  }
  for (const auto& [name, role] : account.roles) {
    property(role.name == name && !role.arn.empty(), "a role has name and ARN");
    property(role.trust.policy != nullptr, "a role has a trust policy");
    check(policies_of(account, role));
  }
}

void check(const Organization& organization) {
  for (const auto& [id, target] : organization.targets) {
    const OrganizationLevels levels = levels_of(organization, id);
    for (const auto& level : levels.scps) {
      property(!level.empty(), "a level without an SCP would allow nothing");
      check(level);
    }
    for (const auto& level : levels.rcps) check(level);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = std::make_shared<Source>("f", std::string(fuzz::as_text(data, size)));
  const JsonResult read = read_json_or_yaml(source);
  const auto root = read.root();
  if (!root) return 0;
  const AccountResult account = read_account(read.tree, *root, "");
  check(account.diagnostics);
  check(account.account);
  const OrganizationResult organization = read_organization(read.tree, *root);
  check(organization.diagnostics);
  check(organization.organization);
  const ResourcePolicyResult resource = read_resource_policy(read.tree, *root);
  check(resource.diagnostics);
  property(resource.resource || has_errors(resource.diagnostics), "no policy without a reason");
  return 0;
}
