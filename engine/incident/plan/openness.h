// Which credentials of an incident, given or reached, are open after an instant: what the search
// for a plan asks again and again. It is the part of a report that steps can change, found in the
// same way; whether the incident is contained is for `judge` to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/plan/measure.h"
#include "engine/incident/reach/reach.h"
#include "engine/incident/verdict/issuer.h"

namespace cordon::incident {

struct OpenCredential {
  const HeldCredential* held = nullptr;
  Issuer issuer;    // the user or role behind it
  std::string why;  // it is open
  /// What it came in by; null: it did not.
  const Door* door = nullptr;
  /// It can only be made with another one that is open.
  bool follows = false;
};

struct Openness {
  std::unique_ptr<const Incident> incident;
  Reached made;                      // what was reached
  std::vector<Door> doors;           // what events let in
  std::vector<OpenCredential> open;  // given ones first; points into the three above
  std::vector<const Door*> ways_in;  // open ones of which nobody's credential is known
  bool cut_short = false;            // there may be more

  [[nodiscard]] std::size_t size() const { return open.size() + ways_in.size(); }
};

/// Whether what can be made is looked at too: where something given is open, that can wait.
enum class LookAt : std::uint8_t { kGiven, kEverything };

[[nodiscard]] Openness open_after(std::unique_ptr<const Incident> incident, Instant end,
                                  LookAt what);

/// Ids of those that are given and open after `end`, of one owner (`entity_key`). Nothing is
/// followed: where there are some, the incident is open, and that is found out fast.
[[nodiscard]] std::vector<std::string> open_of_owner(const Incident& incident, Instant end,
                                                     std::string_view owner);

/// What a plan calls a way in: `account 999988887777 into arn:aws:s3:::bucket`, or the credential
/// of whoever comes in by it.
[[nodiscard]] std::string door_name(const Door& door);

/// `111122223333/user/bob`: who has to be changed to close a credential.
[[nodiscard]] std::string entity_key(const Issuer& issuer);

}  // namespace cordon::incident
