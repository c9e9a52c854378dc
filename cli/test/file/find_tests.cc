#include "cli/test/file/find_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>
#include <utility>

#include "cli/files.h"
#include "cli/find_files.h"
#include "grammar/yaml.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

// A file that was found by searching and is larger is not looked into unless its name says that it
// has tests: account snapshots are.
constexpr std::size_t kMostSniffed = std::size_t{16} << 20U;

class Search {
 public:
  TestPaths run(const std::vector<std::string>& arguments) && {
    for (const std::string& argument : arguments) {
      std::error_code ignored;
      if (argument != "-" && fs::is_directory(argument, ignored)) {
        search(argument);
      } else {
        add(argument, true);
      }
      ++argument_;
    }
    return std::move(found_);
  }

 private:
  void search(const std::string& folder) {
    FoundFiles files = find_files(folder, IgnoreFiles::kRespect);
    std::ranges::move(files.errors, std::back_inserter(found_.errors));
    for (const std::string& file : files.files) add(file, false);
  }

  void add(std::string path, bool named) {
    while (path.starts_with("./")) path.erase(0, 2);
    const auto [at, is_new] =
        seen_.try_emplace(fs::path(path).lexically_normal().string(), found_.paths.size());
    if (is_new) found_.paths.push_back({.path = std::move(path), .arguments = {}});
    TestPath& found = found_.paths[at->second];
    found.named = found.named || named;
    found.arguments.push_back(argument_);
  }

  TestPaths found_;
  std::map<std::string, std::size_t> seen_;
  std::size_t argument_ = 0;
};

// Before a text of megabytes is read as YAML: whether it can be an incident that expects something.
bool may_be_incident(std::string_view text) {
  return text.contains("incident") && text.contains("expect");
}

// A text that can't be read, and was meant to be an incident.
bool begins_like_incident(std::string_view text) {
  return text.starts_with("incident:") || text.contains("\nincident:");
}

// One stands for a list of one.
bool any_expects(std::optional<JsonValue> list) {
  if (!list) return false;
  const auto expects = [](JsonValue one) { return one.find("expect").has_value(); };
  return expects(*list) || std::ranges::any_of(list->elements(), expects);
}

bool expects_something(JsonValue incident) {
  return incident.find("expect") || any_expects(incident.find("probes")) ||
         any_expects(incident.find("claims"));
}

using Opened = std::expected<std::optional<TestSource>, Error>;

Opened judge_content(SourcePtr source, bool is_wanted, bool is_named) {
  using Kind = TestSource::Kind;
  JsonResult read = read_json_or_yaml(source);
  const auto root = read.root();
  if (!root) {
    const bool matters = is_wanted || begins_like_incident(source->text());
    if (!matters) return std::nullopt;
    return TestSource{Kind::kCases, std::move(source), std::move(read)};
  }
  const bool is_incident = root->is(JsonKind::kObject) && root->find("incident");
  if (!is_incident) {
    if (!is_wanted) return std::nullopt;
    return TestSource{Kind::kCases, std::move(source), std::move(read)};
  }
  if (expects_something(*root)) {
    return TestSource{Kind::kIncident, std::move(source), std::move(read)};
  }
  if (!is_named) return std::nullopt;
  return std::unexpected(
      Error{fmt::format("{} expects nothing: an incident file is a test when it, one of its probes "
                        "or one of its claims has `expect`",
                        backticked(source->name()))});
}

}  // namespace

TestPaths find_test_paths(const std::vector<std::string>& arguments) {
  return Search().run(arguments);
}

bool is_test_name(std::string_view path) {
  constexpr std::array<std::string_view, 3> kEndings{".cordon.yaml", ".cordon.yml", ".cordon.json"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::ranges::any_of(kEndings, [name](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

Opened open_tests(const TestPath& path) {
  const bool is_wanted = path.named || is_test_name(path.path);
  if (!is_wanted) {
    std::error_code error;
    if (fs::file_size(path.path, error) > kMostSniffed && !error) return std::nullopt;
  }
  auto source = peek_source(path.path);
  if (!source) return std::unexpected(std::move(source.error()));
  if (!is_wanted && !may_be_incident((*source)->text())) return std::nullopt;
  Opened opened = judge_content(*std::move(source), is_wanted, path.named);
  if (opened && *opened) note_input(path.path);
  return opened;
}

}  // namespace cordon
