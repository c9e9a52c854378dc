#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/incident/verdict/claims.h"
#include "engine/incident/verdict/probe.h"
#include "engine/incident/verdict/report.h"
#include "engine/incident/verdict/timeline.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {
namespace {

/// The STS or IAM call that makes a credential of a kind.
std::string_view minting_call(CredentialKind kind) {
  switch (kind) {
    case CredentialKind::kAccessKey:
      return "iam:CreateAccessKey";
    case CredentialKind::kConsolePassword:
      return "signin:ConsoleLogin";
    case CredentialKind::kGetSessionToken:
      return "sts:GetSessionToken";
    case CredentialKind::kGetFederationToken:
      return "sts:GetFederationToken";
    case CredentialKind::kAssumeRole:
      return "sts:AssumeRole";
    case CredentialKind::kAssumeRoleWithSaml:
      return "sts:AssumeRoleWithSAML";
    case CredentialKind::kAssumeRoleWithWebIdentity:
      return "sts:AssumeRoleWithWebIdentity";
    case CredentialKind::kInstanceProfile:
      return "ec2:StartInstances";
    case CredentialKind::kAssumeRoot:
      return "sts:AssumeRoot";
    case CredentialKind::kService:
      return "sts:AssumeRole (by the service)";
  }
  return "";
}

class Judge {
 public:
  Judge(const Incident& incident, Reuse reuse)
      : incident_(incident), history_(incident, reuse), verdicts_(history_) {}

  Report run() {
    report_.diagnostics = history_.diagnostics();
    for (const HeldCredential& credential : incident_.credentials) {
      report_.credentials.push_back({&credential, timeline(credential, verdicts_)});
    }
    for (std::size_t i = 0; i < incident_.events.size(); ++i) report_.steps.push_back(step(i));
    for (const Probe& probe : incident_.probes) add_answers(probe);
    for (const CredentialReport& credential : report_.credentials) add_escape(credential);
    conclude();
    check_expectations();
    return std::move(report_);
  }

 private:
  // The verdict that holds for good: that of the last stretch of a credential.
  static const Stretch& last(const CredentialReport& credential) {
    return credential.timeline.back();
  }

  [[nodiscard]] Instant last_event() const { return last_step(incident_); }

  // What holds after the last step; of a credential that is issued later, from then on.
  [[nodiscard]] const Stretch& after_last_step(const CredentialReport& credential) const {
    const Stretch* found = stretch_at(credential, last_event());
    return found == nullptr ? credential.timeline.front() : *found;
  }

  // A step that changed nothing that matters is the typical mistake, so it is judged by the
  // verdicts just before and just after, not by whether some document differs.
  StepReport step(std::size_t index) {
    const Event& event = incident_.events[index];
    StepReport step{.event = &event, .why = {}};
    std::string untouched;
    for (const HeldCredential& credential : incident_.credentials) {
      if (credential.issued && *credential.issued > event.at) continue;
      const Verdict before = verdicts_.in(credential, index, event.at)->verdict;
      const Verdict after = verdicts_.in(credential, index + 1, event.at)->verdict;
      if (before != after) {
        step.changed = true;
        step.why += fmt::format("{}{}: {} -> {}", step.why.empty() ? "" : "; ", credential.id,
                                to_string(before), to_string(after));
      } else if (after == Verdict::kLive) {
        untouched += fmt::format("{}{}", untouched.empty() ? "" : ", ", credential.id);
      }
    }
    if (!step.changed) step.why = history_.why(index);
    if (!step.changed && history_.state_changed(index))
      step.why += "; no credential's verdict differs";
    if (!untouched.empty()) step.why += fmt::format("; still live: {}", untouched);
    return step;
  }

  void add_answers(const Probe& probe) {
    for (const HeldCredential& credential : incident_.credentials) {
      if (probe.credential != "*" && probe.credential != credential.id) continue;
      report_.probes.push_back(
          answer(probe, credential, history_, probe.at.value_or(last_event())));
    }
  }

