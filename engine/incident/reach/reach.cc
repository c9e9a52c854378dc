#include "engine/incident/reach/reach.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>

#include "engine/incident/reach/federated_names.h"
#include "engine/incident/verdict/proof.h"
#include "engine/incident/verdict/timeline.h"
#include "engine/made_policy.h"

namespace cordon::incident {
namespace {

// A circle that is not seen as one is taken for one after so many rounds.
constexpr int kMostExtensions = 8;

const WantedTargets kAllTargets{.all = true, .users = {}, .roles = {}};

bool covers(const MintWindow& minting, Instant from, std::optional<Instant> to) {
  if (minting.from > from) return false;
  return !minting.to || (to && *minting.to >= *to);
}

// A key or an instance that was made once goes on: another one adds nothing. A password may have
// been taken away in between.
bool goes_on(const Way& way) {
  return way.life_ms == 0 && way.kind != CredentialKind::kConsolePassword;
}

bool is_made_by_event(const Way& way) {
  return way.call.starts_with("iam:Create") || way.call.starts_with("iam:Update");
}

bool touches_span(const MintWindow& minting, Instant from, std::optional<Instant> to) {
  const bool begins_in_time = !minting.to || from <= *minting.to;
  const bool ends_late_enough = !to || *to >= minting.from;
  return begins_in_time && ends_late_enough;
}

// What a federated user's own session policy leaves out is not asked about: it is chosen.
PolicyPtr chosen_session_policy() {
  static const PolicyPtr kEverything =
      everything_allowed(PolicyType::kSession, "(the session policy that is asked for)");
  return kEverything;
}

}  // namespace

bool only_in_the_past(const HeldCredential& credential, const Incident& incident) {
  const auto& minting = credential.minting;
  return minting && minting->to && !incident.events.empty() && *minting->to <= last_step(incident);
}

namespace {

// What the credentials that a credential gives hang on.
std::string condition_of(const HeldCredential& credential, const Incident& incident) {
  if (!credential.minting) return {};
  if (!credential.minting->certain) return credential.minting->condition;
  if (!only_in_the_past(credential, incident)) return {};
  return fmt::format("{} was made before {}", credential.id, to_string(*credential.minting->to));
}

}  // namespace

Reach::Reach(History& history, Verdicts& verdicts, Bounds bounds)
    : history_(history),
      verdicts_(verdicts),
      bounds_(bounds),
      federated_names_(federated_names(history)),
      targets_(history),
      kept_(history, targets_) {
  collect_changes();
}

void Reach::collect_changes() {
  const auto add = [&](const Sensitivity& sensitivity) {
    changes_.insert(changes_.end(), sensitivity.turns.begin(), sensitivity.turns.end());
  };
  const Incident& incident = history_.incident();
  for (const Event& event : incident.events) {
    changes_.push_back(event.at);
    changes_.push_back(Instant{event.at.ms + incident.assumptions.propagation_ms});
  }
  const auto add_versions = [&](const auto& principals) {
    for (const auto& [name, versions] : principals) {
      for (const auto& version : versions.all()) add(version.sensitivity);
    }
  };
  add_versions(history_.users());
  add_versions(history_.roles());
  for (std::size_t world = 0; world < history_.worlds(); ++world) {
    if (world > 0 && &history_.surroundings(world) == &history_.surroundings(world - 1)) continue;
    add(history_.surroundings(world).sensitivity());
  }
  std::ranges::sort(changes_);
  const auto repeated = std::ranges::unique(changes_);
  changes_.erase(repeated.begin(), repeated.end());
}

std::optional<Instant> Reach::next_change(Instant after) const {
  const auto next = std::ranges::upper_bound(changes_, after);
  return next == changes_.end() ? std::nullopt : std::optional(*next);
}

void Reach::run() {
  for (const HeldCredential& credential : history_.incident().credentials) {
    queue_.push_back(&credential);
  }
  for (std::size_t next = 0; next < queue_.size() && !cut_short_; ++next) follow(*queue_[next]);
}

void Reach::follow(const HeldCredential& credential) {
  std::vector<Instant> points = turning_points(credential, verdicts_);
  targets_.add_changes(points);
  Instant since = history_.known_until();
  // What was made with a credential that is not listed is not listed either.
  if (credential.minting) since = std::min(since, credential.minting->from);
  const std::string condition = condition_of(credential, history_.incident());
  for (std::size_t i = 0; i < points.size() && !cut_short_; ++i) {
    const bool last = i + 1 == points.size();
    if (!last && points[i + 1] <= since) continue;
    const TimeSpan span{.from = std::max(points[i], since),
                        .to = last ? std::nullopt : std::optional(points[i + 1])};
    const std::size_t now = history_.world_at(span.from);
    follow_in(credential, now, span, condition);
    const std::size_t oldest = oldest_world_in_flight(history_, now, span.from);
    for (std::size_t world = now; world > oldest; --world) {
      follow_in(credential, world - 1, span, race_with(history_.incident().events[world - 1]));
    }
  }
}

void Reach::follow_in(const HeldCredential& credential, std::size_t world, TimeSpan span,
                      const std::string& condition) {
  const bool certain = condition.empty();
  // To policies a password is a session that it opens; what it gives is more.
  const Asker asker{.question = verdicts_.question_number(credential, world, span.from),
                    .is_password = is_password(credential),
                    .targets = targets_.changes(world)};
  if (!followed_[asker].add(span, certain)) return;
  const bool closed =
      !may_act(verdicts_.in(credential, world, span.from)->verdict, history_.incident());
  const Visitor visitor{
      .wants = [&](const Way& way) { return !is_known(way, span, certain); },
      .wants_all =
          [&](const WayGroup& group, Truth answer) {
            const bool surely = certain && answer == Truth::kTrue;
            return !group.is_kept || gone_[&group].add(span, surely);
          },
      .visit =
          [&](const Way& way, Truth answer) {
            const bool sure = answer == Truth::kTrue || !certain;
            add(way, credential, span,
                sure ? condition : fmt::format("{} answers {}", way.call, credential.id));
          }};
  verdicts_.ask(
      credential, world, span.from, [&](const Question& question, const std::string& key) {
        for_each_open_way(question, key, {.world = world, .closed = closed, .targets = kAllTargets},
                          visitor);
      });
}

void Reach::for_each_open_way(const Question& question, const std::string& key, const Asked& asked,
                              const Visitor& visitor) {
  Answers& answers = answers_[answers_key(question, key)];
  const WaysAsked ways{.world = asked.world,
                       .targets = asked.targets,
                       .federated_names = federated_names_,
                       .kept = kept_};
  const auto answer_to = [&](const Way& way) {
    const Truth answer = open(way, question, answers);
    return question.standing.doubt.empty() ? answer : answer & Truth::kUnknown;
  };
  const auto each = [&](const WayGroup& group, const auto& answer_of) {
    for (const WayGroup::Member& member : group.ways) {
      look();
      if (cut_short_ || !visitor.wants(*member.way)) continue;
      const Truth answer = answer_of(*member.way);
      if (answer != Truth::kFalse) visitor.visit(*member.way, answer);
    }
  };
  for_each_way_group(question.credential, question.standing, history_, ways,
                     [&](const WayGroup& group) {
                       look();
                       if (cut_short_ || (asked.closed && !group.first().without_permission))
                         return;
                       if (!are_alike(group, question, answers)) return each(group, answer_to);
                       const Truth answer = answer_to(group.first());
                       if (answer == Truth::kFalse || !visitor.wants_all(group, answer)) return;
                       each(group, [&](const Way&) { return answer; });
                     });
}

bool Reach::are_alike(const WayGroup& group, const Question& question, Answers& answers) {
  return group.ways.size() > 1 &&
         std::ranges::none_of(group.first().calls, [&](const Candidate& call) {
           return answers.keys.names_count(call, question);
         });
}

std::vector<std::string> Reach::open_ways(const HeldCredential& credential, std::size_t world,
                                          Instant at, const WantedTargets& targets) {
  std::vector<std::string> names;
  const bool closed = !may_act(verdicts_.in(credential, world, at)->verdict, history_.incident());
  const Visitor visitor{
      .wants = [](const Way&) { return true; },
      .wants_all = [](const WayGroup&, Truth answer) { return answer == Truth::kTrue; },
      .visit =
          [&](const Way& way, Truth answer) {
            if (answer == Truth::kTrue) names.push_back(way.name);
          }};
  verdicts_.ask(credential, world, at, [&](const Question& question, const std::string& key) {
    for_each_open_way(question, key, {.world = world, .closed = closed, .targets = targets},
                      visitor);
  });
  return names;
}

bool Reach::changes_itself(const HeldCredential& credential, std::size_t event) {
  const Instant at = history_.incident().events[event].at;
  std::array<std::string, 2> keys;  // before and after
  for (std::size_t i = 0; i < keys.size(); ++i) {
    verdicts_.ask(credential, event + i, at, [&](const Question& question, const std::string& key) {
      keys[i] += answers_key(question, key);
    });
  }
  return keys[0] != keys[1];
}

// Whoever asks the same questions before and after has the same ways; who is the same has none to a
// target that is the same.
std::vector<std::pair<const HeldCredential*, Reach::WaysChanged>> Reach::changed_by(
    std::size_t event, const std::vector<const HeldCredential*>& credentials) {
  const Instant at = history_.incident().events[event].at;
  const WantedTargets& changed = targets_.turned_by(event);
  // What else of the surroundings has a say in a call that makes a credential.
  const bool rcps = history_.surroundings(event).world().organization !=
                    history_.surroundings(event + 1).world().organization;
  std::map<Verdicts::QuestionsAround, WaysChanged> known;
  std::vector<std::pair<const HeldCredential*, WaysChanged>> all;
  for (const HeldCredential* credential : credentials) {
    if (changed.none() && !verdicts_.is_touched_by(event, *credential)) continue;
    const Verdicts::QuestionsAround asked = verdicts_.questions_around(*credential, event);
    if (asked.before == asked.after && changed.none()) continue;
    const auto [place, is_new] = known.try_emplace(asked);
    WaysChanged& ways = place->second;
    if (is_new) {
      const bool itself =
          asked.before != asked.after && (rcps || changes_itself(*credential, event));
      if (!itself && changed.none()) continue;
      const WantedTargets& targets = itself ? kAllTargets : changed;
      const auto before = open_ways(*credential, event, at, targets);
      const auto after = open_ways(*credential, event + 1, at, targets);
      const auto missing = [](const auto& these, const auto& those, auto& out) {
        const std::set<std::string> there(those.begin(), those.end());
        std::ranges::copy_if(these, std::back_inserter(out),
                             [&](const std::string& name) { return !there.contains(name); });
      };
      missing(before, after, ways.lost);
      missing(after, before, ways.gained);
    }
    if (!ways.lost.empty() || !ways.gained.empty()) all.emplace_back(credential, ways);
  }
  return all;
}

Truth Reach::open(const Way& way, const Question& question, Answers& answers) {
  Truth all = way.doubtful ? Truth::kUnknown : Truth::kTrue;
  for (const Candidate& call : way.calls) {
    all = all & allowed(call, question, answers);
    if (all == Truth::kFalse) break;
  }
  return all;
}

Truth Reach::allowed(const Candidate& call, const Question& question, Answers& answers) {
  const auto [place, is_new] =
      answers.by_call.try_emplace(answers.keys.of(call, question), Truth::kUnknown);
  if (!is_new) return place->second;
  cut_short_ = cut_short_ || ++calls_ > bounds_.calls;
  Truth answer = Truth::kFalse;
  if (issue_is_open(question.standing)) {
    const Standing last = freshest(question.standing);
    answer = may_call({.credential = question.credential,
                       .standing = last,
                       .surroundings = question.surroundings,
                       .incident = question.incident,
                       .clock = question.clock},
                      call)
                 .given;
  }
  if (answer != Truth::kTrue) answer = may_call(question, call).given;
  place->second = answer;
  return answer;
}

bool Reach::is_known(const Way& way, TimeSpan span, bool certain) const {
  const auto known = by_way_.find(way.identity.empty() ? identity_of(way) : way.identity);
  if (known == by_way_.end()) return false;
  const auto serves = [&](const HeldCredential* credential) {
    const MintWindow& minting = *credential->minting;
    const bool open = !certain || !only_in_the_past(*credential, history_.incident());
    return covers(minting, span.from, span.to) ||
           (goes_on(way) && open && minting.from <= span.from);
  };
  if (std::ranges::any_of(known->second.sure, serves)) return true;
  return !certain && std::ranges::any_of(known->second.unsure, serves);
}

void Reach::add(const Way& way, const HeldCredential& parent, TimeSpan span,
                const std::string& condition) {
  const bool certain = condition.empty();
  // Up to then events tell which keys and passwords were made, whoever made them.
  if (is_made_by_event(way)) span.from = std::max(span.from, history_.known_until());
  if ((span.to && *span.to <= span.from) || is_known(way, span, certain)) return;
  Alike& all_alike = by_way_[identity_of(way)];
  std::vector<HeldCredential*>& alike = certain ? all_alike.sure : all_alike.unsure;
  for (HeldCredential* credential : alike) {
    if (touches_span(*credential->minting, span.from, span.to)) {
      return extend(*credential, parent, span);
    }
  }
  const std::size_t depth = depth_of(parent) + 1;
  if (reached_.size() >= bounds_.credentials || depth > bounds_.links) {
    cut_short_ = true;
    return;
  }
  auto credential = std::make_unique<HeldCredential>();
  const std::string id = fmt::format("{} > {}", parent.id, way.name);
  const std::size_t number = ++names_[id];
  credential->id = number == 1 ? id : fmt::format("{} ({})", id, number);
  credential->kind = way.kind;
  credential->principal = way.principal;
  credential->parent = parent.id;
  credential->renews = way.renews;
  credential->source_identity = way.source_identity;
  credential->mfa_at = way.mfa_at;
  if (way.kind == CredentialKind::kGetFederationToken) {
    credential->session_policies = {chosen_session_policy()};
  }
  credential->minting = MintWindow{.call = way.call,
                                   .resource = way.calls.empty() ? "" : way.calls.front().resource,
                                   .from = span.from,
                                   .to = span.to,
                                   .life_ms = way.life_ms,
                                   .tags_are_chosen = way.tags_are_chosen,
                                   .certain = certain,
                                   .condition = condition};
  history_.add(*credential);
  links_.emplace(credential.get(), Link{.parent = &parent, .depth = depth});
  alike.push_back(credential.get());
  queue_.push_back(credential.get());
  reached_.push_back(std::move(credential));
}

// What renews itself goes on until something changes.
void Reach::extend(HeldCredential& credential, const HeldCredential& parent, TimeSpan span) {
  MintWindow& minting = *credential.minting;
  const bool circle = ++extensions_[&credential] > kMostExtensions ||
                      (span.to && descends_from(parent, credential));
  if (circle) {
    const auto next = next_change(span.from);
    span.to = next && span.to ? std::optional(std::max(*next, *span.to)) : std::nullopt;
  }
  if (covers(minting, span.from, span.to)) return;
  minting.from = std::min(minting.from, span.from);
  minting.to =
      minting.to && span.to ? std::optional(std::max(*minting.to, *span.to)) : std::nullopt;
  verdicts_.forget(credential);
  queue_.push_back(&credential);
}

bool Reach::descends_from(const HeldCredential& descendant, const HeldCredential& forebear) {
  const HeldCredential* node = &descendant;
  while (node != &forebear) {
    look();
    const auto link = links_.find(node);
    if (link == links_.end()) return false;
    node = link->second.parent;
  }
  return true;
}

std::size_t Reach::depth_of(const HeldCredential& credential) const {
  const auto link = links_.find(&credential);
  return link == links_.end() ? 0 : link->second.depth;
}

}  // namespace cordon::incident
