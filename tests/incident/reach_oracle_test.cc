// What is said to be contained is held against an attacker who tries: one that makes concrete
// credentials with those it has, at many instants one after the other, and tries concrete requests
// with each. It knows nothing of windows, of questions that are asked once, or of proofs. Whatever
// gets through where the report says that nothing does is a false "contained".
#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "engine/incident/plan/plan.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/decider.h"
#include "engine/incident/verdict/history.h"
#include "engine/incident/verdict/standing.h"
#include "engine/incident/verdict/timeline.h"
#include "tests/support/large_incident.h"
#include "tests/support/sanitized.h"
#include "tests/support/small_incident.h"

namespace cordon::incident {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::string_view kSessionName = "eve";

struct Success {
  const HeldCredential* credential;
  Instant at;
  std::string action;
  bool is_given;
};

/// Plays forward from what is given.
class Attacker {
 public:
  explicit Attacker(const Incident& incident) : incident_(incident), history_(incident) {}

  std::vector<Success> run() {
    for (const HeldCredential& held : incident_.credentials) have_.push_back(&held);
    given_ = have_.size();
    for (const Instant at : times()) {
      // What is made may make the next one at once.
      for (std::size_t i = 0; i < have_.size(); ++i) try_all(*have_[i], i < given_, at);
    }
    return std::move(successes_);
  }

 private:
  [[nodiscard]] std::set<Instant> times() const {
    const Instant known = history_.known_until();
    std::set<Instant> times;
    const auto add = [&](std::int64_t ms) {
      if (ms >= known.ms) times.insert(Instant{ms});
    };
    add(known.ms);
    for (const Event& event : incident_.events) {
      add(event.at.ms);
      add(event.at.ms + 5 * kMinute);
    }
    const Instant last = *times.rbegin();
    for (const std::int64_t hours : {1, 13, 37, 24 * 40}) add(last.ms + hours * kHour);
    return times;
  }

  void try_all(const HeldCredential& held, bool is_given, Instant at) {
    if (held.issued && *held.issued > at) return;
    const std::size_t world = history_.world_at(at);
    const Standing standing = standing_of(held, history_, world, at);
    if (standing.life != Standing::Life::kAlive || !standing.doubt.empty()) return;
    Decider decider(standing, history_.surroundings(world), incident_.assumptions);
    const auto outcome = [&](std::string_view action, const std::string& resource) {
      Request request = request_of(standing, action, resource, at);
      request.context.set({.key = ContextKey("sts:ExternalId"), .values = {"ext"}});
      return decider.decide(request).outcome;
    };
    const auto allowed = [&](std::string_view action, const std::string& resource) {
      if (outcome(action, resource) != Outcome::kAllowed) return false;
      successes_.push_back({&held, at, std::string(action), is_given});
      return true;
    };
    for (const std::string_view object : {"arn:aws:s3:::b/x", "arn:aws:s3:::c/y"}) {
      (void)allowed("s3:GetObject", std::string(object));
    }
    (void)allowed("ec2:DescribeInstances", "*");
    const bool chained = standing.caller.kind == CallerKind::kRoleSession;
    for (const auto& [name, versions] : history_.roles()) {
      const auto& role = versions.in(world).entity;
      if (role && allowed("sts:AssumeRole", role->arn)) assume(*role, at, chained);
    }
    for (const auto& [name, versions] : history_.users()) {
      const auto& user = versions.in(world).entity;
      if (user && allowed("iam:CreateAccessKey", user->arn)) make_key(*user, at);
    }
    if (held.kind == CredentialKind::kAccessKey &&
        outcome("sts:GetSessionToken", "*") != Outcome::kExplicitDeny) {
      make_token(held, at);
    }
  }

  void assume(const Role& role, Instant at, bool chained) {
    HeldCredential made;
    made.kind = CredentialKind::kAssumeRole;
    made.principal =
        fmt::format("arn:aws:sts::111122223333:assumed-role/{}/{}", role.name, kSessionName);
    made.session_name = kSessionName;
    made.issued = at;
    made.expires = Instant{at.ms + (chained ? 1 : 12) * kHour};
    add(std::move(made), at);
  }

