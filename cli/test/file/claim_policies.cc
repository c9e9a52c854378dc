#include "cli/test/file/claim_policies.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/files.h"

namespace cordon {

void ClaimPolicyReader::take(JsonValue value, Problems problems) {
  std::ranges::move(problems.diagnostics, std::back_inserter(file_.diagnostics));
  for (Error& error : problems.errors) {
    file_.diagnostics.push_back({.source = file_.source,
                                 .span = value.span(),
                                 .message = std::move(error.message),
                                 .help = {}});
  }
}

std::optional<PolicyFile> ClaimPolicyReader::from_file(JsonValue value, std::string_view path) {
  Problems problems;
  std::optional<PolicyFile> read;
  auto source = read_source(path_beside(file_.source->name(), path));
  if (source) {
    read = read_policy_source(*source, type_, problems);
  } else {
    problems.errors.push_back(std::move(source.error()));
  }
  take(value, std::move(problems));
  return read;
}

std::optional<PolicyFile> ClaimPolicyReader::document(JsonValue value, JsonValue root,
                                                      std::string name) {
  Problems problems;
  auto read = read_policy_document(tree_, root, std::move(name), type_, problems);
  take(value, std::move(problems));
  return read;
}

std::optional<PolicyFile> ClaimPolicyReader::from_object(JsonValue value, std::string name) {
  const std::size_t before = file_.diagnostics.size();
  if (value.find("file")) {
    ObjectReader object(value, "a policy file", file_.diagnostics);
    const auto path = object.required_text("file");
    object.finish();
    return file_.diagnostics.size() == before ? from_file(value, *path) : std::nullopt;
  }
  if (!value.find("document")) return document(value, value, std::move(name));
  ObjectReader object(value, "a named policy", file_.diagnostics);
  name = object.text("name").value_or(name);
  const auto root = object.required("document");
  object.finish();
  if (file_.diagnostics.size() > before) return std::nullopt;
  return document(value, *root, std::move(name));
}

PolicyPtr ClaimPolicyReader::read(JsonValue value, std::string name) {
  auto read = value.is(JsonKind::kString) ? from_file(value, value.text())
                                          : from_object(value, std::move(name));
  return read ? std::move(read->policy) : nullptr;
}

}  // namespace cordon
