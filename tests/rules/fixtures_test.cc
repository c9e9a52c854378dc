// Every rule on its own fixtures. fixtures/rules/<id>-<name>/ holds policies whose names start with
// `fires` or `silent`; the words of a name between dots say what the document is: a policy type
// (`fires.trust.json`) or the type of its resource (`fires.AWS-S3-Bucket.json`), or what it is the
// inline policy of (`fires.role.json`: of a role; `user`, `group`), or that it is `managed`. A
// folder `fires-…/` or `silent-…/` holds the documents of one principal. What the rule alone finds
// in a `fires` file stands beside it as a golden file, one finding a line. Rules about suppressions
// have configurations (`fires.yaml`) that are held against policy.json beside them.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/lint/config.h"
#include "doctest/doctest.h"
#include "rules/documents/documents.h"
#include "rules/registry.h"
#include "rules/run.h"
#include "rules/suppression.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrincipal = "arn:aws:iam::111122223333:user/alice";
constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/app";

// The time at which fixtures are judged.
Instant fixture_time() { return parse_time("2026-01-01T00:00:00Z").value(); }

fs::path folder_of(const rules::Rule& rule) {
  return fmt::format("fixtures/rules/{}-{}", rule.id, rule.name);
}

std::vector<std::string> words_of(const fs::path& file) {
  std::vector<std::string> words;
  const std::string name = file.filename().string();
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t dot = std::min(name.find('.', at), name.size());
    words.push_back(name.substr(at, dot - at));
    at = dot + 1;
  }
  return words;
}

std::string with_colons(std::string word) {
  std::string name;
  for (const char c : word) name += c == '-' ? std::string("::") : std::string(1, c);
  return name;
}

// What the document is attached to, and whose quota holds for it.
void attach(rules::FoundDocument& document, std::string_view word) {
  using Home = rules::FoundDocument::Home;
  if (word == "managed") document.home = Home::kManaged;
  if (word == "group") document.home = Home::kGroup;
  if (word == "user") {
    document.home = Home::kUser;
    document.principals = {std::string(kPrincipal)};
  }
  if (word == "role") {
    document.home = Home::kRole;
    document.principals = {std::string(kRole)};
  }
}

rules::FoundDocument read_fixture(const fs::path& file) {
  auto found = rules::find_documents(
      std::make_shared<Source>(file.filename().string(), support::read_file(file).value()),
      rules::Expected::kTold);
  REQUIRE(!found.documents.empty());
  rules::FoundDocument document = std::move(found.documents.front());
  document.name = file.string();
  for (const std::string& word : words_of(file)) {
    if (const auto type = policy_type_from(word)) document.type = type;
    attach(document, word);
    if (word.starts_with("AWS-")) document.resource_type = with_colons(word);
  }
  return document;
}

// The documents of one case: a file, or a folder of one principal's.
std::vector<rules::FoundDocument> read_case(const fs::path& path) {
  if (!fs::is_directory(support::source_root() / path)) return {read_fixture(path)};
  std::vector<rules::FoundDocument> documents;
  for (const fs::path& file : support::files_below(path, {".json"})) {
    documents.push_back(read_fixture(file));
    auto& principals = documents.back().principals;
    if (principals.empty()) principals = {std::string(kPrincipal)};
  }
  return documents;
}

std::string place(const SourcePtr& source, Span span) {
  const Position begin = source->position(span.begin);
  const Position end = source->position(span.end);
  return fmt::format("{}:{}-{}:{}", begin.line, begin.column, end.line, end.column);
}

std::string dump(const rules::Finding& finding) {
  std::string text =
      fmt::format("{} {} {} {}: {}\n", finding.source->name(), place(finding.source, finding.span),
                  to_string(finding.level), finding.rule->name, finding.message);
  if (!finding.aws_code.empty()) text += fmt::format("  aws: {}\n", finding.aws_code);
  if (!finding.help.empty()) text += fmt::format("  help: {}\n", finding.help);
  for (const rules::RelatedPlace& related : finding.related) {
    text += fmt::format("  see: {} {}: {}\n", related.source->name(),
                        place(related.source, related.span), related.message);
  }
  if (finding.fix) {
    text +=
        fmt::format("  fix ({}): {}\n", finding.fix->safe ? "safe" : "unsafe", finding.fix->title);
    for (const rules::Edit& edit : finding.fix->edits) {
      text += fmt::format("    {} -> `{}`\n", place(finding.source, edit.span), edit.text);
    }
  }
  return text;
}