  // How a credential that is live after the last step was come by, and what it does.
  void add_escape(const CredentialReport& credential) {
    const Stretch* live = nullptr;
    for (const Stretch& stretch : credential.timeline) {
      const bool after = !stretch.to || *stretch.to > last_event();
      if (after && stretch.what.verdict == Verdict::kLive && live == nullptr) live = &stretch;
    }
    if (live == nullptr) return;
    const Instant at = std::max(live->from, last_event());
    const VerdictAt now =
        verdicts_.as_own(verdicts_.at(*credential.credential, at), *credential.credential, at);
    Escape escape{.path = {}, .witness = now.witness.value_or(*live->what.witness)};
    const HeldCredential* node = credential.credential;
    escape.path.push_back({node->id, escape.witness.action, escape.witness.at});
    while (const HeldCredential* parent = history_.find(node->parent)) {
      escape.path.push_back({parent->id, std::string(minting_call(node->kind)), node->issued});
      node = parent;
    }
    std::ranges::reverse(escape.path);
    report_.escapes.push_back(std::move(escape));
  }

  // Contained from an instant on: every credential is closed then and stays closed.
  [[nodiscard]] static Instant closed_since(const CredentialReport& credential) {
    Instant since = credential.timeline.front().from;
    for (const Stretch& stretch : credential.timeline) {
      if (!is_closed(stretch.what.verdict) && stretch.to) since = *stretch.to;
    }
    return since;
  }

  [[nodiscard]] const CredentialReport* first_with(Verdict verdict, bool for_good) const {
    for (const CredentialReport& credential : report_.credentials) {
      const bool ends_so = last(credential).what.verdict == verdict;
      const bool is_so = after_last_step(credential).what.verdict == verdict;
      if (for_good ? ends_so : is_so) return &credential;
    }
    return nullptr;
  }

  void conclude() {
    if (report_.credentials.empty()) {
      return decide(Containment::kUnknown, "no credential is given: there is nothing to contain");
    }
    for (const bool for_good : {true, false}) {
      if (const CredentialReport* live = first_with(Verdict::kLive, for_good)) {
        return conclude_live(*live, for_good);
      }
    }
    for (const bool for_good : {true, false}) {
      if (const CredentialReport* open = first_with(Verdict::kUnknown, for_good)) {
        const Stretch& stretch = for_good ? last(*open) : after_last_step(*open);
        return decide(Containment::kUnknown,
                      fmt::format("{}: {}", open->credential->id, stretch.what.reason));
      }
    }
    if (incident_.incomplete || has_errors(report_.diagnostics)) {
      return decide(Containment::kUnknown,
                    "a part of the input could not be read, so containment can't be claimed");
    }
    conclude_contained();
  }

  // Live for a time only: it can mint what outlives it, and minted credentials are not followed.
  void conclude_live(const CredentialReport& live, bool for_good) {
    const Stretch& stretch = for_good ? last(live) : after_last_step(live);
    std::string why = fmt::format("{} is live: {}", live.credential->id, stretch.what.reason);
    if (stretch.to) why += fmt::format(" (until {})", to_string(*stretch.to));
    decide(Containment::kNotContained, std::move(why));
  }

  void conclude_contained() {
    Instant since = beginning(incident_);
    for (const CredentialReport& credential : report_.credentials) {
      since = std::max(since, closed_since(credential));
    }
    const std::int64_t window = incident_.assumptions.propagation_ms;
    const bool by_a_step = std::ranges::any_of(incident_.events, [&](const Event& event) {
      return since == event.at || since.ms == event.at.ms + window;
    });
    if (!by_a_step && since != beginning(incident_)) {
      return decide(
          Containment::kUnknown,
          fmt::format("every given credential is closed from {}, but by expiry only: what it "
                      "could mint before is not followed",
                      to_string(since)));
    }
    report_.contained_at = since;
    decide(Containment::kContained,
           fmt::format("every given credential is dead or denied from {} on", to_string(since)));
  }

  void decide(Containment verdict, std::string why) {
    report_.verdict = verdict;
    report_.why = std::move(why);
  }

  void check_expectations() {
    report_.claims = judge_claims(incident_, report_.credentials);
    bool asked = incident_.expect.has_value();
    bool met = !asked || *incident_.expect == report_.verdict;
    for (const ProbeReport& probe : report_.probes) {
      if (!probe.as_expected) continue;
      asked = true;
      met = met && *probe.as_expected;
    }
    for (const ClaimReport& claim : report_.claims) {
      if (!claim.as_expected) continue;
      asked = true;
      met = met && *claim.as_expected;
    }
    if (asked) report_.as_expected = met;
  }

  const Incident& incident_;
  History history_;
  Verdicts verdicts_;
  Report report_;
};

}  // namespace

Report judge(const Incident& incident) { return Judge(incident, Reuse::kWhatHolds).run(); }

Report judge_everything_again(const Incident& incident) {
  return Judge(incident, Reuse::kNothing).run();
}

}  // namespace cordon::incident
