#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/incident/conclusion.h"
#include "engine/incident/costs.h"
#include "engine/incident/reach/doors.h"
#include "engine/incident/reach/outlasting.h"
#include "engine/incident/reach/reach.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/claims.h"
#include "engine/incident/verdict/probe.h"
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

/// Whether what can be made with the credentials is followed, and all that a report has is found.
enum class Follow : std::uint8_t { kEverything, kToConclude, kNothing };

class Judge {
 public:
  Judge(const Incident& incident, Reuse reuse, Follow follow)
      : incident_(incident),
        history_(incident, reuse),
        verdicts_(history_),
        follow_(follow),
        reach_(history_, verdicts_) {}

  Report run() {
    report_.diagnostics = history_.diagnostics();
    for (const HeldCredential& credential : incident_.credentials) {
      report_.credentials.push_back({&credential, timeline(credential, verdicts_)});
    }
    if (follow_ != Follow::kNothing) follow();
    if (follow_ == Follow::kToConclude) return only_concluded();
    for (std::size_t i = 0; i < incident_.events.size(); ++i) report_.steps.push_back(step(i));
    for (const Probe& probe : incident_.probes) add_answers(probe);
    if (follow_ == Follow::kEverything) add_costs();
    add_escapes();
    conclude(incident_, report_);
    check_expectations();
    return std::move(report_);
  }

 private:
  [[nodiscard]] Instant last_event() const { return last_step(incident_); }

  Report only_concluded() {
    for (std::size_t i = 0; i < incident_.events.size(); ++i) {
      report_.steps.push_back(
          {.event = &incident_.events[i], .doubtful = history_.is_doubtful(i), .why = {}});
    }
    conclude(incident_, report_);
    return std::move(report_);
  }

  // What can be made from the credentials, and what all of them can do that stays.
  void follow() {
    report_.doors = doors_of(history_);
    for (const Door& door : report_.doors) {
      if (door.credential) open(door);
    }
    for (const HeldCredential& credential : incident_.credentials) {
      if (!credential.renewal_told) renew(credential);
    }
    reach_.run();
    report_.reach_cut_short = reach_.cut_short();
    for (auto& credential : reach_.take()) {
      report_.made.push_back(std::move(credential));
      add_made(*report_.made.back());
    }
    report_.lasting = lasting_changes(report_.credentials, report_.reached, verdicts_);
    if (follow_ == Follow::kToConclude) return;
    report_.undo = undone_by(report_.credentials, report_.reached, verdicts_);
  }

  // What is perhaps handed out after the token that is told, as long as the role is.
  void renew(const HeldCredential& told) {
    auto fresh = std::make_shared<HeldCredential>(told);
    fresh->id = fmt::format("{} > fresh ones", told.id);
    fresh->parent = told.id;
    fresh->expires.reset();
    fresh->renews = true;
    fresh->minting = MintWindow{
        .call = std::string(minting_call(told.kind)),
        .resource = {},
        .from = told.issued.value_or(history_.beginning()),
        .to = std::nullopt,
        .certain = false,
        .condition = fmt::format("{} renews itself, which is not told (`renews`)", told.id)};
    fresh->issued.reset();
    history_.add(*fresh);
    reach_.add_root(*fresh);
    report_.made.push_back(fresh);
    add_made(*fresh);
  }

  void open(const Door& door) {
    history_.add(*door.credential);
    if (door.makes_others) reach_.add_root(*door.credential);
    report_.made.push_back(door.credential);
    add_made(*door.credential);
  }

  void add_made(const HeldCredential& made) {
    const Instant since = std::min(history_.known_until(), made.minting->from);
    std::vector<Stretch> stretches = timeline(made, verdicts_);
    for (Stretch& stretch : stretches) qualify(made, stretch.what);
    const bool ever_open = std::ranges::any_of(stretches, [&](const Stretch& stretch) {
      return may_act(stretch.what.verdict, incident_) && (!stretch.to || *stretch.to > since);
    });
    if (ever_open) report_.reached.push_back({&made, std::move(stretches)});
  }

  // A credential that is perhaps not there is perhaps not live.
  void qualify(const HeldCredential& made, VerdictAt& what) const {
    if (what.verdict != Verdict::kLive) return;
    const MintWindow& minting = *made.minting;
    if (!minting.certain) {
      what = {Verdict::kUnknown, fmt::format("if {}: {}", minting.condition, what.reason),
              std::nullopt};
    } else if (only_in_the_past(made, incident_)) {
      what = {Verdict::kUnknown,
              fmt::format("if it was made before {}: {}", to_string(*minting.to), what.reason),
              std::nullopt};
    }
  }

