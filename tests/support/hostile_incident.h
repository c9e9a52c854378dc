// An incident whose names are made to break out of every format: markup, table bars, quotes,
// control characters, bytes that are no UTF-8, text that turns its reading direction.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "cli/contain/formats.h"
#include "engine/incident/verdict/timeline.h"
#include "tests/support/judged.h"

namespace cordon::support {

/// What the names are made of, as it stands in them.
inline constexpr std::string_view kHostile =
    "</td><script>alert(1)</script> a|b `c` ``d`` *e* _f_ [g](http://h.example) <!-- i --> &amp; "
    "\"j\" 'k' @l #1 \\ ]]> ~~m~~ ${n} %0A";
/// The same in YAML's double quotes, with characters that a terminal would obey.
inline constexpr std::string_view kHostileYaml =
    R"(</td><script>alert(1)</script> a|b `c` ``d`` *e* _f_ [g](http://h.example) <!-- i --> &amp; )"
    R"(\"j\" 'k' @l #1 \\ ]]> ~~m~~ ${n} %0A\n\n# o\e[31m\u202E)";

/// Two live credentials, a step that does nothing, probes and an escape; all of them called so.
inline incident::Judged hostile_incident() {
  const std::string token = fmt::format(
      "- {{id: \"t {0}\", kind: get-session-token, parent: \"k {0}\", principal: "
      "\"arn:aws:iam::111122223333:user/bob\", issuedAt: 2024-01-01T10:00:00Z, duration: 36h}}\n",
      kHostileYaml);
  const std::string key = fmt::format(
      "- {{id: \"k {0}\", kind: access-key, accessKeyId: \"{0}\", principal: "
      "\"arn:aws:iam::111122223333:user/bob\"}}\n",
      kHostileYaml);
  const std::string more = fmt::format(
      "incident: \"{0}\"\nprobes:\n- {{id: \"{0}\", credential: \"*\", action: "
      "\"s3:ListAllMyBuckets\", resource: \"{0}\", context: {{\"aws:UserAgent\": \"{0}\"}}, "
      "expect: "
      "denied}}\n",
      kHostileYaml);
  return incident::judged(
      key + token,
      incident::event("iam:PutUserPolicy",
                      fmt::format("{{UserName: bob, PolicyName: \"{0}\", PolicyDocument: {1}}}",
                                  kHostileYaml, incident::kDenyNew)) +
          incident::event("iam:DeleteAccessKey",
                          fmt::format("{{AccessKeyId: \"{}\", UserName: bob}}", kHostileYaml)),
      more);
}

/// A judged incident in the format of that name; `at` is after the last step by default.
inline std::string written(std::string_view format, const incident::Judged& judged,
                           std::optional<Instant> at = {}) {
  const auto formats = incident_formats();
  const auto found = std::ranges::find(formats, format, &IncidentFormat::name);
  REQUIRE(found != formats.end());
  return found->write({judged.read.incident, judged.report, judged.read.inputs,
                       at.value_or(last_step(judged.read.incident))},
                      Painter(false));
}

}  // namespace cordon::support
