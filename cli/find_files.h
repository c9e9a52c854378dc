// The files of a folder that may hold policies: JSON and YAML, sorted, at any depth. Hidden folders
// and what .gitignore files leave out are not looked at; symbolic links to folders are not
// followed, so that there are no loops. No file is read but .gitignore.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostic.h"

namespace cordon {

/// A path that was left out, and why.
struct SkippedPath {
  std::string path;
  std::string why;
};

struct SearchLimits {
  std::uint32_t depth = 100;        // of folders
  std::size_t entries = 2'000'000;  // of all folders together
};

struct FoundFiles {
  std::vector<std::string> files;
  std::vector<SkippedPath> skipped;
  std::vector<Error> errors;  // folders that could not be read; the rest was
};

enum class IgnoreFiles : std::uint8_t { kRespect, kDisregard };

/// Searches `folder`; paths begin with it, unless it is `.`. The .gitignore files above it count as
/// well, up to the root of its repository (a folder with .git). Those of the user and the machine
/// do not: the same tree gives the same files everywhere.
[[nodiscard]] FoundFiles find_files(const std::string& folder, IgnoreFiles ignore_files,
                                    const SearchLimits& limits = {});

/// The same for files of other kinds: those whose names end so, whatever .gitignore files say; all
/// files when there is no ending.
[[nodiscard]] FoundFiles find_files_ending(const std::string& folder,
                                           std::span<const std::string_view> endings,
                                           const SearchLimits& limits = {});

}  // namespace cordon
