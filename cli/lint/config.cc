#include "cli/lint/config.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/files.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

/// Without `.` and `..`; links are followed as far as the path exists.
fs::path absolute(std::string_view path) {
  std::error_code ignored;
  fs::path full = fs::weakly_canonical(fs::path(path.empty() ? "." : path), ignored);
  return ignored ? fs::path(path) : full;
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// How a folder is named in messages: relative to the working directory when it lies in it.
std::string shown(const fs::path& folder) {
  const fs::path relative = folder.lexically_relative(absolute("."));
  if (relative.empty() || *relative.begin() == "..") return folder.string();
  return relative == "." ? "" : relative.string();
}

const std::shared_ptr<const LintConfig>& no_config() {
  static const auto kNone = std::make_shared<const LintConfig>();
  return kNone;
}

}  // namespace

std::string LintConfig::relative(std::string_view path) const {
  const fs::path inside = absolute(path).lexically_relative(absolute(folder));
  return inside.empty() ? std::string(path) : inside.string();
}

LintConfigs LintConfigs::only(std::shared_ptr<const LintConfig> config) {
  LintConfigs configs;
  configs.only_ = std::move(config);
  return configs;
}

LintConfigs LintConfigs::none() { return only(no_config()); }

std::shared_ptr<const LintConfig> LintConfigs::of(const std::string& path) {
  if (only_) return only_;
  return in_folder(path == "-" ? absolute(".").string() : absolute(path).parent_path().string());
}

std::shared_ptr<const LintConfig> LintConfigs::in_folder(const std::string& folder) {
  if (const auto known = by_folder_.find(folder); known != by_folder_.end()) return known->second;
  const fs::path path(folder);
  std::shared_ptr<const LintConfig> config = no_config();
  if (const fs::path file = path / kConfigName; is_there(file)) {
    const std::string name = shown(path);
    auto source = read_source(name.empty() ? std::string(kConfigName)
                                           : (fs::path(name) / kConfigName).string());
    if (source) {
      LintConfigResult read = read_lint_config(*source, name);
      config = std::move(read.config);
      diagnostics_.insert(diagnostics_.end(), read.diagnostics.begin(), read.diagnostics.end());
    } else {
      errors_.push_back(std::move(source.error()));
    }
  } else if (!is_there(path / ".git") && path.has_relative_path()) {
    config = in_folder(path.parent_path().string());
  }
  by_folder_.emplace(folder, config);
  return config;
}

}  // namespace cordon
