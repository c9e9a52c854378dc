#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kRcp)) return;
  report_type(subject, TypeRule::kNotAction, found);
}

}  // namespace

extern const Rule kRcpNotaction{
    .id = "SYN061",
    .name = "rcp-notaction",
    .level = Level::kError,
    .aws_codes = {"RCP_SYNTAX_ERROR_NOTACTION"},
    .summary = "NotAction in an RCP",
    .doc =
        R"(AWS refuses `NotAction` in a resource control policy. List the actions, service by service.
)",
    .check = check,
};

}  // namespace cordon::rules
