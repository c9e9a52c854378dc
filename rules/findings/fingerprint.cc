#include "rules/findings/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kLongestValue = 80;

// FNV-1a: the same on every machine and in every version.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::string without_white_space(std::string_view text) {
  std::string dense;
  std::ranges::copy_if(text, std::back_inserter(dense),
                       [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; });
  return dense;
}

bool holds(Span outer, Span inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

/// What the statement says beside actions and resources.
std::string frame_of(const Statement& statement) {
  constexpr std::array<std::string_view, 4> kLists{"Action", "NotAction", "Resource",
                                                   "NotResource"};
  std::string frame;
  for (const auto [key, value] : statement.node.members()) {
    frame += fmt::format("{}:", key.text());
    if (std::ranges::find(kLists, key.text()) != kLists.end()) continue;
    frame += without_white_space(value.source()->text(value.span()));
  }
  return hex(hash_of(frame));
}

std::vector<std::string> keys_of(const std::vector<Statement>& statements) {
  std::map<std::string_view, int> sids;
  for (const Statement& statement : statements) {
    if (statement.sid) ++sids[statement.sid->value];
  }
  std::map<std::string, int> frames;
  std::vector<std::string> keys;
  keys.reserve(statements.size());
  for (const Statement& statement : statements) {
    if (statement.sid && sids[statement.sid->value] == 1) {
      keys.emplace_back(statement.sid->value);
      continue;
    }
    const std::string frame = frame_of(statement);
    keys.push_back(fmt::format("{}.{}", frame, frames[frame]++));
  }
  return keys;
}

const Source& outermost(const Source& source) {
  const Source* at = &source;
  while (at->embedded_in()) at = at->embedded_in()->outer.get();
  return *at;
}

/// Statements are in the order of the text, so the one that holds a place is found by halving.
std::optional<std::size_t> statement_at(const std::vector<Statement>& statements, Span span) {
  const auto behind = std::ranges::upper_bound(
      statements, span.begin, {},
      [](const Statement& statement) { return statement.node.span().begin; });
  if (behind == statements.begin()) return std::nullopt;
  const auto found = std::prev(behind);
  if (!holds(found->node.span(), span)) return std::nullopt;
  return static_cast<std::size_t>(found - statements.begin());
}

}  // namespace

std::string fingerprint(const FindingIdentity& identity) {
  // A separator that no JSON text has unescaped keeps the parts apart.
  return hex(hash_of(fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}", identity.rule, identity.file,
                                 identity.policy, identity.statement, identity.value)));
}

FindingIndex::FindingIndex(const std::vector<Subject>& subjects,
                           std::function<std::string(std::string_view)> file_name)
    : file_name_(std::move(file_name)) {
  for (const Subject& subject : subjects) {
    by_source_[subject.source().get()].push_back(
        {.subject = &subject, .statement_keys = keys_of(subject.statements())});
    const Source* at = subject.source().get();
    const Source& file = outermost(*at);
    if (!file_names_.contains(&file)) file_names_.emplace(&file, name_in_run(file));
    while (at->embedded_in()) {
      at = at->embedded_in()->outer.get();
      by_outer_source_.try_emplace(at, Document{.subject = &subject, .statement_keys = {}});
    }
  }
}

std::string FindingIndex::name_in_run(const Source& source) const {
  const auto known = file_names_.find(&source);
  if (known != file_names_.end()) return known->second;
  return file_name_ ? file_name_(source.name()) : source.name();
}

const FindingIndex::Document* FindingIndex::document_of(const Finding& finding) const {
  const auto documents = by_source_.find(finding.source.get());
  if (documents == by_source_.end()) {
    const auto outer = by_outer_source_.find(finding.source.get());
    return outer == by_outer_source_.end() ? nullptr : &outer->second;
  }
  const auto found = std::ranges::find_if(documents->second, [&](const Document& document) {
    return holds(document.subject->document.span, finding.span);
  });
  // A syntax error is in the text around every document.
  return found == documents->second.end() ? &documents->second.front() : &*found;
}

const Subject* FindingIndex::subject_of(const Finding& finding) const {
  const Document* document = document_of(finding);
  return document == nullptr ? nullptr : document->subject;
}

const Statement* FindingIndex::statement_of(const Finding& finding) const {
  const Document* document = document_of(finding);
  if (document == nullptr || document->subject->source() != finding.source) return nullptr;
  const auto number = statement_at(document->subject->statements(), finding.span);
  return number ? &document->subject->statements()[*number] : nullptr;
}

FindingIdentity FindingIndex::identity_of(const Finding& finding) const {
  const Source& file = outermost(*finding.source);
  FindingIdentity identity{.rule = std::string(finding.rule->id),
                           .file = name_in_run(file),
                           .policy = {},
                           .statement = {},
                           .value = without_white_space(finding.source->text(finding.span))};
  if (const Document* document = document_of(finding)) {
    const Subject& subject = *document->subject;
    if (subject.found.name != file.name()) identity.policy = subject.found.name;
    const bool inside = subject.source() == finding.source;
    const auto number = statement_at(subject.statements(), finding.span);
    if (inside && number) {
      identity.statement = document->statement_keys[*number];
      if (finding.span == subject.statements()[*number].node.span()) identity.value.clear();
    }
  }
  if (identity.value.size() > kLongestValue) identity.value = hex(hash_of(identity.value));
  return identity;
}

}  // namespace cordon::rules
