// Reads the fixtures that CMakeLists.txt (cordon_embed_files) puts into the program: of each file
// its name, a NUL, its size in four bytes, and its bytes.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "rules/page.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that the embedded file has.
extern "C" const char cordon_files_rule_examples[];
// NOLINTNEXTLINE(readability-identifier-naming): the name that the embedded file has.
extern "C" const char cordon_files_rule_examples_end[];

namespace cordon::rules {
namespace {

struct EmbeddedFile {
  std::string_view path;  // `SYN001-json-syntax/fires.json`
  std::string_view text;
};

std::vector<EmbeddedFile> read_embedded() {
  std::string_view rest(
      cordon_files_rule_examples,
      static_cast<std::size_t>(cordon_files_rule_examples_end - cordon_files_rule_examples));
  std::vector<EmbeddedFile> files;
  while (!rest.empty()) {
    EmbeddedFile file;
    file.path = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(file.path.size() + 1);
    std::uint32_t size = 0;
    std::memcpy(&size, rest.data(), sizeof size);
    rest.remove_prefix(sizeof size);
    file.text = rest.substr(0, size);
    rest.remove_prefix(size);
    files.push_back(file);
  }
  std::ranges::sort(files, {}, &EmbeddedFile::path);
  return files;
}

std::span<const EmbeddedFile> files_in(std::string_view folder) {
  static const std::vector<EmbeddedFile> kFiles = read_embedded();
  const auto first = std::ranges::lower_bound(kFiles, folder, {}, &EmbeddedFile::path);
  const auto last = std::find_if(first, kFiles.end(), [&](const EmbeddedFile& file) {
    return !file.path.starts_with(folder);
  });
  return {first, last};
}

bool is_plain(std::string_view name, std::string_view word) {
  const std::string_view ending = name.substr(std::min(word.size(), name.size()));
  return name.starts_with(word) && (ending == ".json" || ending == ".yaml");
}

std::string_view folder_of(std::string_view name) { return name.substr(0, name.find('/')); }

// Of a rule's cases that begin with `word`, the one for its page: `fires.json`; else a file that
// says its policy type, `fires.trust.json`; else the documents of a folder, `fires-together/`.
std::vector<ExampleFile> example(const std::vector<ExampleFile>& files, std::string_view word) {
  std::vector<ExampleFile> typed;
  std::vector<ExampleFile> together;
  for (const ExampleFile& file : files) {
    if (is_plain(file.name, word)) return {file};
    if (!file.name.starts_with(word)) continue;
    if (!file.name.contains('/')) {
      typed.push_back(file);
    } else if (together.empty() || folder_of(together.front().name) == folder_of(file.name)) {
      together.push_back(file);
    }
  }
  if (!typed.empty()) return {typed.front()};
  return together;
}

}  // namespace

RuleExamples examples_of(const Rule& rule) {
  const std::string folder = fmt::format("{}-{}/", rule.id, rule.name);
  std::vector<ExampleFile> files;
  RuleExamples examples;
  for (const EmbeddedFile& file : files_in(folder)) {
    const std::string_view name = file.path.substr(folder.size());
    files.push_back({.name = name, .text = file.text});
    if (name == "request.json") examples.request = file.text;
  }
  examples.bad = example(files, "fires");
  examples.better = example(files, "silent");
  return examples;
}

}  // namespace cordon::rules