  // A step that changed nothing that matters is the typical mistake, so it is judged by the
  // verdicts just before and just after, not by whether some document differs.
  StepReport step(std::size_t index) {
    const Event& event = incident_.events[index];
    StepReport step{.event = &event, .doubtful = history_.is_doubtful(index), .why = {}};
    std::string untouched;
    for (const HeldCredential* held : present_at(event.at)) {
      const HeldCredential& credential = *held;
      const Verdicts::Around around = verdicts_.around(credential, index);
      const Verdict before = around.before->verdict;
      const Verdict after = around.after->verdict;
      if (before != after) {
        step.changed = true;
        step.why += fmt::format("{}{}: {} -> {}", step.why.empty() ? "" : "; ", credential.id,
                                to_string(before), to_string(after));
      } else if (after == Verdict::kLive && is_surely_there(credential)) {
        untouched.append(untouched.empty() ? "" : ", ").append(credential.id);
      }
    }
    if (!step.changed) step.why = history_.why(index);
    if (!step.changed && history_.state_changed(index)) {
      const std::string ways = follow_ == Follow::kEverything ? ways_changed_by(index) : "";
      step.changed = !ways.empty();
      step.why += ways.empty() ? "; no credential's verdict differs" : "; " + ways;
      if (reach_.cut_short()) step.why += "; what can be made was not compared in full";
    }
    // What AWS asks for first is no part of what changed, and has to be done.
    const std::string& what = history_.why(index);
    const std::size_t demand = what.find("; AWS demands");
    if (step.changed && demand != std::string::npos && !step.why.contains("; AWS demands")) {
      step.why += what.substr(demand);
    }
    if (!untouched.empty()) step.why += fmt::format("; still live: {}", untouched);
    return step;
  }

  void add_costs() {
    Costs costs(history_, verdicts_);
    for (std::size_t i = 0; i < report_.steps.size(); ++i) {
      if (history_.state_changed(i)) report_.steps[i].costs = costs.of(i);
    }
    report_.costs_cut_short = costs.cut_short();
  }

  // Given, or what whoever came in by a door holds.
  [[nodiscard]] std::vector<const HeldCredential*> present_at(Instant at) const {
    std::vector<const HeldCredential*> present;
    for (const HeldCredential& credential : incident_.credentials) {
      if (!credential.issued || *credential.issued <= at) present.push_back(&credential);
    }
    for (const Door& door : report_.doors) {
      if (door.credential && door.from < at) present.push_back(door.credential.get());
    }
    return present;
  }

  static bool is_surely_there(const HeldCredential& credential) {
    return !credential.minting || credential.minting->certain;
  }

  void add_answers(const Probe& probe) {
    for (const HeldCredential& credential : incident_.credentials) {
      if (probe.credential != "*" && probe.credential != credential.id) continue;
      report_.probes.push_back(
          answer(probe, credential, history_, probe.at.value_or(last_event())));
    }
  }

  // Which credentials could be made before an event and can't after it, or the other way round.
  std::string ways_changed_by(std::size_t index) {
    const Instant at = incident_.events[index].at;
    std::vector<const HeldCredential*> issued;
    for (const CredentialReport& report : report_.credentials) {
      const auto& since = report.credential->issued;
      if (!since || *since <= at) issued.push_back(report.credential);
    }
    std::string text;
    for (const auto& [credential, ways] : reach_.changed_by(index, issued)) {
      for (const std::string& way : ways.lost) add_way(text, credential->id, "no longer gets", way);
      for (const std::string& way : ways.gained) add_way(text, credential->id, "now gets", way);
    }
    add_doors(text, incident_.events[index]);
    return text;
  }

  static void add_way(std::string& text, std::string_view who, std::string_view verb,
                      std::string_view way) {
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "; ", who, verb, way);
  }

  void add_doors(std::string& text, const Event& event) const {
    for (const Door& door : report_.doors) {
      if (door.event == &event) {
        add_way(text, door.who, door.certain ? "gets into" : "may get into", door.where);
      } else if (door.shut_by == &event) {
        add_way(text, door.who, "no longer gets into", door.where);
      }
    }
  }

  void add_escapes() {
    for (const CredentialReport& credential : report_.credentials) add_escape(credential);
    for (const CredentialReport& credential : report_.reached) add_escape(credential);
    std::ranges::stable_sort(report_.escapes, {},
                             [](const Escape& escape) { return escape.path.size(); });
  }

  // How a credential that is live after the last step is come by, and what it does.
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
      const bool reached = node->minting.has_value();
      escape.path.push_back(
          {parent->id, reached ? node->minting->call : std::string(minting_call(node->kind)),
           reached ? std::optional(std::max(node->minting->from, last_event())) : node->issued});
      node = parent;
    }
    std::ranges::reverse(escape.path);
    report_.escapes.push_back(std::move(escape));
  }

  void check_expectations() {
    report_.claims = judge_claims(report_.credentials, verdicts_);
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
  Follow follow_;
  Reach reach_;
  Report report_;
};

}  // namespace

Report judge(const Incident& incident) {
  return Judge(incident, Reuse::kWhatHolds, Follow::kEverything).run();
}

Report judge_containment(const Incident& incident) {
  return Judge(incident, Reuse::kWhatHolds, Follow::kToConclude).run();
}

Report judge_given(const Incident& incident) {
  return Judge(incident, Reuse::kWhatHolds, Follow::kNothing).run();
}

Report judge_everything_again(const Incident& incident) {
  return Judge(incident, Reuse::kNothing, Follow::kNothing).run();
}

}  // namespace cordon::incident
