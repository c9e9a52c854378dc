#include "cli/simulate/batch_line.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "cli/json_line.h"
#include "cli/telling_error.h"
#include "engine/decided_by.h"
#include "grammar/object_reader.h"

namespace cordon {
namespace {

constexpr std::string_view kNoId = "null";

// A case document has some hundred values; a hostile line of 16 MiB could have 8 million of them.
constexpr ReadLimits kLineLimits{.max_values = 200'000};

// --- Answers ------------------------------------------------------------------------------------

void append_position(JsonLine& json, std::string_view name, const Source& source,
                     std::uint32_t offset, const BatchLine& line) {
  const Position position = source.position(offset);
  json.member(name).open('{');
  json.member("offset").number(line.offset + offset);
  json.member("line").number(position.line);
  json.member("column").number(position.column);
  json.close('}');
}

void append_error(std::string& out, std::string_view id, const BatchLine& line,
                  std::string_view message, const Source& source, Span span) {
  JsonLine json(out);
  json.open('{').member("id").verbatim(id).member("line").number(line.number);
  json.member("error").open('{').member("message").string(message);
  json.member("span").open('{');
  append_position(json, "begin", source, span.begin, line);
  append_position(json, "end", source, span.end, line);
  json.close('}').close('}').close('}').end_line();
}

// Spans are into the line: policies in files are reported where the line names them.
void append_error(std::string& out, std::string_view id, const BatchLine& line,
                  const Diagnostic& error) {
  append_error(out, id, line, with_help(error), *error.source, error.span);
}

void append_statements(JsonLine& json, const std::vector<StatementHit>& hits) {
  json.member("decidedBy").open('[');
  for (const StatementHit& hit : hits) {
    const std::string& sid = hit.policy->statements[hit.statement].sid;
    json.open('{').member("policyType").string(to_string(hit.policy->type));
    json.member("policy").string(hit.policy->name);
    json.member("statement").number(hit.statement).member("sid");
    if (sid.empty()) {
      json.verbatim("null");
    } else {
      json.string(sid);
    }
    json.close('}');
  }
  json.close(']');
}

template <class Keys>
void append_missing(JsonLine& json, const Keys& missing) {
  json.member("missingContextKeys").open('[');
  for (const ContextKey* key : missing) json.string(key->name);
  json.close(']');
}

void append_possible(JsonLine& json, const Decision& decision) {
  json.member("possible").open('[');
  for (const Outcome outcome :
       {Outcome::kAllowed, Outcome::kImplicitDeny, Outcome::kExplicitDeny}) {
    if (decision.can_be(outcome)) json.string(to_string(outcome));
  }
  json.close(']');
}

LineResult append_decision(std::string& out, std::string_view id, const Case& one) {
  const Decision decision = evaluate(one.request, one.policies);
  JsonLine json(out);
  json.open('{').member("id").verbatim(id);
  json.member("decision").string(to_string(decision.outcome));
  if (decision.outcome == Outcome::kUndecided) append_possible(json, decision);
  json.member("reason").string(to_string(decision.reason));
  append_statements(json, decided_by(decision, one.request, one.policies));
  if (decision.missing.truncated()) {
    append_missing(json, trace(one.request, one.policies).missing);
  } else {
    append_missing(json, decision.missing);
  }
  const bool met = !one.expect || meets(decision, *one.expect);
  if (one.expect) json.member("asExpected").boolean(met);
  json.close('}').end_line();
  return met ? LineResult::kAsExpected : LineResult::kUnexpected;
}

// --- Reading ------------------------------------------------------------------------------------

// As it is written in the line, so that it comes back byte for byte.
std::string_view id_of(JsonValue root, Diagnostics& diagnostics) {
  const auto id = root.find("id");
  if (!id) return kNoId;
  if (!id->is(JsonKind::kArray) && !id->is(JsonKind::kObject)) {
    return root.source()->text(id->span());
  }
  diagnostics.push_back(
      {.source = root.source(),
       .span = id->span(),
       .message = fmt::format("`id` has to be a string, a number, a boolean or null, not {}",
                              describe(id->kind())),
       .help = {}});
  return kNoId;
}

}  // namespace

SourcePtr LineAnswerer::source_of(const BatchLine& line) const {
  return std::make_shared<const Source>(name_, std::string(line.text), std::nullopt,
                                        static_cast<std::uint32_t>(line.number));
}

LineResult LineAnswerer::answer(const BatchLine& line, std::string& out) {
  const JsonResult read = read_json(source_of(line), kLineLimits);
  const auto root = read.root();
  if (!root) {
    append_error(out, kNoId, line, most_telling(read.diagnostics));
    return LineResult::kUnusable;
  }
  Diagnostics diagnostics;
  const std::string_view id = id_of(*root, diagnostics);
  ObjectReader object(*root, "a case document", diagnostics);
  (void)object.member("id");
  std::optional<Case> one = read_case(read.tree, object, store_, diagnostics);
  object.finish();
  if (!one || !diagnostics.empty()) {
    append_error(out, id, line, most_telling(std::move(diagnostics)));
    return LineResult::kUnusable;
  }
  one->request.unstated = unstated_;
  return append_decision(out, id, *one);
}

void answer_long_line(const BatchLine& line, std::size_t most_bytes, std::string& out) {
  const Source nothing("", "", std::nullopt, static_cast<std::uint32_t>(line.number));
  append_error(out, kNoId, line,
               fmt::format("the line is longer than {} bytes (expected one case document a line)",
                           most_bytes),
               nothing, {});
}

}  // namespace cordon
