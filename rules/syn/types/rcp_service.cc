#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/rcp_reach.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void report(const Subject& subject, TypeRule rule, std::string_view says, std::string_view help,
            Found& found) {
  for (const TypeProblem& problem : type_problems(subject.document, subject.type, rule)) {
    const auto action = value_at(subject, problem.span);
    if (!action) continue;
    found.add(subject, problem.span, fmt::format("action {} {}", backticked(action->text()), says),
              std::string(help));
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kRcp)) return;
  report(subject, TypeRule::kActionEverything, "can't stand in an RCP",
         "name each service: `s3:*`, `sts:*`", found);
  report(subject, TypeRule::kActionOutOfReach,
         fmt::format("is of a service that RCPs do not reach, as of {}", rcp_services_date()),
         "leave it out; an SCP may do what is meant", found);
}

}  // namespace

extern const Rule kRcpService{
    .id = "SYN062",
    .name = "rcp-service",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"RCP_SYNTAX_ERROR_ACTION"},
    .summary = "action that RCPs do not reach",
    .doc =
        R"(Resource control policies take actions of some services only, and `*` alone not at all: each entry
begins with the prefix of one of these services. The list grows; the message has the date of the one that is
built in.
)",
    .check = check,
};

}  // namespace cordon::rules
