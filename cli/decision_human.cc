#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/decision_text.h"
#include "cli/quote.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

using Part = LayerExplanation::Part;

constexpr std::size_t kMostQuoted = 4;  // of the statements that decided
constexpr std::size_t kMostNear = 6;    // of those that came near
constexpr std::size_t kMostLines = 12;  // of one statement

Ink ink_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      return Ink::kGood;
    case Outcome::kImplicitDeny:
    case Outcome::kExplicitDeny:
      return Ink::kBad;
    case Outcome::kUndecided:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

std::string_view human(Part part) { return part == Part::kNotGiven ? "not given" : word(part); }

std::string_view human(Truth matched) {
  switch (matched) {
    case Truth::kTrue:
      return "yes";
    case Truth::kFalse:
      return "no";
    case Truth::kUnknown:
      return "open";
  }
  return "";
}

// `allowed or explicitDeny`; `allowed, implicitDeny or explicitDeny`.
std::string possible(const Decision& decision) {
  std::vector<std::string_view> words;
  for (const Outcome outcome :
       {Outcome::kAllowed, Outcome::kImplicitDeny, Outcome::kExplicitDeny}) {
    if (decision.can_be(outcome)) words.push_back(to_string(outcome));
  }
  std::string text(words.front());
  for (std::size_t i = 1; i < words.size(); ++i) {
    text += fmt::format("{}{}", i + 1 == words.size() ? " or " : ", ", words[i]);
  }
  return text;
}

std::string credential_text(const Credential& credential) {
  std::string text(to_string(credential.kind));
  if (credential.issued) text += ", issued " + to_string(credential.issued->earliest);
  if (credential.expires) text += ", expires " + to_string(*credential.expires);
  if (credential.mfa_at) text += ", MFA at " + to_string(*credential.mfa_at);
  return text;
}

// `identity statement 0 `Sid``, and the policy's name where the file is not it.
std::string statement_name(const StatementPlace& place) {
  const std::string& sid = place.policy->statements[place.statement].sid;
  const std::string& file = place.policy->document.tree->source()->name();
  const bool has_levels = place.layer == Layer::kScp || place.layer == Layer::kRcp;
  return fmt::format("{}{} statement {}{}{}", to_string(place.policy->type),
                     has_levels ? fmt::format(" (level {})", place.level) : "", place.statement,
                     sid.empty() ? "" : fmt::format(" `{}`", sid),
                     place.policy->name == file ? "" : fmt::format(" of {}", place.policy->name));
}

// Where a statement is read from: its effect, which is what its matching brings about.
Span mark_of(const StatementPlace& place) {
  const Statement& written = place.policy->document.statements[place.statement];
  return written.effect ? written.effect->span : written.node.span();
}

std::string place_text(const StatementPlace& at) {
  return full_place(*at.policy->document.tree->source(), mark_of(at).begin);
}

StatementPlace place_of(const StatementHit& hit) {
  return {hit.layer, hit.level, hit.statement, hit.policy};
}

class Writer {
 public:
  Writer(const DecidedRequest& decided, const Painter& paint) : decided_(decided), paint_(paint) {}

  std::string write() && {
    headline();
    request();
    if (decided_.decision.outcome == Outcome::kUndecided) open_points();
    statements();
    near_misses();
    layers();
    missing();
    if (decided_.with_trace) trace();
    expectation();
    return std::move(text_);
  }

  std::string write_failure() && {
    request();
    context();
    names_options_ = false;  // the request stands in a file
    if (decided_.decision.outcome == Outcome::kUndecided) open_points();
    statements();
    near_misses();
    missing();
    return std::move(text_);
  }

  std::string write_witness() && {
    request();
    context();
    const Decision& made = decision();
    field("decision", fmt::format("{} ({})", to_string(made.outcome), to_string(made.reason)));
    statements();
    return std::move(text_);
  }

 private:
  const Decision& decision() const { return decided_.decision; }

  void headline() {
    const Outcome outcome = decision().outcome;
    std::string line = fmt::format("{}: {}", to_string(outcome), meaning(decision().reason));
    if (outcome != Outcome::kUndecided) line += fmt::format(" ({})", to_string(decision().reason));
    const std::string wrapped = wrap(line, {0, 2});
    const std::size_t word_end = to_string(outcome).size();
    text_ += paint_(ink_of(outcome), wrapped.substr(0, word_end)) + wrapped.substr(word_end);
  }

  void heading(std::string_view title) { text_ += '\n' + paint_(Ink::kStrong, title) + '\n'; }

