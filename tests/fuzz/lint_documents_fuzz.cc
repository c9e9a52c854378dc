// The linter on any bytes: which policies it finds in them, and what all rules say. Findings lie in
// their text, in order; a fix stays in it, too, and leaves JSON where there was JSON.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/documents/documents.h"
#include "rules/fix/fix.h"
#include "rules/registry.h"
#include "rules/run.h"
#include "tests/fuzz/tree_properties.h"

using namespace cordon;
using fuzz::property;

namespace {

void check_place(const Source& source, Span span) {
  property(fuzz::inside(span, fuzz::whole(source)), "a place lies in its text");
}

/// A fix of a document that is the whole of a JSON file.
void check_fix(const rules::Finding& finding) {
  std::uint32_t end = 0;
  for (const rules::Edit& edit : finding.fix->edits) {
    check_place(*finding.source, edit.span);
    property(edit.span.begin >= end, "edits are in order and apart");
    end = edit.span.end;
  }
  const std::string_view text = finding.source->text();
  if (!read_json(test::source_of(text)).root()) return;
  const rules::Finding* const alone[] = {&finding};
  const std::string fixed = rules::apply_fixes(text, alone).text;
  property(read_json(test::source_of(fixed)).root().has_value(), "a fix leaves JSON");
}

void check_finding(const rules::Finding& finding) {
  property(finding.rule != nullptr && finding.source != nullptr, "a finding has rule and text");
  check_place(*finding.source, finding.span);
  property(!finding.message.empty(), "a finding says something");
  for (const rules::RelatedPlace& related : finding.related) {
    check_place(*related.source, related.span);
  }
  if (finding.fix) check_fix(finding);
}

void check_document(const rules::FoundDocument& document) {
  property(document.tree != nullptr, "a document has a tree");
  property(!document.name.empty(), "a document has a name");
  if (document.root) check_place(*document.tree->source(), document.root->span());
  property(document.root || has_errors(document.problems), "no document without a reason");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kNames[] = {"f.json", "f.scp.json", "f.yaml"};
  constexpr rules::Expected kExpected[] = {rules::Expected::kPolicy, rules::Expected::kAnything,
                                           rules::Expected::kTold};
  const auto source = std::make_shared<const Source>(std::string(kNames[size % 3]),
                                                     std::string(fuzz::as_text(data, size)));
  rules::FoundDocuments found = rules::find_documents(source, kExpected[size / 3 % 3]);
  property(!found.documents.empty() || !found.why_none.empty(), "nothing found has a reason");
  const rules::Settings settings{.known_accounts = {"111122223333"},
                                 .organization_id = "o-a1b2c3d4e5"};
  std::vector<rules::Subject> subjects;
  for (rules::FoundDocument& document : found.documents) {
    check_document(document);
    subjects.push_back(rules::make_subject(std::move(document), settings, Instant{.ms = 0}));
  }
  const auto findings = rules::run_rules(rules::all_rules(), subjects);
  property(findings.has_value(), "no rule fails");
  for (const rules::Finding& finding : findings->findings) check_finding(finding);
  return 0;
}
