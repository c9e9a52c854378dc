#include "cli/policy_file.h"

#include <fmt/format.h>

#include <utility>

#include "cli/files.h"
#include "rules/documents/documents.h"
#include "rules/subject.h"

namespace cordon {
namespace {

std::optional<PolicyFile> compiled(rules::FoundDocument found, std::optional<PolicyType> type,
                                   Problems& problems) {
  if (type) found.type = type;
  const bool inferred = !type;
  static const rules::Settings kNoSettings;
  rules::Subject subject = rules::make_subject(std::move(found), kNoSettings, std::nullopt);
  std::ranges::move(subject.problems, std::back_inserter(problems.diagnostics));
  if (!subject.compiled) return std::nullopt;
  return PolicyFile{std::move(subject.compiled), inferred};
}

}  // namespace

std::optional<PolicyFile> read_policy_file(const std::string& path, std::optional<PolicyType> type,
                                           Problems& problems) {
  auto source = read_source(path);
  if (source) return read_policy_source(*source, type, problems);
  problems.errors.push_back(std::move(source.error()));
  return std::nullopt;
}

std::optional<PolicyFile> read_policy_source(const SourcePtr& source,
                                             std::optional<PolicyType> type, Problems& problems) {
  const std::string& path = source->name();
  rules::FoundDocuments found =
      rules::find_documents(source, type ? rules::Expected::kTold : rules::Expected::kPolicy);
  std::ranges::move(found.warnings, std::back_inserter(problems.diagnostics));
  if (found.documents.size() == 1) {
    return compiled(std::move(found.documents.front()), type, problems);
  }
  problems.errors.push_back(
      {found.documents.empty()
           ? fmt::format("{} can't be used: {}", backticked(path),
                         found.why_none.empty() ? "it holds no policy document" : found.why_none)
           : fmt::format("{} holds {} policy documents, expected one", backticked(path),
                         found.documents.size())});
  return std::nullopt;
}

std::optional<PolicyFile> read_policy_document(const JsonPtr& tree, JsonValue root,
                                               std::string name, std::optional<PolicyType> type,
                                               Problems& problems) {
  rules::FoundDocument found;
  found.tree = tree;
  found.root = root;
  found.name = std::move(name);
  return compiled(std::move(found), type, problems);
}

std::string types_differ(const PolicyFile& first, const PolicyFile& second) {
  if (first.policy->type == second.policy->type) return "";
  return fmt::format("{} is of type {}, {} of type {}: only policies of one type can be compared",
                     backticked(first.policy->name), type_in_words(first),
                     backticked(second.policy->name), type_in_words(second));
}

std::string type_in_words(const PolicyFile& file) {
  return fmt::format("{}{}", to_string(file.policy->type),
                     file.type_is_inferred ? " (inferred; --type tells another)" : "");
}

}  // namespace cordon
