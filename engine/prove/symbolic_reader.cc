#include "engine/prove/symbolic_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/link.h"
#include "engine/prove/request_sets.h"
#include "engine/prove/symbolic_condition.h"
#include "engine/rcp_reach.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::prove {
namespace {

using Tokens = TextSet::Tokens;

Request base_request(const Situation& situation) {
  Request request(situation.caller, situation.credential, "", "");
  if (situation.at.from && situation.at.from == situation.at.to) request.at = situation.at.from;
  request.told_resource_account =
      situation.own_resources ? situation.caller.account : situation.resource_account;
  request.unstated = Unstated::kOpen;
  for (const ContextEntry& entry : situation.context) request.context.set(entry);
  return request;
}

// All that the meaning of an element hangs on, as a name that no condition key has. Letter case
// counts in it, which names of keys do not tell apart; hence as numbers.
void append_word(std::string_view word, std::string& words) {
  words += '"';
  for (const char c : word) words += fmt::format("{:02x}", static_cast<unsigned char>(c));
}

std::string words_of(const ResourceSet& resources) {
  std::string words = resources.negated() ? "\"NotResource" : "\"Resource";
  for (const ResourceEntry& entry : resources.entries()) {
    append_word(entry.text, words);
    words += entry.with_variables ? "$" : "";
  }
  return words;
}

std::string words_of(const CompiledCondition& condition, Effect effect) {
  std::string words = effect == Effect::kAllow ? "\"Allow" : "\"Deny";
  append_word(condition.operator_name, words);
  append_word(condition.key.lower, words);
  for (const ConditionValue& value : condition.values) {
    append_word(value.text, words);
    words += value.with_variables ? "$" : "";
  }
  return words;
}

std::vector<ResourceEntry> compile_asked(const std::vector<std::string>& resources) {
  std::vector<ResourceEntry> entries;
  for (const std::string& text : resources) {
    entries.push_back(compile_resource(text, PolicyType::kIdentity, PolicyVersion::k2008));
  }
  return entries;
}

Ranges<Instant> ranges_of(const Window& window) {
  using End = Interval<Instant>::End;
  Interval<Instant> interval;
  if (window.from) interval.low = End{*window.from};
  if (window.to) interval.high = End{*window.to};
  return Ranges<Instant>({interval});
}

}  // namespace

SymbolicReader::SymbolicReader(const Situation& situation, ExpressionPool& pool, Atoms& atoms)
    : situation_(situation),
      base_(base_request(situation)),
      reading_{situation_, base_, pool, atoms},
      action_(atoms.variable(Variable::Kind::kAction)),
      resource_(atoms.variable(Variable::Kind::kResource)) {
  static const TextSet kActions = all_actions();
  static const TextSet kArns = arns_of("*", "*");
  atoms.restrict(action_, atoms.language(kActions));
  atoms.restrict(resource_, atoms.language(kArns));
  const auto restrict = [&](Variable::Kind kind, const Window& window) {
    atoms.restrict(atoms.variable(kind), atoms.language(ranges_of(window)));
  };
  if (situation.any_caller) {
    const VariableId principal = atoms.variable(Variable::Kind::kPrincipal);
    atoms.restrict(principal, atoms.language(principal_arns(situation.caller.kind)));
  }
  if (!situation.at.is_open()) restrict(Variable::Kind::kRequestTime, situation.at);
  if (!situation.issued.is_open()) restrict(Variable::Kind::kIssueTime, situation.issued);
  note_asked();
}

void SymbolicReader::note_asked() {
  asked_actions_ = actions_of(situation_.actions).patterns();
  tolerated_ = actions_of(situation_.tolerated);
  asked_entries_ = compile_asked(situation_.resources);
  for (const ResourceEntry& entry : asked_entries_) {
    if (entry.everything || entry.variable_too_early || entry.with_variables) {
      asked_resources_.clear();
      return;
    }
    for (const Pattern& pattern : entry.patterns) asked_resources_.push_back(pattern.tokens());
  }
}

// --- Facts about the request --------------------------------------------------------------------

Symbolic SymbolicReader::expired() {
  const auto& expires = base_.credential()->expires;
  if (!expires) return Symbolic(Truth::kFalse);
  return time_from(*expires);
}