// What the configuration at `path` leads to for the policy beside it.
std::string judged_findings_of(const rules::Rule& rule, const fs::path& path) {
  const auto source =
      std::make_shared<Source>(path.filename().string(), support::read_file(path).value());
  const LintConfigResult config = read_lint_config(source, "");
  REQUIRE(config.diagnostics.empty());
  rules::FoundDocument policy = read_fixture(path.parent_path() / "policy.json");
  policy.name = "policy.json";
  std::vector<rules::Subject> subjects;
  subjects.push_back(
      rules::make_subject(std::move(policy), config.config->settings, fixture_time()));
  const auto found = rules::run_rules(rules::all_rules(), subjects).value();
  const rules::FindingIndex index(subjects);
  std::string text;
  for (const rules::JudgedFinding& judged :
       rules::judge_findings(found.findings, index,
                             {.suppressions = config.config->suppressions,
                              .baseline = {},
                              .files = {"policy.json"},
                              .now = fixture_time()},
                             rules::all_rules())) {
    if (judged.finding.rule == &rule) text += dump(judged.finding);
  }
  return text;
}

std::string findings_of(const rules::Rule& rule, const fs::path& path) {
  if (path.extension() == ".yaml") return judged_findings_of(rule, path);
  static const rules::Settings kSettings{.known_accounts = {"111122223333"},
                                         .allowed_external = {"444455556666"},
                                         .organization_id = "o-a1b2c3d4e5",
                                         .sensitive_resources = {"arn:aws:s3:::crown-jewels/*"},
                                         .sid_style = "[A-Z][A-Za-z0-9]*"};
  std::vector<rules::Subject> subjects;
  for (rules::FoundDocument& document : read_case(path)) {
    subjects.push_back(rules::make_subject(std::move(document), kSettings, fixture_time()));
  }
  const rules::Rule* const alone[] = {&rule};
  const auto findings = rules::run_rules(alone, subjects);
  REQUIRE_MESSAGE(findings, (findings ? "" : findings.error().message));
  std::string text;
  for (const rules::Finding& finding : findings->findings) text += dump(finding);
  return text;
}

// Files and folders of cases in a rule's folder, sorted.
std::vector<fs::path> cases_in(const fs::path& folder) {
  std::set<fs::path> cases;
  for (const fs::path& file : support::files_below(folder, {".json", ".yaml"})) {
    const fs::path inside = file.lexically_relative(folder);
    const std::string name = inside.begin()->string();
    if (name.starts_with("request") || name == "policy.json") continue;
    cases.insert(folder / *inside.begin());
  }
  return {cases.begin(), cases.end()};
}

TEST_CASE("rules: each fires and is silent on its fixtures") {
  for (const rules::Rule* rule : rules::all_rules()) {
    CAPTURE(rule->id);
    bool fired = false;
    bool was_silent = false;
    for (const fs::path& path : cases_in(folder_of(*rule))) {
      CAPTURE(path.string());
      const std::string found = findings_of(*rule, path);
      const std::string name = path.filename().string();
      if (name.starts_with("silent")) {
        was_silent = true;
        CHECK(found == "");
        continue;
      }
      CHECK(name.starts_with("fires"));
      CHECK(found != "");
      fired = true;
      const fs::path golden = path.parent_path() / (path.stem().string() + ".txt");
      CHECK(support::golden_difference(golden.string(), found) == "");
    }
    CHECK(fired);
    CHECK(was_silent);
  }
}

TEST_CASE("rules: ids are sorted, names and ids are unique, every folder has its rule") {
  std::set<std::string> folders;
  std::set<std::string_view> names;
  std::string_view last;
  const auto family = [](std::string_view id) {
    return std::string_view("SYN SEM SEC CTN ESC STY").find(id.substr(0, 3));
  };
  for (const rules::Rule* rule : rules::all_rules()) {
    CAPTURE(rule->id);
    if (!last.empty()) CHECK(std::pair(family(last), last) < std::pair(family(rule->id), rule->id));
    last = rule->id;
    CHECK(names.insert(rule->name).second);
    CHECK(family(rule->id) != std::string_view::npos);
    CHECK(!rule->summary.empty());
    CHECK(!rule->doc.empty());
    folders.insert(folder_of(*rule).filename().string());
  }
  for (const auto& entry : fs::directory_iterator(support::source_root() / "fixtures/rules")) {
    CHECK(folders.contains(entry.path().filename().string()));
  }
}

TEST_CASE("rules: words that select them") {
  struct Row {
    std::string_view word, first;
  };
  const Row rows[] = {
      {"SYN001", "SYN001"},
      {"syn001", "SYN001"},
      {"json-syntax", "SYN001"},
      {"SYN", "SYN001"},
      {"SYN00", "SYN001"},
      {"all", "SYN001"},
      {"JSON_SYNTAX_ERROR", "SYN001"},
      {"aws:INVALID_POLICY_ELEMENT", "SYN005"},
      {"parliament:MALFORMED_JSON", "SYN001"},
      {"", ""},
      {"aws:", ""},
      {"parliament:", ""},
      {"XYZ", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    const auto named = rules::rules_named(row.word);
    CHECK((named.empty() ? "" : named.front()->id) == row.first);
  }
}

}  // namespace
}  // namespace cordon
