#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "cli/case_reader.h"
#include "cli/files.h"
#include "cli/simulate/simulate_request.h"

namespace cordon {
namespace {

// `LEVEL=FILE` as it was typed; an empty file is a level without a policy.
struct LevelFile {
  std::string level;
  std::string file;
};

struct Level {
  std::string name;
  std::vector<std::string> files;
};

std::optional<unsigned> number(std::string_view name) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value);
  const bool whole = error == std::errc() && end == name.data() + name.size();
  return whole ? std::optional(value) : std::nullopt;
}

// Levels called by numbers are in the order of the numbers, all others in the order given.
void order(std::vector<Level>& levels) {
  const bool numbered = std::ranges::all_of(
      levels, [](const Level& level) { return number(level.name).has_value(); });
  if (numbered) {
    std::ranges::stable_sort(levels, {}, [](const Level& level) { return number(level.name); });
  }
}

class PolicyReader {
 public:
  explicit PolicyReader(Problems& problems) : problems_(problems) {}

  // Null when it can't be used, which is reported.
  PolicyPtr read(const std::string& path, PolicyType type) {
    auto source = read_source(path);
    if (!source) {
      problems_.errors.push_back(std::move(source.error()));
      return nullptr;
    }
    const std::string name = (*source)->name();
    JsonResult json = read_json(*std::move(source));
    add(std::move(json.diagnostics));
    const auto root = json.root();
    if (!root) return nullptr;
    CompileResult compiled = compile_policy(json.tree, *root, type, name);
    add(std::move(compiled.diagnostics));
    return compiled.policy->unreadable ? nullptr : std::move(compiled.policy);
  }

  PolicyPtr read(const std::optional<std::string>& path, PolicyType type) {
    return path ? read(*path, type) : nullptr;
  }

  std::vector<PolicyPtr> read(const std::vector<std::string>& paths, PolicyType type) {
    std::vector<PolicyPtr> policies;
    for (const std::string& path : paths) {
      if (PolicyPtr policy = read(path, type)) policies.push_back(std::move(policy));
    }
    return policies;
  }

  std::vector<std::vector<PolicyPtr>> levels(std::string_view option,
                                             const std::vector<std::string>& texts,
                                             PolicyType type) {
    std::vector<std::vector<PolicyPtr>> levels;
    for (const Level& level : split_levels(option, texts)) {
      levels.push_back(read(level.files, type));
    }
    return levels;
  }

 private:
  void add(Diagnostics diagnostics) {
    std::ranges::move(diagnostics, std::back_inserter(problems_.diagnostics));
  }

  std::optional<LevelFile> split_level(std::string_view option, std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos && equals > 0) {
      return LevelFile{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
    }
    problems_.errors.push_back(
        {fmt::format("{} {}: expected LEVEL=FILE, such as 0=full-access.json or root=scp.json",
                     option, backticked(text))});
    return std::nullopt;
  }

  std::vector<Level> split_levels(std::string_view option, const std::vector<std::string>& texts) {
    std::vector<Level> levels;
    for (const std::string& text : texts) {
      const auto part = split_level(option, text);
      if (!part) continue;
      auto level = std::ranges::find(levels, part->level, &Level::name);
      if (level == levels.end()) level = levels.insert(levels.end(), Level{part->level, {}});
      if (!part->file.empty()) level->files.push_back(part->file);
    }
    order(levels);
    return levels;
  }

  Problems& problems_;
};

// The second reader of standard input would find it empty.
void check_standard_input(const SimulateOptions& options, Problems& problems) {
  const auto is_standard = [](std::string_view path) { return path == "-"; };
  const auto is_level_of_standard = [](std::string_view text) {
    const std::size_t equals = text.find('=');
    return equals != std::string_view::npos && text.substr(equals + 1) == "-";
  };
  std::ptrdiff_t uses = std::ranges::count_if(options.identity, is_standard) +
                        std::ranges::count_if(options.session, is_standard) +
                        std::ranges::count_if(options.scps, is_level_of_standard) +
                        std::ranges::count_if(options.rcps, is_level_of_standard);
  for (const auto* path :
       {&options.boundary, &options.resource_policy, &options.endpoint, &options.account}) {
    uses += *path && is_standard(**path) ? 1 : 0;
  }
  if (uses > 1) {
    problems.errors.push_back(
        {"standard input (`-`) is named more than once; it can be read once"});
  }
}

}  // namespace

ApplicablePolicies read_policies(const SimulateOptions& options, const Request* request,
                                 Problems& problems) {
  check_standard_input(options, problems);
  PolicyReader reader(problems);
  const bool trust =
      request != nullptr && resource_policy_kind(*request) == ResourcePolicyKind::kTrust;
  ApplicablePolicies policies;
  policies.identity = reader.read(options.identity, PolicyType::kIdentity);
  if (PolicyPtr boundary = reader.read(options.boundary, PolicyType::kBoundary)) {
    policies.boundary.push_back(std::move(boundary));
  }
  policies.session = reader.read(options.session, PolicyType::kSession);
  policies.resource =
      reader.read(options.resource_policy, trust ? PolicyType::kTrust : PolicyType::kResource);
  policies.resource_told = options.resource_policy.has_value();
  policies.scps = reader.levels("--scp", options.scps, PolicyType::kScp);
  policies.rcps = reader.levels("--rcp", options.rcps, PolicyType::kRcp);
  if (PolicyPtr endpoint = reader.read(options.endpoint, PolicyType::kEndpoint)) {
    policies.endpoint.emplace({std::move(endpoint)});
  }
  return policies;
}

}  // namespace cordon
