#include "engine/prove/symbolic_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/link.h"
#include "engine/prove/symbolic_condition.h"
#include "engine/rcp_reach.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::prove {
namespace {

using Tokens = TextSet::Tokens;

// Patterns of what is asked about, each compared with those of every set.
constexpr std::size_t kMostToCompare = 500;

Tokens glob_tokens(std::string_view text) {
  Tokens tokens;
  append_glob(tokens, text);
  return tokens;
}

// `arn:` and four fields that are free, then what stands in the last two.
Tokens arn_tokens(std::string_view account, std::string_view resource) {
  Tokens tokens;
  append_literal(tokens, "arn:");
  for (int field = 0; field < 3; ++field) {
    tokens.insert(tokens.end(), {Pattern::kAnyRunInField, ':'});
  }
  Tokens field = glob_tokens(account);
  confine_to_fields(field);
  tokens.insert(tokens.end(), field.begin(), field.end());
  tokens.push_back(':');
  append_glob(tokens, resource);
  return tokens;
}

TextSet set_of(Tokens tokens) { return TextSet(std::vector<Tokens>{std::move(tokens)}); }

// `service:name`, without blanks to speak of; names hold neither colon nor slash.
TextSet all_actions() {
  return set_of({kAnyOneInName, kAnyRunInName, ':', kAnyOneInName, kAnyRunInName});
}

TextSet arns_of_account_owned() {
  Tokens tokens = arn_tokens("", "*");
  const std::size_t account = tokens.size() - 2;
  tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(account), 12, kAnyDigit);
  return set_of(std::move(tokens));
}

// Entries of an Action element as patterns of actions in lower case; those that can never match
// are left out (semantics.md 1.6).
TextSet action_set(auto&& entries) {
  ActionIndex accepts(1);
  std::vector<Tokens> patterns;
  for (const std::string_view entry : entries) {
    if (!accepts.add(0, entry)) continue;
    const std::string lower = ascii_lower(entry);
    const std::size_t colon = lower.find(':');
    if (colon == std::string::npos) {
      patterns.push_back({Pattern::kAnyRun});
      continue;
    }
    Tokens tokens = glob_tokens(std::string_view(lower).substr(0, colon));
    confine_to_fields(tokens);
    append_glob(tokens, std::string_view(lower).substr(colon));
    patterns.push_back(Pattern(std::move(tokens)).tokens());
  }
  return TextSet(std::move(patterns));
}

Request base_request(const Situation& situation) {
  Request request(situation.caller, situation.credential, "", "");
  if (situation.at.from && situation.at.from == situation.at.to) request.at = situation.at.from;
  request.told_resource_account =
      situation.own_resources ? situation.caller.account : situation.resource_account;
  request.unstated = Unstated::kOpen;
  for (const ContextEntry& entry : situation.context) request.context.set(entry);
  return request;
}

