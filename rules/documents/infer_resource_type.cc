// Which type of resource a policy can be attached to: the one whose policies can name all of the
// resources that it names, or, when it names none, the only one of the service of its actions.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "engine/catalogue/resource_policies.h"
#include "grammar/text.h"
#include "rules/documents/infer_type.h"
#include "rules/resources/resources.h"

namespace cordon::rules {
namespace {

using Targets = std::vector<const catalogue::PolicyTarget*>;

/// So many resources or actions tell as much as all of them.
constexpr std::size_t kEnough = 200;

Targets all_targets() {
  Targets targets;
  for (const catalogue::PolicyTarget& target : catalogue::policy_targets()) {
    if (target.type != kRoleTrust) targets.push_back(&target);
  }
  return targets;
}

/// Region and account are there in both or in neither.
bool has_form_of(const WrittenArn& arn, const ArnFormat& format) {
  return std::ranges::all_of(
      std::array{ArnField::kRegion, ArnField::kAccount}, [&](ArnField field) {
        return arn[field] == "*" || arn[field].empty() == format[field].empty();
      });
}

void keep_those_that_name(const WrittenArn& arn, Targets& targets) {
  std::vector<const ArnFormat*> formats = fitting_formats(arn);
  std::erase_if(formats, [&](const ArnFormat* format) { return !has_form_of(arn, *format); });
  if (formats.empty()) return;  // a resource that we know nothing about tells nothing
  std::erase_if(targets, [&](const catalogue::PolicyTarget* target) {
    return std::ranges::none_of(formats, [&](const ArnFormat* format) {
      return catalogue::can_name(*target, format->type.service, format->type.name);
    });
  });
}

std::string_view service_of(std::string_view action) {
  return action.substr(0, std::min(action.find(':'), action.size()));
}

void keep_those_of_services(const PolicyDocument& document, Targets& targets) {
  std::size_t seen = 0;
  for (const Statement& statement : document.statements) {
    if (!statement.action || statement.action->negated) continue;
    for (const PolicyText& action : statement.action->entries) {
      if (action.value == "*") continue;
      if (++seen > kEnough) return;
      std::erase_if(targets, [&](const catalogue::PolicyTarget* target) {
        return !equals_ignoring_ascii_case(target->service, service_of(action.value));
      });
    }
  }
  if (seen == 0) targets.clear();
}

/// Whether a resource was named at all.
bool keep_those_of_resources(const PolicyDocument& document, Targets& targets) {
  std::size_t seen = 0;
  for (const Statement& statement : document.statements) {
    if (!statement.resource || statement.resource->negated) continue;
    for (const PolicyText& entry : statement.resource->entries) {
      const ArnReading reading = read_arn(entry, document.version);
      if (!reading.arn) continue;
      if (++seen > kEnough) return true;
      keep_those_that_name(*reading.arn, targets);
    }
  }
  return seen > 0;
}

}  // namespace

std::string_view infer_resource_type(const PolicyDocument& document) {
  Targets targets = all_targets();
  if (!keep_those_of_resources(document, targets)) keep_those_of_services(document, targets);
  return targets.size() == 1 ? targets.front()->type : std::string_view();
}

}  // namespace cordon::rules
