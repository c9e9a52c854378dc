#include "engine/incident/verdict/attempt.h"

#include <array>
#include <string_view>
#include <utility>

namespace cordon::incident {
namespace {

// A value with which the caller can meet a condition on a key that it chooses, if there is a plain
// one.
std::optional<ContextEntry> chosen_value(const CompiledCondition& condition) {
  const OperatorName& op = condition.op;
  if (op.base == nullptr || !caller_chooses(condition.key)) return std::nullopt;
  ContextEntry entry{.key = condition.key, .values = {}};
  entry.multivalued = op.qualifier != SetQualifier::kNone;
  const bool plain = !condition.values.empty() && !condition.values[0].with_variables;
  if (op.base->type == ValueType::kNull || op.base->negated || !plain) {
    entry.state = ContextEntry::State::kAbsent;
    return entry;
  }
  const std::string& text = condition.values[0].text;
  const bool glob = op.base->wildcards;
  const bool block = op.base->type == ValueType::kIp;
  entry.values.push_back(glob    ? example_of(text, "example")
                         : block ? text.substr(0, text.find('/'))
                                 : text);
  return entry;
}

// What every request over the public endpoints has; the caller may choose another value.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kUsualContext{{
    {"aws:SecureTransport", "true"},
    {"aws:SourceIp", "198.51.100.7"},
    {"aws:UserAgent", "aws-cli"},
    {"aws:RequestedRegion", "us-east-1"},
}};

}  // namespace

Tried Attempt::run(const Candidate& candidate) {
  Request& request = request_for(candidate);
  Decision decision = decider_.decide(request);
  const bool denied =
      decision.outcome != Outcome::kAllowed && decision.outcome != Outcome::kUndecided;
  if (denied) return {.witness = std::nullopt, .denied = true};
  std::vector<ContextEntry> chosen = candidate.context;
  // A choice may bring up further keys: a few rounds at the most.
  for (int round = 0; round < 3 && decision.outcome == Outcome::kUndecided; ++round) {
    if (!choose(request, decision, chosen)) break;
    decision = decider_.decide(request);
  }
  if (decision.outcome != Outcome::kAllowed) return {};
  return {.witness = witness(request, std::move(chosen), decision), .denied = false};
}

Request& Attempt::request_for(const Candidate& candidate) {
  if (request_ && !has_chosen_) {
    request_->ask(candidate.action, candidate.resource);
  } else {
    request_ =
        request_of(question_.standing, candidate.action, candidate.resource, question_.clock.at);
  }
  for (const ContextEntry& entry : candidate.context) request_->context.set(entry);
  has_chosen_ = !candidate.context.empty();
  return *request_;
}

bool Attempt::choose(Request& request, const Decision& decision,
                     std::vector<ContextEntry>& chosen) {
  bool any = false;
  for (const ContextKey* key : decision.missing) {
    const ContextEntry* told = request.context.find(*key);
    if (told != nullptr && told->state != ContextEntry::State::kNotTold) continue;
    auto entry = value_for(*key, decision);
    if (!entry) continue;
    request.context.set(*entry);
    chosen.push_back(std::move(*entry));
    any = true;
  }
  has_chosen_ = has_chosen_ || any;
  return any;
}

std::optional<ContextEntry> Attempt::value_for(const ContextKey& key, const Decision& decision) {
  if (!caller_chooses(key)) return std::nullopt;
  for (const StatementHit& hit : decision.hits) {
    if (hit.effect != Effect::kAllow) continue;
    for (const CompiledCondition& condition : hit.policy->statements[hit.statement].conditions) {
      if (condition.key == key) return chosen_value(condition);
    }
  }
  for (const auto& [name, value] : kUsualContext) {
    if (ContextKey(name) == key) return ContextEntry{.key = key, .values = {std::string(value)}};
  }
  return ContextEntry{.key = key, .state = ContextEntry::State::kAbsent, .values = {}};
}

Witness Attempt::witness(const Request& request, std::vector<ContextEntry> context,
                         const Decision& decision) const {
  Witness witness;
  witness.action = request.action();
  witness.resource = request.resource();
  witness.context = std::move(context);
  witness.allowed_by = describe(decider_.statements(request, decision));
  return made_by(std::move(witness), question_.standing, question_.clock.at);
}

}  // namespace cordon::incident