Symbolic SymbolicReader::not_yet_issued() {
  const auto& issued = base_.credential()->issued;
  // A free time of issue is before the request; see the theory of times.
  if (!issued) return Symbolic(Truth::kFalse);
  return !time_from(issued->earliest);
}

// The request is made at this instant or later.
Symbolic SymbolicReader::time_from(Instant instant) {
  if (base_.at) return Symbolic(truth(*base_.at >= instant));
  const VariableId time = reading_.atoms.variable(Variable::Kind::kRequestTime);
  return reading_.value_in(time, ranges_of({.from = instant, .to = {}}));
}

Symbolic SymbolicReader::barred() {
  const BarredCalls barred = barred_calls(*base_.credential(), base_.caller());
  if (barred.calls.empty()) return Symbolic(Truth::kFalse);
  // Atoms are numbered as they are made: what is made first must not be left to the compiler.
  const Symbolic calls = action_in(actions_of(barred.calls));
  const Symbolic except = action_in(actions_of(barred.except));
  return calls & !except;
}

Symbolic SymbolicReader::calls(std::string_view action) {
  if (tolerated_.contains(action)) return Symbolic(Truth::kFalse);
  return action_in(TextSet::literal(action));
}

Symbolic SymbolicReader::resource_must_allow() {
  struct Guarded {
    TextSet actions;
    std::optional<TextSet> resources;
  };
  static const std::vector<Guarded> kAll = [] {
    std::vector<Guarded> all;
    std::vector<std::string_view> whatever;
    for (const GuardedCalls& calls : kGuardedCalls) {
      if (calls.resource.empty()) {
        whatever.push_back(calls.action);
        continue;
      }
      all.push_back({.actions = actions_of(std::array{calls.action}),
                     .resources = arns_of("*", std::string(calls.resource) + "*")});
    }
    all.push_back({.actions = actions_of(whatever), .resources = std::nullopt});
    return all;
  }();
  Symbolic any(Truth::kFalse);
  for (const Guarded& guarded : kAll) {
    Symbolic called = action_in(guarded.actions);
    if (guarded.resources) called = called & resource_in(*guarded.resources);
    any = any | called;
  }
  return any;
}

Symbolic SymbolicReader::cross_account() {
  const std::string& own = base_.caller().account;
  if (!base_.told_resource_account.empty()) {
    return Symbolic(truth(base_.told_resource_account != own));
  }
  static const TextSet kOwned = arns_of_account_owned();
  const Symbolic owned = resource_in(kOwned);
  const Symbolic by_caller = resource_in(arns_of(own, "*"));
  return owned & !by_caller;
}

Symbolic SymbolicReader::rcps_reach() {
  static const TextSet kListed = [] {
    std::vector<std::string> entries;
    for (const std::string_view service : rcp_services()) {
      entries.push_back(fmt::format("{}:*", service));
    }
    return actions_of(entries);
  }();
  const Symbolic listed = action_in(kListed);
  const Symbolic certain = listed & !no_resource();
  const Symbolic reach = certain | reading_.open("whether resource control policies reach this");
  const Symbolic exempt = calls("kms:retiregrant");
  return reach & !exempt & Symbolic(!base_.caller().service_linked);
}

// --- Elements of statements ---------------------------------------------------------------------

Symbolic SymbolicReader::action_in(TextSet set) {
  if (is_apart(set, asked_actions_)) return Symbolic(Truth::kFalse);
  return reading_.value_in(action_, std::move(set));
}

Symbolic SymbolicReader::no_resource() {
  return reading_.fact(reading_.atoms.flag(Atom::Kind::kNoResource, resource_));
}

Symbolic SymbolicReader::resource_in(TextSet set) {
  if (is_apart(set, asked_resources_)) return Symbolic(Truth::kFalse);
  const Symbolic none = no_resource();
  return (!none) & reading_.value_in(resource_, std::move(set));
}

Symbolic SymbolicReader::action(const CompiledStatement& statement) {
  if (!statement.action) return Symbolic(Truth::kFalse);
  std::vector<std::string_view> entries;
  for (const PolicyText& text : statement.action->entries) entries.push_back(text.value);
  const Symbolic in = action_in(actions_of(entries));
  return statement.action->negated ? !in : in;
}

Symbolic SymbolicReader::actions(const std::vector<std::string>& entries) {
  return action_in(actions_of(entries));
}

