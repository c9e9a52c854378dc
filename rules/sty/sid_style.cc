#include <fmt/format.h>
#include <re2/re2.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/fix/free_sids.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alphanumeric(char c) { return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9'); }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// `deny-allOld sessions`: deny, all, old, sessions.
std::vector<std::string> words_of(std::string_view sid) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < sid.size(); ++i) {
    const bool begins = i > 0 && is_upper(sid[i]) && !is_upper(sid[i - 1]);
    if ((begins || !is_alphanumeric(sid[i])) && !words.back().empty()) words.emplace_back();
    if (is_alphanumeric(sid[i])) words.back() += ascii_lower(sid[i]);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string capitalized(std::string word) {
  word.front() = upper(word.front());
  return word;
}

/// The words joined in the usual ways: PascalCase, camelCase, snake_case, kebab-case, lower case.
std::vector<std::string> spellings(const std::vector<std::string>& words) {
  std::string pascal;
  for (const std::string& word : words) pascal += capitalized(word);
  std::string camel = pascal;
  if (!camel.empty()) camel.front() = ascii_lower(camel.front());
  return {pascal, camel, fmt::format("{}", fmt::join(words, "_")),
          fmt::format("{}", fmt::join(words, "-")), fmt::format("{}", fmt::join(words, ""))};
}

std::optional<Fix> mended(const PolicyText& sid, const RE2& style, FreeSids& free) {
  for (const std::string& spelling : spellings(words_of(sid.value))) {
    if (spelling.empty() || !RE2::FullMatch(spelling, style)) continue;
    const std::string name = free.take(spelling);
    if (!RE2::FullMatch(name, style)) return std::nullopt;
    return safe_fix(fmt::format("rename it to {}", backticked(name)),
                    replace_string(sid.node, name));
  }
  return std::nullopt;
}

void check(const Subject& subject, Found& found) {
  if (subject.settings->sid_style.empty()) return;
  const RE2 style(subject.settings->sid_style, RE2::Quiet);
  if (!style.ok()) throw std::runtime_error("sidStyle is no regular expression: " + style.error());
  FreeSids free(subject.document);
  for (const Statement& statement : subject.statements()) {
    if (!statement.sid || statement.sid->value.empty()) continue;
    const re2::StringPiece sid(statement.sid->value.data(), statement.sid->value.size());
    if (RE2::FullMatch(sid, style)) continue;
    found
        .add(subject, statement.sid->node.span(),
             fmt::format("{} does not match the style of Sids here",
                         backticked(statement.sid->value)),
             fmt::format("the style is {}", backticked(subject.settings->sid_style)))
        .fix = mended(*statement.sid, style, free);
  }
}

}  // namespace

extern const Rule kSidStyle{
    .id = "STY007",
    .name = "sid-style",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "Sid that is not written as the repository writes them",
    .doc =
        R"(`sidStyle` in cordon.yaml is a regular expression (RE2) that the `Sid` of every statement has to match as
a whole: `[A-Z][A-Za-z0-9]*`. Without it the rule says nothing.

The fix writes the words of the `Sid` in the style, if one of the usual ways to join words fits it.
)",
    .check = check,
};

}  // namespace cordon::rules
