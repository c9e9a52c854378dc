#include "engine/incident/conclusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/incident/verdict/timeline.h"

namespace cordon::incident {
namespace {

class Conclusion {
 public:
  Conclusion(const Incident& incident, Report& report) : incident_(incident), report_(report) {}

  void run() {
    if (report_.credentials.empty()) {
      return decide(Containment::kUnknown, "no credential is given: there is nothing to contain");
    }
    if (const CredentialReport* live = for_good(Verdict::kLive)) return live_for_good(*live);
    if (const Door* door = open_door(true)) return door_for_good(*door);
    if (const LastingChange* change = lasting(true)) return lasting_for_good(*change);
    if (const CredentialReport* open = for_good(Verdict::kUnknown)) {
      return decide(Containment::kUnknown,
                    fmt::format("{}: {}", open->credential->id, open->timeline.back().what.reason));
    }
    if (const Door* door = open_door(false)) return door_for_good(*door);
    if (const LastingChange* change = lasting(false)) return perhaps_lasting(*change);
    if (report_.reach_cut_short) {
      return decide(Containment::kUnknown,
                    "what can still be made is more than is followed: there may be a way out");
    }
    if (incident_.incomplete || has_errors(report_.diagnostics)) {
      return decide(Containment::kUnknown,
                    "a part of the input could not be read, or there is a gap in what it tells "
                    "(see its errors and warnings), so containment can't be claimed");
    }
    const auto doubtful = std::ranges::find(report_.steps, true, &StepReport::doubtful);
    if (doubtful != report_.steps.end()) return refused(*doubtful->event);
    contained();
  }

 private:
  void decide(Containment verdict, std::string why) {
    report_.verdict = verdict;
    report_.why = std::move(why);
  }

  // Those that are given come first, and among those that were reached the shortest paths.
  [[nodiscard]] const CredentialReport* for_good(Verdict verdict) const {
    for (const auto* credentials : {&report_.credentials, &report_.reached}) {
      for (const CredentialReport& credential : *credentials) {
        if (credential.timeline.back().what.verdict == verdict) return &credential;
      }
    }
    return nullptr;
  }

  [[nodiscard]] const LastingChange* lasting(bool certain) const {
    const auto found = std::ranges::find(report_.lasting, certain, &LastingChange::certain);
    return found == report_.lasting.end() ? nullptr : &*found;
  }

  void refused(const Event& event) {
    decide(Containment::kUnknown,
           fmt::format("AWS refuses event {} ({}) as things stand: whether it is done, and "
                       "everything is closed, is not known",
                       event.index + 1, event.call));
  }

  // The credentials of doors are among those that were reached.
  [[nodiscard]] const Door* open_door(bool certain) const {
    const auto found = std::ranges::find_if(report_.doors, [certain](const Door& door) {
      return !door.credential && !door.to && door.certain == certain;
    });
    return found == report_.doors.end() ? nullptr : &*found;
  }

  void door_for_good(const Door& door) {
    const std::string opened =
        fmt::format("event {} ({})", door.event->index + 1, door.event->call);
    if (door.certain) {
      decide(Containment::kNotContained,
             fmt::format("{} lets {} in: {} on {} is allowed", opened, door.who,
                         door.witness->action, door.witness->resource));
    } else {
      decide(Containment::kUnknown,
             fmt::format("{} may let {} into {}: {}", opened, door.who, door.where, door.why));
    }
  }

  void live_for_good(const CredentialReport& live) {
    const HeldCredential& credential = *live.credential;
    const std::string& reason = live.timeline.back().what.reason;
    decide(Containment::kNotContained,
           credential.minting ? fmt::format("{} can still be made with {}, and is live: {}",
                                            credential.id, credential.minting->call, reason)
                              : fmt::format("{} is live: {}", credential.id, reason));
  }

  void lasting_for_good(const LastingChange& change) {
    const std::string what = fmt::format("can make a change that outlasts it: {} on {}",
                                         change.witness->action, change.witness->resource);
    const Instant closed = closing(*change.credential);
    decide(Containment::kNotContained,
           change.from < closed ? fmt::format("{} is live until {}, and {}", change.credential->id,
                                              to_string(closed), what)
                                : fmt::format("{} is residual, and with what is tolerated {}",
                                              change.credential->id, what));
  }

  void perhaps_lasting(const LastingChange& change) {
    decide(Containment::kUnknown,
           fmt::format(
               "{} is closed from {} on; it may have made a change before that outlasts it: {}",
               change.credential->id, to_string(closing(*change.credential)), change.why));
  }

  // Closed from an instant on, and for good.
  [[nodiscard]] static Instant closed_since(const CredentialReport& credential) {
    Instant since = credential.timeline.front().from;
    for (const Stretch& stretch : credential.timeline) {
      if (!is_closed(stretch.what.verdict) && stretch.to) since = *stretch.to;
    }
    return since;
  }

  [[nodiscard]] Instant closing(const HeldCredential& credential) const {
    for (const auto* credentials : {&report_.credentials, &report_.reached}) {
      const auto found =
          std::ranges::find(*credentials, &credential, &CredentialReport::credential);
      if (found != credentials->end()) return closed_since(*found);
    }
    return {};
  }

  void contained() {
    Instant since = beginning(incident_);
    const CredentialReport* last = nullptr;
    for (const auto* credentials : {&report_.credentials, &report_.reached}) {
      for (const CredentialReport& credential : *credentials) {
        if (closed_since(credential) <= since) continue;
        since = closed_since(credential);
        last = &credential;
      }
    }
    for (const Door& door : report_.doors) {
      if (!door.credential && door.to && *door.to > since) {
        since = *door.to;
        last = nullptr;
      }
    }
    report_.contained_at = since;
    std::string why =
        fmt::format("every credential, given or still to be made, is dead or denied from {} on",
                    to_string(since));
    const Stretch* now = last == nullptr ? nullptr : stretch_at(*last, last_step(incident_));
    if (now != nullptr && !is_closed(now->what.verdict)) {
      why += fmt::format("; until then {} is {}: {}", last->credential->id,
                         to_string(now->what.verdict), now->what.reason);
    }
    decide(Containment::kContained, std::move(why));
  }

  const Incident& incident_;
  Report& report_;
};

}  // namespace

void conclude(const Incident& incident, Report& report) { Conclusion(incident, report).run(); }

}  // namespace cordon::incident