// Certain, by one more atom for what is not.
Symbolic SymbolicReader::fixed(const Symbolic& value, const auto& words) {
  if (!unknowns_are_fixed_ || value.is_certain()) return value;
  const Symbolic is_so = reading_.fact(reading_.atoms.unknown(words()));
  const Symbolic must(reading_.pool, value.must());
  const Symbolic may(reading_.pool, value.may());
  return must | (may & is_so);
}

Symbolic SymbolicReader::resource(const CompiledStatement& statement) {
  const ResourceSet& resources = statement.resources;
  if (!resources.given()) return Symbolic(Truth::kTrue);
  const Symbolic any = resource_entries(resources.entries(), resources.negated());
  return fixed(resources.negated() ? !any : any, [&] { return words_of(resources); });
}

Symbolic SymbolicReader::resource_entries(const std::vector<ResourceEntry>& entries, bool negated) {
  Symbolic any(Truth::kFalse);
  std::vector<Tokens> patterns;
  for (const ResourceEntry& entry : entries) {
    if (entry.everything) return Symbolic(Truth::kTrue);
    for (const Pattern& pattern : entry.patterns) patterns.push_back(pattern.tokens());
    if (entry.variable_too_early) {
      const Symbolic none = no_resource();
      const Symbolic unclear =
          reading_.open(fmt::format("a variable before the fifth colon: `{}`", entry.text));
      any = any | ((!none) & unclear);
    } else if (entry.with_variables) {
      const Symbolic none = no_resource();
      any = any | ((!none) & linked(entry, negated));
    }
  }
  if (!patterns.empty()) any = any | resource_in(TextSet(std::move(patterns)));
  return any;
}

// Under NotResource, AWS's pages disagree about a variable without a value (semantics.md V7).
Symbolic SymbolicReader::linked(const ResourceEntry& entry, bool negated) {
  const KeyTemplate& text = *entry.with_variables;
  const Symbolic matches = read_link(reading_, resource_, text, ValueType::kStringLike, true);
  if (!negated) return matches;
  Symbolic without(Truth::kFalse);
  for (const VariableUse& use : text.variables()) {
    if (!use.fallback) without = without | !has_value(reading_, use.key);
  }
  return matches | (without & reading_.open(fmt::format("NotResource `{}` without a value of its "
                                                        "variable",
                                                        entry.text)));
}

Symbolic SymbolicReader::condition(const CompiledStatement& statement,
                                   const CompiledCondition& condition) {
  return fixed(read_condition(reading_, condition, statement.effect),
               [&] { return words_of(condition, statement.effect); });
}

// Of this service, only what AWS lists.
Symbolic SymbolicReader::listed(std::string_view service) {
  std::vector<std::string_view> names;
  for (const auto action : catalogue::actions_of(service)) names.push_back(action.full_name);
  const std::array all{fmt::format("{}:*", service)};
  const Symbolic known = action_in(actions_of(names));
  const Symbolic any = action_in(actions_of(all));
  return known | !any;
}

Symbolic SymbolicReader::among_callers() {
  const VariableId principal = reading_.atoms.variable(Variable::Kind::kPrincipal);
  const auto is_one_of = [&](const std::vector<std::string>& patterns) {
    std::vector<Tokens> globs;
    for (const std::string& pattern : patterns) globs.push_back(glob_tokens(pattern));
    return reading_.value_in(principal, TextSet(std::move(globs)));
  };
  Symbolic all(Truth::kTrue);
  if (!situation_.among.empty()) all = all & is_one_of(situation_.among);
  if (!situation_.other_than.empty()) all = all & !is_one_of(situation_.other_than);
  return all;
}

Symbolic SymbolicReader::asked_about() {
  Symbolic all(Truth::kTrue);
  if (!situation_.actions.empty()) all = all & action_in(actions_of(situation_.actions));
  if (!situation_.tolerated.empty()) all = all & !action_in(tolerated_);
  if (!asked_entries_.empty()) all = all & resource_entries(asked_entries_, false);
  const std::vector<ResourceEntry> others = compile_asked(situation_.other_resources);
  if (!others.empty()) all = all & !resource_entries(others, false);
  for (const std::string& service : situation_.listed_only) all = all & listed(service);
  for (const CompiledCondition& never : situation_.never) {
    all = all & !read_condition(reading_, never, Effect::kDeny);
  }
  if (situation_.any_caller) all = all & among_callers();
  return all;
}

}  // namespace cordon::prove
