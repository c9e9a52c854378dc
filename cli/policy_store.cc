#include "cli/policy_store.h"

#include <fmt/format.h>

#include <functional>

#include "cli/files.h"
#include "cli/telling_error.h"

namespace cordon {
namespace {

// What a compiled statement takes, over the text that it was compiled from (measured on the AWS
// managed policies; it only has to be near enough to bound the memory).
constexpr std::size_t kCompiledPerByte = 8;
constexpr std::size_t kCompiledAtLeast = 1024;

// A policy holds on to the whole text that it stands in, with its tree.
std::size_t bytes_held(const Json& tree, Span document) {
  return tree.source()->text().size() + tree.nodes().size() * sizeof(Json::Node) +
         (document.end - document.begin) * kCompiledPerByte + kCompiledAtLeast;
}

std::size_t combine(std::size_t seed, std::size_t hash) {
  constexpr std::size_t kGolden = 0x9E3779B97F4A7C15U;
  return (seed ^ hash) * kGolden;
}

Error error_of(Diagnostics diagnostics) {
  const Diagnostic error = most_telling(std::move(diagnostics));
  return {fmt::format("{}: {}", place(*error.source, error.span.begin), with_help(error))};
}

std::expected<PolicyPtr, Error> compile_source(const SourcePtr& source, PolicyType type,
                                               std::string_view name) {
  JsonResult read = read_json(source);
  const auto root = read.root();
  if (!root) return std::unexpected(error_of(std::move(read.diagnostics)));
  CompileResult compiled = compile_policy(read.tree, *root, type, std::string(name));
  if (compiled.policy->unreadable) {
    return std::unexpected(error_of(std::move(compiled.diagnostics)));
  }
  return std::move(compiled.policy);
}

}  // namespace

std::size_t PolicyCache::Hash::operator()(const Key& key) const {
  constexpr std::hash<std::string_view> kHash;
  const auto kind = static_cast<std::size_t>(key.type) * 2 + static_cast<std::size_t>(key.origin);
  return combine(combine(kind, kHash(key.name)), kHash(key.text));
}

PolicyPtr PolicyCache::find(const Key& key) {
  if (const auto found = young_.policies.find(key); found != young_.policies.end()) {
    return found->second.policy;
  }
  const auto found = old_.policies.find(key);
  if (found == old_.policies.end()) return nullptr;
  const Kept kept = found->second;
  const Key lasting = found->first;  // `key` may view into a text that goes away
  old_.policies.erase(found);
  keep(lasting, kept.policy, kept.bytes);
  return kept.policy;
}

void PolicyCache::keep(const Key& key, PolicyPtr policy, std::size_t bytes) {
  const bool full =
      young_.policies.size() >= limits_.policies || young_.bytes + bytes > limits_.bytes;
  if (full) old_ = std::exchange(young_, {});
  young_.bytes += bytes;
  // Not assigned over a policy that is there: the key would go on viewing into that one.
  young_.policies.emplace(key, Kept{std::move(policy), bytes});
}

PolicyFiles::File& PolicyFiles::file(std::string_view path) {
  const auto found = files_.find(std::string(path));
  if (found != files_.end()) return found->second;
  if (files_.size() >= limits_.policies || bytes_ >= limits_.bytes) {
    files_.clear();
    bytes_ = 0;
  }
  auto source = read_source(path_beside(base_, path));
  if (source) bytes_ += (*source)->text().size();
  return files_.emplace(path, File{std::move(source), {}}).first->second;
}

std::expected<PolicyPtr, Error> PolicyFiles::read(std::string_view path, PolicyType type) {
  // In a batch `-` is the stream of cases itself.
  if (path.empty() || path == "-") {
    return std::unexpected(Error{"expected the path of a policy file"});
  }
  const std::scoped_lock lock(mutex_);
  File& kept = file(path);
  if (!kept.source) return std::unexpected(kept.source.error());
  auto& compiled = kept.compiled[static_cast<std::size_t>(type)];
  if (!compiled) compiled = compile_source(*kept.source, type, path);
  return *compiled;
}

std::expected<PolicyPtr, Error> PolicyStore::file(std::string_view path, PolicyType type) {
  using Key = PolicyCache::Key;
  constexpr auto kFile = PolicyCache::Origin::kFile;
  if (PolicyPtr kept = cache_.find({kFile, type, path, {}})) return kept;
  auto read = files_.read(path, type);
  if (!read) return read;
  const PolicyDocument& document = (*read)->document;
  cache_.keep(Key{kFile, type, (*read)->name, {}}, *read,
              bytes_held(*document.tree, document.span));
  return read;
}

PolicyPtr PolicyStore::document(const JsonPtr& tree, JsonValue document, PolicyType type,
                                std::string_view name, Diagnostics& diagnostics) {
  const std::string_view text = tree->source()->text(document.span());
  const PolicyCache::Key key{PolicyCache::Origin::kDocument, type, name, text};
  if (PolicyPtr kept = cache_.find(key)) return kept;
  CompileResult compiled = compile_policy(tree, document, type, std::string(name));
  if (compiled.policy->unreadable) {
    diagnostics.insert(diagnostics.end(), compiled.diagnostics.begin(), compiled.diagnostics.end());
    return nullptr;
  }
  cache_.keep({key.origin, type, compiled.policy->name, text}, compiled.policy,
              bytes_held(*tree, document.span()));
  return compiled.policy;
}

}  // namespace cordon