  // A statement's place, and what is said of it, on the same line when there is room.
  void title(const StatementPlace& place, std::string_view text, std::size_t indent) {
    const std::string at = place_text(place);
    const std::string said = printable(text);
    const bool fits = indent + at.size() + 2 + said.size() <= kColumns;
    text_ += fmt::format("{:{}}{}:{}", "", indent, paint_(Ink::kPlace, at), fits ? " " : "\n");
    text_ += fits ? said + '\n' : wrap(said, {indent + 2, indent + 2});
  }

  void field(std::string_view name, std::string_view value) {
    text_ += wrap(fmt::format("{:<11} {}", name, value), {2, 14});
  }

  void request() {
    const Request& request = decided_.request;
    const Caller& caller = request.caller();
    field("principal", fmt::format("{} ({})", caller.arn.empty() ? caller.name : caller.arn,
                                   describe(caller.kind)));
    if (request.credential()) field("credential", credential_text(*request.credential()));
    field("action", request.action());
    field("resource", request.resource());
    if (request.at) field("at", to_string(*request.at));
  }

  void context() {
    std::string_view name = "context";
    for (const ContextEntry& entry : decided_.request.context.entries()) {
      const bool absent = entry.state == ContextEntry::State::kAbsent;
      const bool list = entry.multivalued && !absent;
      std::string value = absent ? "absent" : fmt::format("{}", fmt::join(entry.values, ", "));
      if (list) value = fmt::format("[{}]", value);
      field(name, fmt::format("{} {}{}", entry.key.name, absent ? "" : "= ", value));
      name = "";
    }
  }

  // --- What decided

  void statements() {
    std::vector<StatementHit> hits = decided_by(decision(), decided_.request, decided_.policies);
    std::erase_if(hits, [&](const StatementHit& hit) {
      return decided_.is_hidden != nullptr && decided_.is_hidden(*hit.policy);
    });
    for (std::size_t i = 0; i < hits.size() && i < kMostQuoted; ++i) statement(hits[i]);
    if (hits.size() > kMostQuoted) {
      text_ += fmt::format("\nand {} more statements; --format json lists all\n",
                           hits.size() - kMostQuoted);
    }
  }

  void statement(const StatementHit& hit) {
    const StatementPlace place = place_of(hit);
    const Source& source = *place.policy->document.tree->source();
    const bool allows = hit.effect == Effect::kAllow;
    const std::string_view verb = allows ? "allows" : "denies";
    const std::string part = hit.matched == Truth::kTrue
                                 ? std::string(verb)
                                 : fmt::format("may match: then it {}", verb);
    text_ += '\n';
    title(place, fmt::format("{} {}", statement_name(place), part), 0);
    for (const QuotedLine& line : quote_block(
             source, place.policy->statements[place.statement].span, mark_of(place), kMostLines)) {
      text_ += line.gutter +
               (line.is_pointer ? paint_(allows ? Ink::kGood : Ink::kBad, line.text) : line.text) +
               '\n';
    }
    why(place);
  }

  const StatementExplanation* explained(const StatementPlace& place) const {
    const auto& all = decided_.explanation.statements;
    const auto found = std::ranges::find_if(all, [&](const StatementExplanation& one) {
      return one.place.layer == place.layer && one.place.level == place.level &&
             one.place.policy == place.policy && one.place.statement == place.statement;
    });
    return found == all.end() ? nullptr : &*found;
  }

  void why(const StatementPlace& place) {
    const StatementExplanation* one = explained(place);
    if (one == nullptr) return;
    for (const ConditionExplanation& condition : one->conditions) {
      // What is open was said above.
      if (condition.result.value != Truth::kUnknown) text_ += wrap(condition.why, {2, 2});
    }
    for (const std::string& note : one->notes) text_ += wrap("note: " + note, {2, 2});
  }

  // --- What came near: for those who expected another decision

  // The statement would have made another decision had it matched.
  bool could_have_changed_it(const StatementExplanation& one) const {
    if (decision().outcome == Outcome::kAllowed) return one.effect == Effect::kDeny;
    const Reason reason = decision().reason;
    if (one.effect == Effect::kDeny || reason < Reason::kScpImplicitDeny ||
        reason > Reason::kSessionImplicitDeny) {
      return false;
    }
    const auto layer = static_cast<Layer>(static_cast<std::size_t>(Layer::kScp) +
                                          static_cast<std::size_t>(reason) -
                                          static_cast<std::size_t>(Reason::kScpImplicitDeny));
    return one.place.layer == layer && one.place.level == decision().level;
  }

