// One climb on the ladder of measures (ladder.h): from what takes least from others up, until a
// measure is found that was not taken yet. Which rungs there are, and in what order, is not known
// here.
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/incident/plan/measure.h"

namespace cordon::incident {

// What a measure does, without to whom: the first word of its id.
inline constexpr std::string_view kDeleteKey = "delete-key";
inline constexpr std::string_view kDeletePassword = "delete-password";
inline constexpr std::string_view kDeleteServiceKey = "delete-service-key";
inline constexpr std::string_view kDeleteMade = "delete-made";
inline constexpr std::string_view kDeleteProvider = "delete-provider";
inline constexpr std::string_view kPutTrustBack = "put-trust-back";
inline constexpr std::string_view kCutTrust = "cut-trust";
inline constexpr std::string_view kPutPolicyBack = "put-policy-back";
inline constexpr std::string_view kCutPolicy = "cut-policy";
inline constexpr std::string_view kRemovePermission = "remove-permission";
inline constexpr std::string_view kDenySession = "deny-session";
inline constexpr std::string_view kRevoke = "revoke-sessions";
inline constexpr std::string_view kNoProfile = "no-profile";
inline constexpr std::string_view kDeny = "deny";
inline constexpr std::string_view kScpPrincipal = "scp-principal";
inline constexpr std::string_view kScpAccount = "scp-account";

/// What a measure is, but for its calls.
struct Draft {
  Disruption disruption = Disruption::kOneCredential;
  std::string cost;
  std::string made_by;
  std::string note;  // that a reader of the plan should know
  bool ends_minting = false;
};

/// Takes rungs from the lowest up until one is new and can be taken.
class Climb {
 public:
  Climb(std::string owner, const std::set<std::string>& taken)
      : owner_(std::move(owner)), taken_(taken) {}

  [[nodiscard]] const std::string& owner() const { return owner_; }
  [[nodiscard]] bool was_taken(std::string_view kind) const {
    return taken_.contains(fmt::format("{} {}", kind, owner_));
  }

  /// `calls` gives none where the measure can't be taken.
  template <class Calls>
  void rung(std::string_view kind, std::string_view whom, Draft draft, Calls calls) {
    if (!found_.empty()) return;
    std::string id = fmt::format("{} {}", kind, whom);
    if (taken_.contains(id)) return;
    std::vector<PlannedCall> planned = calls();
    if (planned.empty()) return;
    found_.push_back({.id = std::move(id),
                      .owner = owner_,
                      .disruption = draft.disruption,
                      .calls = std::move(planned),
                      .cost = std::move(draft.cost),
                      .made_by = std::move(draft.made_by),
                      .note = std::move(draft.note),
                      .ends_minting = draft.ends_minting,
                      .closes = {}});
  }

  [[nodiscard]] std::vector<Measure> take() { return std::move(found_); }

 private:
  std::string owner_;
  const std::set<std::string>& taken_;
  std::vector<Measure> found_;
};

}  // namespace cordon::incident
