// Files for tests: whole files in and out, and the place of the repository. Not for code under
// test: nothing below cli/ touches a file.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::support {

// The root of the source tree that this test program was built from.
std::filesystem::path source_root();

// The bytes of `path` (relative to the source root unless absolute); the error names the path.
std::expected<std::string, std::string> read_file(const std::filesystem::path& path);

// Replaces `path` by `bytes`, making its folder when missing; false when that failed.
bool write_file(const std::filesystem::path& path, std::string_view bytes);

// Regular files below `folder` with one of the `extensions` (".md"), sorted by path; empty when the
// folder does not exist. Paths come out relative to the source root.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::vector<std::string>& extensions);

// The lines of `text` without their newline; a last line without newline counts.
std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace cordon::support