  void make_key(const User& user, Instant at) {
    HeldCredential made;
    made.kind = CredentialKind::kAccessKey;
    made.principal = user.arn;
    made.minting = MintWindow{.call = "iam:CreateAccessKey",
                              .resource = user.arn,
                              .from = at,
                              .to = Instant{at.ms + 1},
                              .condition = {}};
    add(std::move(made), {});
  }

  void make_token(const HeldCredential& key, Instant at) {
    HeldCredential made;
    made.kind = CredentialKind::kGetSessionToken;
    made.principal = key.principal;
    made.issued = at;
    made.expires = Instant{at.ms + 36 * kHour};
    add(std::move(made), at);
  }

  // One of each sort and instant; keys do not differ by when they were made.
  void add(HeldCredential made, Instant issued) {
    if (!known_.insert(fmt::format("{} {} {}", to_string(made.kind), made.principal, issued.ms))
             .second) {
      return;
    }
    made.id =
        fmt::format("{} of {} at {}", to_string(made.kind), made.principal, to_string(issued));
    made_.push_back(std::make_unique<HeldCredential>(std::move(made)));
    have_.push_back(made_.back().get());
  }

  const Incident& incident_;
  History history_;
  std::vector<const HeldCredential*> have_;
  std::size_t given_ = 0;
  std::vector<std::unique_ptr<HeldCredential>> made_;
  std::set<std::string> known_;
  std::vector<Success> successes_;
};

std::string line(const Success& success) {
  return fmt::format("{} may {} at {}", success.credential->id, success.action,
                     to_string(success.at));
}

// Empty, or the first success where the report says that there is none.
std::string false_claim(const Incident& incident, const Report& report,
                        const std::vector<Success>& successes) {
  for (const Success& success : successes) {
    const bool contained =
        report.verdict == Containment::kContained && success.at >= *report.contained_at;
    if (contained) return "contained, and " + line(success);
    if (!success.is_given) continue;
    const auto place = static_cast<std::size_t>(success.credential - incident.credentials.data());
    const Stretch* now = stretch_at(report.credentials[place], success.at);
    if (now != nullptr && is_closed(now->what.verdict)) {
      return fmt::format("{}: {}, and {}", to_string(now->what.verdict), now->what.reason,
                         line(success));
    }
  }
  return "";
}

std::string random_text(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> bytes(256);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() >> 24U);
  support::Choices choices(bytes);
  return support::small_incident(choices);
}

struct Tally {
  std::size_t contained = 0;
  std::size_t made = 0;  // credentials that got through, and were not given
};

void check(const Incident& incident, Tally& tally) {
  const Report report = judge(incident);
  const std::vector<Success> successes = Attacker(incident).run();
  CAPTURE(report.why);
  CHECK(false_claim(incident, report, successes) == "");
  if (report.verdict == Containment::kContained) ++tally.contained;
  std::set<const HeldCredential*> through;
  for (const Success& success : successes) {
    if (!success.is_given) through.insert(success.credential);
  }
  tally.made += through.size();
}

TEST_CASE("reach: what is contained is held against trying, random small incidents") {
  constexpr std::uint32_t kIncidents = support::kSanitized ? 10 : 200;
  Tally as_given, planned;
  for (std::uint32_t seed = 1; seed <= kIncidents; ++seed) {
    CAPTURE(seed);
    const IncidentResult read = support::read_incident_text(random_text(seed));
    REQUIRE(read.usable);
    check(read.incident, as_given);
    if (seed % 3 != 0) continue;
    const auto plan = make_plan(read.incident, {.at = std::nullopt, .most_judgements = 20});
    REQUIRE(plan);
    if (plan->outcome == PlanOutcome::kContains) check(*plan->incident, planned);
  }
  MESSAGE("contained ", as_given.contained, ", with a plan ", planned.contained, "; credentials ",
          as_given.made, " and ", planned.made);
  CHECK(as_given.contained >= kIncidents / 20);
  CHECK(as_given.made >= kIncidents);
  CHECK(planned.contained >= kIncidents / 20);
}

}  // namespace
}  // namespace cordon::incident