  static bool came_near(const StatementExplanation& one) {
    const bool names_caller = !one.principal || one.principal->matched != Truth::kFalse;
    const bool speaks_of_resource = one.resource.matched != Truth::kFalse || !one.notes.empty();
    return one.matched == Truth::kFalse && one.action.matched == Truth::kTrue && names_caller &&
           speaks_of_resource;
  }

  void near_misses() {
    if (decided_.with_trace) return;  // it says the same, of all statements
    const bool allowed = decision().outcome == Outcome::kAllowed;
    std::size_t shown = 0;
    for (const StatementExplanation& one : decided_.explanation.statements) {
      if (!came_near(one) || !could_have_changed_it(one) || shown == kMostNear) continue;
      if (shown++ == 0) heading(allowed ? "Denies that came near" : "Allows that came near");
      near_miss(one);
    }
  }

  void near_miss(const StatementExplanation& one) {
    title(one.place, statement_name(one.place), 2);
    if (one.resource.matched == Truth::kFalse) text_ += wrap(one.resource.why, {4, 4});
    for (const ConditionExplanation& condition : one.conditions) {
      if (condition.result.value == Truth::kFalse) text_ += wrap(condition.why, {4, 4});
    }
    for (const std::string& note : one.notes) text_ += wrap("note: " + note, {4, 4});
  }

  // --- What it hangs on

  void open_points() {
    heading(fmt::format("It can be {}. It hangs on", possible(decision())));
    std::vector<std::string> seen;
    for (const OpenPoint& point : decided_.explanation.open) {
      const std::string title = point.key ? point.key->name : point.why;
      if (std::ranges::find(seen, title) != seen.end()) continue;
      seen.push_back(title);
      text_ += wrap(title, {2, 4});
      if (point.key) text_ += wrap(point.why, {4, 4});
      const std::string tell = how_to_tell(point);
      if (!names_options_ && !tell.empty()) continue;
      text_ += wrap(tell.empty() ? "telling more does not help" : "tell it with " + tell, {4, 4});
    }
  }

  // --- The rest

  void layers() {
    heading("Policy types");
    for (const LayerExplanation& layer : decided_.explanation.layers) {
      const std::string_view name = kLayerNames[static_cast<std::size_t>(layer.layer)];
      const std::string line = fmt::format("{:<11} {}{}{}", name, human(layer.part),
                                           layer.note.empty() ? "" : ": ", layer.note);
      text_ += wrap(line, {2, 14});
    }
  }

  void missing() {
    const auto& keys = decided_.explanation.missing;
    if (keys.empty()) return;
    heading("Asked for by policies, not stated by the request");
    for (const ContextKey* key : keys) {
      text_ += wrap(fmt::format("{}: {}", key->name, describe(*key, decided_.request)), {2, 4});
    }
  }

  void expectation() {
    if (!decided_.as_expected) return;
    const bool met = *decided_.as_expected;
    text_ += fmt::format("\n{}\n", paint_(met ? Ink::kGood : Ink::kBad,
                                          fmt::format("expected {}: {}", decided_.expected,
                                                      met ? "as expected" : "not as expected")));
  }

  // --- Every statement

  void element(std::string_view name, const ElementExplanation& element) {
    text_ += wrap(fmt::format("{:<4} {}: {}", human(element.matched), name, element.why), {4, 9});
  }

  void trace() {
    heading("Every statement");
    for (const StatementExplanation& one : decided_.explanation.statements) {
      title(one.place,
            fmt::format("{}, {}: {}", statement_name(one.place),
                        one.effect == Effect::kAllow ? "Allow" : "Deny",
                        one.matched == Truth::kTrue    ? "matches"
                        : one.matched == Truth::kFalse ? "does not match"
                                                       : "may match"),
            2);
      element("action", one.action);
      if (one.principal) element("principal", *one.principal);
      element("resource", one.resource);
      for (const ConditionExplanation& condition : one.conditions) {
        element("condition", {condition.result.value, condition.why});
      }
      for (const std::string& note : one.notes) text_ += wrap("note: " + note, {9, 9});
    }
  }

  const DecidedRequest& decided_;
  const Painter& paint_;
  bool names_options_ = true;
  std::string text_;
};

}  // namespace

std::string witness_human(const DecidedRequest& decided, const Painter& paint) {
  return Writer(decided, paint).write_witness();
}

std::string failure_human(const DecidedRequest& decided, const Painter& paint) {
  return Writer(decided, paint).write_failure();
}

std::string decision_human(const DecidedRequest& decided, const Painter& paint) {
  return Writer(decided, paint).write();
}

}  // namespace cordon
