#include "rules/resources/targets.h"

#include <algorithm>

#include "engine/pattern_sets.h"
#include "rules/actions/actions.h"

namespace cordon::rules {
namespace {

bool may_be_service(const Pattern& written, const ArnFormat& format) {
  const std::string_view service = format[ArnField::kService];
  return service.starts_with("${") || written.matches(service);
}

// `arn:${Partition}:s3:::${BucketName}` as a pattern.
Pattern pattern_of(std::string_view form) {
  std::string glob;
  for (std::size_t at = 0; at < form.size(); ++at) {
    const bool hole = form.substr(at).starts_with("${");
    glob += hole ? '*' : form[at];
    if (hole) at = std::min(form.find('}', at), form.size() - 1);
  }
  return Pattern::glob(glob);
}

}  // namespace

TargetList::TargetList(const Statement& statement, PolicyVersion version) {
  const std::vector<PolicyText>& entries = listed_resources(statement);
  for (const PolicyText& entry : entries) {
    const ArnReading reading = read_arn(entry, version);
    if (!reading.arn) return;
    targets_.push_back({.service = reading.arn->pattern(ArnField::kService),
                        .resource = reading.arn->pattern(ArnField::kResource)});
  }
  known_ = !entries.empty();
}

Truth TargetList::can_be(std::string_view service, std::string_view type) {
  const auto [asked, is_new] = types_.emplace(std::pair(service, type), Truth::kUnknown);
  const ArnFormat* format = is_new ? format_of(service, type) : nullptr;
  if (format == nullptr) return asked->second;
  work_ += targets_.size();
  if (work_ > kMostWork) return Truth::kUnknown;
  asked->second = truth(std::ranges::any_of(targets_, [&](const Target& target) {
    return may_be_service(target.service, *format) && fits(*format, target.resource);
  }));
  return asked->second;
}

Truth TargetList::can_target(const catalogue::Action& action) {
  Truth any = action.resources.empty() ? Truth::kUnknown : Truth::kFalse;
  for (const catalogue::ResourceUse use : action.resources) {
    any = any | can_be(action.service, use.type);
  }
  return any;
}

Truth TargetList::can_be_target_of(std::string_view action_entry) {
  Truth any = Truth::kUnknown;
  for (const catalogue::Action action : catalogue::actions_matching(action_entry)) {
    const Truth can = can_target(action);
    if (can == Truth::kTrue) return can;
    if (can == Truth::kUnknown && !action.resources.empty()) return can;
    if (can == Truth::kFalse) any = can;
  }
  return any;
}

bool TargetList::all_are(std::string_view service, std::string_view type,
                         std::string_view not_type) const {
  const ArnFormat* wanted = format_of(service, type);
  const ArnFormat* other = format_of(service, not_type);
  return std::ranges::all_of(targets_, [&](const Target& target) {
    return target.service.matches(service) && fits(*wanted, target.resource) &&
           !fits(*other, target.resource);
  });
}

bool works_on(const catalogue::Action& action, std::string_view arn) {
  return std::ranges::any_of(action.resources, [&](const catalogue::ResourceUse& use) {
    const auto type = catalogue::find_resource_type(action.service, use.type);
    return type && pattern_of(type->arn).matches(arn);
  });
}

}  // namespace cordon::rules