// The aws:PrincipalArn of callers of a kind.
TextSet principal_arns(CallerKind kind) {
  Tokens start;
  append_literal(start, "arn:aws");  // and what stands behind it in other partitions
  start.push_back(kAnyRunInName);
  append_literal(start, kind == CallerKind::kFederatedUser ? ":sts::" : ":iam::");
  start.insert(start.end(), 12, kAnyDigit);
  std::vector<Tokens> patterns;
  const auto add = [&](std::string_view type, std::initializer_list<Pattern::Token> path) {
    Tokens& tokens = patterns.emplace_back(start);
    append_literal(tokens, type);
    tokens.insert(tokens.end(), path);
  };
  if (kind == CallerKind::kRoot) {
    add(":root", {});
    return TextSet(std::move(patterns));
  }
  const std::string_view type = kind == CallerKind::kUser          ? ":user/"
                                : kind == CallerKind::kRoleSession ? ":role/"
                                                                   : ":federated-user/";
  add(type, {kAnyOneInName, kAnyRunInName});
  if (kind != CallerKind::kFederatedUser) {
    add(type, {kAnyOneInName, Pattern::kAnyRunInField, '/', kAnyOneInName, kAnyRunInName});
  }
  return TextSet(std::move(patterns));
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

ResourceEntry compile_asked(const std::string& resource) {
  return compile_resource(resource, PolicyType::kIdentity, PolicyVersion::k2008);
}

bool is_wildcard(Pattern::Token token) { return token >= Pattern::kAnyOne; }

// Whether what two patterns begin with, before a wildcard of either, is not the same.
template <class Range>
bool begin_apart(const Range& a, const Range& b) {
  const auto goes_on = [](Pattern::Token x, Pattern::Token y) { return x == y && !is_wildcard(x); };
  const auto [in_a, in_b] = std::ranges::mismatch(a, b, goes_on);
  return in_a != a.end() && in_b != b.end() && !is_wildcard(*in_a) && !is_wildcard(*in_b);
}

// Read from either end.
bool plainly_disjoint(const Tokens& a, const Tokens& b) {
  return begin_apart(a, b) || begin_apart(a | std::views::reverse, b | std::views::reverse);
}

// Whether a set plainly has nothing of what alone is asked about. Most statements speak of other
// actions and resources than a narrow question: those are no work for the search.
bool is_apart(const TextSet& set, const std::vector<Tokens>& asked) {
  if (asked.empty() || asked.size() > kMostToCompare) return false;
  return std::ranges::all_of(set.patterns(), [&](const Tokens& one) {
    return std::ranges::all_of(asked,
                               [&](const Tokens& other) { return plainly_disjoint(one, other); });
  });
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
  atoms.restrict(action_, atoms.language(all_actions()));
  atoms.restrict(resource_, atoms.language(set_of(arn_tokens("*", "*"))));
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
  asked_actions_ = action_set(situation_.actions).patterns();
  tolerated_ = action_set(situation_.tolerated);
  for (const std::string& text : situation_.resources) {
    const ResourceEntry entry = compile_asked(text);
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
  const Symbolic calls = action_in(action_set(barred.calls));
  const Symbolic except = action_in(action_set(barred.except));
  return calls & !except;
}

Symbolic SymbolicReader::calls(std::string_view action) {
  if (tolerated_.contains(action)) return Symbolic(Truth::kFalse);
  return action_in(TextSet::literal(action));
}

Symbolic SymbolicReader::resource_must_allow() {
  Symbolic any(Truth::kFalse);
  std::vector<std::string_view> whatever;
  for (const GuardedCalls& calls : kGuardedCalls) {
    if (calls.resource.empty()) {
      whatever.push_back(calls.action);
      continue;
    }
    const std::string resource = std::string(calls.resource) + "*";
    const Symbolic called = action_in(action_set(std::array{calls.action}));
    const Symbolic on_it = resource_in(set_of(arn_tokens("*", resource)));
    any = any | (called & on_it);
  }
  return any | action_in(action_set(whatever));
}

Symbolic SymbolicReader::cross_account() {
  const std::string& own = base_.caller().account;
  if (!base_.told_resource_account.empty()) {
    return Symbolic(truth(base_.told_resource_account != own));
  }
  const Symbolic owned = resource_in(arns_of_account_owned());
  const Symbolic by_caller = resource_in(set_of(arn_tokens(own, "*")));
  return owned & !by_caller;
}

Symbolic SymbolicReader::rcps_reach() {
  const auto services = rcp_services();
  std::vector<std::string> entries;
  for (const std::string_view service : services) entries.push_back(fmt::format("{}:*", service));
  const Symbolic listed = action_in(action_set(entries));
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
  const Symbolic in = action_in(action_set(entries));
  return statement.action->negated ? !in : in;
}

Symbolic SymbolicReader::actions(const std::vector<std::string>& entries) {
  return action_in(action_set(entries));
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
  const Symbolic known = action_in(action_set(names));
  const Symbolic any = action_in(action_set(all));
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
  if (!situation_.actions.empty()) all = all & action_in(action_set(situation_.actions));
  if (!situation_.tolerated.empty()) all = all & !action_in(action_set(situation_.tolerated));
  if (!situation_.resources.empty()) all = all & among(situation_.resources);
  if (!situation_.other_resources.empty()) all = all & !among(situation_.other_resources);
  for (const std::string& service : situation_.listed_only) all = all & listed(service);
  for (const CompiledCondition& never : situation_.never) {
    all = all & !read_condition(reading_, never, Effect::kDeny);
  }
  if (situation_.any_caller) all = all & among_callers();
  return all;
}

Symbolic SymbolicReader::among(const std::vector<std::string>& resources) {
  std::vector<ResourceEntry> entries;
  for (const std::string& text : resources) {
    entries.push_back(compile_asked(text));
  }
  return resource_entries(entries, false);
}

}  // namespace cordon::prove
