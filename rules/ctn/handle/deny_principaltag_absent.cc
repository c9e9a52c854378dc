#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/conditions/guards.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_session_tags(const Request& request) {
  const auto& credential = request.credential();
  return credential && (credential->kind == CredentialKind::kAssumeRole ||
                        credential->kind == CredentialKind::kGetFederationToken);
}

// Those first who pass tags when they make their session; the tags of a user are changed by others.
std::vector<Request> candidates(const Intruder& intruder) {
  std::vector<Request> requests = intruder.stopped();
  if (!intruder.is_role()) {
    if (auto token = intruder.denied_request(Holds::kFederationToken)) requests.push_back(*token);
  }
  std::ranges::stable_partition(requests, has_session_tags);
  return requests;
}

std::string message(std::string_view tag, const Request& request) {
  return has_session_tags(request)
             ? fmt::format("a session may set `{}` itself: {} gets through with another value", tag,
                           describe(request))
             : fmt::format("`{}` may be changed: {} gets through with another value", tag,
                           describe(request));
}

void look(const Subject& subject, const ConditionUse& test, const Intruder& intruder,
          Found& found) {
  for (Request request : candidates(intruder)) {
    put(request, test.key(), "something-else");
    if (!intruder.gets_through(request)) continue;
    found.add(subject, test.key_span(), message(test.key(), request),
              "deny `sts:TagSession` and the tagging of users and roles to all but the responders");
    return;
  }
}

void check(const Subject& subject, Found& found) {
  for_each_step(subject, Handle::kTag, found,
                [&](const Containment& step, const Intruder& intruder) {
                  for (const ConditionUse& test : tests_of(*step.statement, "aws:PrincipalTag/")) {
                    if (!asks_for_value(test) || test.entry.values.empty()) continue;
                    if (!found.may_try(subject)) return;
                    look(subject, test, intruder, found);
                  }
                });
}

}  // namespace

extern const Rule kDenyPrincipaltagAbsent{
    .id = "CTN033",
    .name = "deny-principaltag-absent",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "Deny keyed on a principal tag that can be dropped or overridden",
    .doc =
        R"(`aws:PrincipalTag` is not only what the user or role was tagged with: session tags that were passed when
the session was made go before it, for as long as the session lives. A session that an intruder opened
with the tag set, and whoever may change tags, is not under the Deny.
)",
    .check = check,
};

}  // namespace cordon::rules
