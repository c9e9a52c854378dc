// Steps that AWS refuses: an error, and they close nothing.
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "engine/incident/report.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

std::string put(std::string_view name, std::string_view statement) {
  return event("iam:PutUserPolicy",
               fmt::format("{{UserName: bob, PolicyName: \"{}\", PolicyDocument: {{Version: "
                           "\"2012-10-17\", Statement: {}}}}}",
                           name, statement));
}

TEST_CASE("refusals: a Deny that AWS does not take denies nothing") {
  const auto of_actions = [](std::size_t length) {
    return fmt::format("{{Effect: Deny, Action: [\"*\", \"s3:{}\"], Resource: \"*\"}}",
                       std::string(length, 'x'));
  };
  const std::string deny_all = "{Effect: Deny, Action: \"*\", Resource: \"*\"}";
  struct Row {
    std::string_view name;
    std::string events;
    std::string_view key;
    std::string_view error;
  };
  const std::vector<Row> rows{
      {"fits", put("stop", of_actions(1'700)), "key: live 12:00 residual", ""},
      {"too long", put("stop", of_actions(1'900)), "key: live", "characters without white space"},
      {"too long with what is there", put("a", of_actions(1'000)) + put("b", of_actions(1'000)),
       "key: live 12:00 residual", "characters without white space"},
      {"the same name again", put("a", of_actions(1'000)) + put("a", of_actions(1'100)),
       "key: live 12:00 residual", ""},
      {"characters of the name", put("a b/c", deny_all), "key: live", "characters other than"},
      {"length of the name", put(std::string(129, 'n'), deny_all), "key: live",
       "more than 128 characters"},
      {"a resource that is no ARN",
       put("stop", "{Effect: Deny, Action: \"*\", Resource: [\"*\", foo]}"), "key: live",
       "neither an ARN nor `*`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Judged result = judged(kKey, row.events);
    CHECK(lines(result.report) == row.key);
    const Diagnostics& said = result.report.diagnostics;
    CHECK(said.empty() == row.error.empty());
    CHECK((said.empty() || said.front().message.contains(row.error)));
    CHECK((row.error.empty() || result.report.verdict != Containment::kContained));
  }
}

// Its quota is 2,048, and may have been raised to 8,192: what may have been done counts.
TEST_CASE("refusals: a trust policy that a raised quota takes") {
  const auto trust = [](std::size_t length) {
    return event("iam:UpdateAssumeRolePolicy",
                 fmt::format("{{RoleName: node, PolicyDocument: {{Version: \"2012-10-17\", "
                             "Statement: {{Sid: {}, Effect: Allow, Principal: {{AWS: "
                             "\"999988887777\"}}, Action: \"sts:AssumeRole\"}}}}}}",
                             std::string(length, 'x')));
  };
  const Judged raised = judged(kKey, trust(8'000));
  CHECK(raised.report.diagnostics.empty());
  CHECK(raised.report.doors.size() == 1);
  const Judged beyond = judged(kKey, trust(8'200));
  CHECK(beyond.report.doors.empty());
  CHECK(beyond.report.diagnostics.size() == 1);
}

TEST_CASE("refusals: what is deleted too early is applied, and containment is not claimed") {
  const std::string events = event("iam:DeleteUser", "{UserName: bob}");
  const Judged result = judged(kKey, events, "credentialsKnownUntil: 2024-01-01T12:00:00Z\n");
  CHECK(lines(result.report) == "key: live 12:00 dead");
  CHECK(to_string(result.report.verdict) == "unknown");
  CHECK(result.report.why.contains("AWS refuses event 1 (iam:DeleteUser)"));
}

}  // namespace
}  // namespace cordon::incident
