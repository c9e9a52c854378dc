// Reads every #include under grammar/, engine/, rules/ and cli/ and holds it against the table of
// docs/architecture.md: who may include whom, which library is allowed where, and nothing that
// touches a file, a terminal or a clock below cli/.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

using Names = std::vector<std::string_view>;

struct Layer {
  std::string_view folder;
  Names layers;     // whose headers it may include, beside its own
  Names libraries;  // what its .cc files may include, beside the standard library
  Names in_headers;
};

const Names kBelowRules = {"grammar/", "engine/", "engine/catalogue/", "engine/prove/",
                           "engine/incident/"};
const Names kBelowIncident = {"grammar/", "engine/", "engine/catalogue/", "engine/prove/"};
const Names kBelowProve = {"grammar/", "engine/", "engine/catalogue/"};
const Names kBelowCli = {"grammar/",      "engine/",          "engine/catalogue/",
                         "engine/prove/", "engine/incident/", "engine/testing/",
                         "rules/"};

const std::vector<Layer> kLayers = {
    {"grammar/", {}, {"fmt", "PEGTL", "yaml-cpp", "utf8proc"}, {"fmt"}},
    {"engine/", {"grammar/"}, {"fmt"}, {"fmt"}},
    {"engine/catalogue/", {}, {}, {}},
    {"engine/prove/", kBelowProve, {"fmt", "CaDiCaL"}, {"fmt"}},
    {"engine/incident/", kBelowIncident, {"fmt"}, {"fmt"}},
    {"engine/testing/", {"grammar/", "engine/", "engine/incident/"}, {"fmt"}, {"fmt"}},
    {"rules/", kBelowRules, {"fmt", "re2"}, {"fmt"}},
    {"cli/",
     kBelowCli,
     {"fmt", "CLI11", "nlohmann_json", "zlib", "libmd", "POSIX", "outside"},
     {"fmt", "outside"}},
};

struct Library {
  std::string_view prefix;  // of what stands between the quotes or angles
  std::string_view name;
};

// "outside" are standard headers that reach a file, a terminal, a clock or chance. <chrono> is not
// one of them: its calendar is welcome everywhere, and kOutsideCalls has its clocks.
constexpr std::array kLibraries = {
    Library{"fmt/", "fmt"},
    Library{"tao/pegtl", "PEGTL"},
    Library{"yaml-cpp/", "yaml-cpp"},
    Library{"utf8proc.h", "utf8proc"},
    Library{"cadical.hpp", "CaDiCaL"},
    Library{"re2/", "re2"},
    Library{"CLI/", "CLI11"},
    Library{"nlohmann/", "nlohmann_json"},
    Library{"zlib.h", "zlib"},
    Library{"sha256.h", "libmd"},
    Library{"unistd.h", "POSIX"},
    Library{"fcntl.h", "POSIX"},
    Library{"poll.h", "POSIX"},
    Library{"sys/", "POSIX"},
    Library{"cstdio", "outside"},
    Library{"ctime", "outside"},
    Library{"fstream", "outside"},
    Library{"iostream", "outside"},
    Library{"filesystem", "outside"},
    Library{"print", "outside"},
    Library{"random", "outside"},
};

// What reaches outside without a header of its own to show it.
constexpr std::array<std::string_view, 5> kOutsideCalls = {"_clock::now(", "getenv(", "std::time(",
                                                           "std::system(", "fopen("};

struct Include {
  std::string_view path;
  bool quoted = false;
};

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The layer of a file or of an included header: the longest folder that it lies in.
const Layer* layer_of(std::string_view path) {
  const Layer* found = nullptr;
  for (const Layer& layer : kLayers) {
    const bool longer = found == nullptr || layer.folder.size() > found->folder.size();
    if (path.starts_with(layer.folder) && longer) found = &layer;
  }
  return found;
}

std::optional<Include> include_of(std::string_view line) {
  const auto skip_blanks = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_blanks();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return std::nullopt;
  line.remove_prefix(std::string_view("include").size());
  skip_blanks();
  if (!line.starts_with('"') && !line.starts_with('<')) return std::nullopt;
  const bool quoted = line.front() == '"';
  line.remove_prefix(1);
  return Include{.path = line.substr(0, line.find(quoted ? '"' : '>')), .quoted = quoted};
}

// The folders of rules/ that hold rules; its other folders hold what rules share.
constexpr std::array<std::string_view, 6> kRuleFamilies = {
    "rules/ctn/", "rules/esc/", "rules/sec/", "rules/sem/", "rules/sty/", "rules/syn/"};

// `rules/ctn/` of `rules/ctn/scope/sid.cc`; nothing for a file that is in no family.
std::string_view rule_family(std::string_view path) {
  const auto* const family = std::ranges::find_if(
      kRuleFamilies, [path](std::string_view folder) { return path.starts_with(folder); });
  return family == kRuleFamilies.end() ? "" : *family;
}

// What a file is for the rules about families: its family, or all that rules share.
std::string_view rules_part(std::string_view path) {
  const std::string_view family = rule_family(path);
  return family.empty() ? "what rules share" : family;
}

std::string own_header_complaint(std::string_view file, const Layer& layer, std::string_view path) {
  const Layer* target = layer_of(path);
  if (target == nullptr)
    return fmt::format("`{}` is not a path from the root to a header of a layer", path);
  if (target != &layer && !contains(layer.layers, target->folder)) {
    return fmt::format("{} may not include {}: `{}`", layer.folder, target->folder, path);
  }
  const std::string_view to = rule_family(path);
  if (!to.empty() && rules_part(file) != to) {
    return fmt::format("{} may not include {}: `{}`", rules_part(file), to, path);
  }
  return "";
}

bool is_standard(std::string_view path) {
  return path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

std::string library_complaint(std::string_view file, const Layer& layer, std::string_view path) {
  const auto library = std::ranges::find_if(kLibraries, [path](const Library& row) {
    return is_standard(row.prefix) ? path == row.prefix : path.starts_with(row.prefix);
  });
  if (library == kLibraries.end()) {
    return is_standard(path) ? "" : fmt::format("`{}` belongs to no library of the table", path);
  }
  const bool header = file.ends_with(".h");
  if (contains(header ? layer.in_headers : layer.libraries, library->name)) return "";
  return fmt::format("{} may not include {} in a {}: `{}`", layer.folder, library->name,
                     header ? "header" : "source", path);
}

// What is wrong with one line of `file`; empty when nothing is.
std::string complaint(std::string_view file, std::string_view line) {
  const Layer* layer = layer_of(file);
  if (layer == nullptr) return "lies in no layer";
  if (const std::optional<Include> include = include_of(line)) {
    return include->quoted ? own_header_complaint(file, *layer, include->path)
                           : library_complaint(file, *layer, include->path);
  }
  if (contains(layer->libraries, "outside")) return "";
  for (const std::string_view call : kOutsideCalls) {
    if (line.contains(call)) return fmt::format("{} may not call `{}`", layer->folder, call);
  }
  return "";
}

TEST_CASE("the table of layers rejects what it should") {
  struct Row {
    std::string_view file, line, complaint;
  };
  const Row rows[] = {
      {"grammar/json.cc", "#include \"grammar/json.h\"", ""},
      {"grammar/json.cc", "#include <tao/pegtl.hpp>", ""},
      {"grammar/json.cc", "#include <tao/pegtl/contrib/json.hpp>", ""},
      {"grammar/yaml.cc", "#include <yaml-cpp/yaml.h>", ""},
      {"grammar/text.cc", "#include <utf8proc.h>", ""},
      {"grammar/text.cc", "#include <fmt/format.h>", ""},
      {"grammar/text.h", "#include <chrono>", ""},
      {"grammar/json.h", "#include <tao/pegtl.hpp>",
       "grammar/ may not include PEGTL in a header: `tao/pegtl.hpp`"},
      {"grammar/text.h", "#include <utf8proc.h>",
       "grammar/ may not include utf8proc in a header: `utf8proc.h`"},
      {"grammar/json.cc", "#include <nlohmann/json.hpp>",
       "grammar/ may not include nlohmann_json in a source: `nlohmann/json.hpp`"},
      {"grammar/json.cc", "  #  include \"engine/truth.h\"",
       "grammar/ may not include engine/: `engine/truth.h`"},
      {"grammar/json.cc", "#include \"json.h\"",
       "`json.h` is not a path from the root to a header of a layer"},
      {"grammar/json.cc", "#include \"tests/support/file.h\"",
       "`tests/support/file.h` is not a path from the root to a header of a layer"},
      {"grammar/json.cc", "#include <boost/json.hpp>",
       "`boost/json.hpp` belongs to no library of the table"},
      {"grammar/source.cc", "#include <fstream>",
       "grammar/ may not include outside in a source: `fstream`"},
      {"engine/evaluate.cc", "#include \"grammar/arn.h\"", ""},
      {"engine/evaluate.cc", "#include <iostream>",
       "engine/ may not include outside in a source: `iostream`"},
      {"engine/evaluate.cc", "#include <filesystem>",
       "engine/ may not include outside in a source: `filesystem`"},
      {"engine/evaluate.cc", "auto now = std::chrono::system_clock::now();",
       "engine/ may not call `_clock::now(`"},
      {"engine/evaluate.cc", "const char* home = std::getenv(\"HOME\");",
       "engine/ may not call `getenv(`"},
      {"engine/evaluate.cc", "#include \"engine/catalogue/catalogue.h\"",
       "engine/ may not include engine/catalogue/: `engine/catalogue/catalogue.h`"},
      {"engine/evaluate.cc", "#include \"engine/prove/region.h\"",
       "engine/ may not include engine/prove/: `engine/prove/region.h`"},
      {"engine/evaluate.cc", "#include <yaml-cpp/yaml.h>",
       "engine/ may not include yaml-cpp in a source: `yaml-cpp/yaml.h`"},
      {"engine/catalogue/lookup.cc", "#include \"grammar/text.h\"",
       "engine/catalogue/ may not include grammar/: `grammar/text.h`"},
      {"engine/catalogue/lookup.cc", "#include <fmt/format.h>",
       "engine/catalogue/ may not include fmt in a source: `fmt/format.h`"},
      {"engine/prove/solver.cc", "#include <cadical.hpp>", ""},
      {"engine/prove/solver.cc", "#include \"engine/catalogue/catalogue.h\"", ""},
      {"engine/prove/solver.cc", "#include \"engine/incident/world/account.h\"",
       "engine/prove/ may not include engine/incident/: `engine/incident/world/account.h`"},
      {"engine/prove/solver.h", "#include <cadical.hpp>",
       "engine/prove/ may not include CaDiCaL in a header: `cadical.hpp`"},
      {"engine/incident/reach.cc", "#include \"engine/prove/claim.h\"", ""},
      {"engine/incident/reach.cc", "#include \"rules/rule.h\"",
       "engine/incident/ may not include rules/: `rules/rule.h`"},
      {"rules/esc/self/keys.cc", "#include \"rules/rule.h\"", ""},
      {"rules/esc/self/keys.cc", "#include \"rules/actions/actions.h\"", ""},
      {"rules/esc/self/keys.cc", "#include \"rules/esc/paths.h\"", ""},
      {"rules/esc/self/keys.cc", "#include <re2/re2.h>", ""},
      {"rules/actions/actions.cc", "#include \"rules/fix/edits.h\"", ""},
      {"rules/sec/trust/oidc.cc", "#include \"rules/esc/paths.h\"",
       "rules/sec/ may not include rules/esc/: `rules/esc/paths.h`"},
      {"rules/actions/actions.cc", "#include \"rules/esc/paths.h\"",
       "what rules share may not include rules/esc/: `rules/esc/paths.h`"},
      {"rules/registry.cc", "#include \"rules/esc/paths.h\"",
       "what rules share may not include rules/esc/: `rules/esc/paths.h`"},
      {"rules/rule.h", "#include <re2/re2.h>",
       "rules/ may not include re2 in a header: `re2/re2.h`"},
      {"rules/rule.cc", "#include \"cli/main.h\"", "rules/ may not include cli/: `cli/main.h`"},
      {"cli/lint.cc", "#include <filesystem>", ""},
      {"cli/lint.cc", "#include <CLI/CLI.hpp>", ""},
      {"cli/lint.cc", "auto now = std::chrono::system_clock::now();", ""},
      {"cli/terminal.cc", "#include <sys/ioctl.h>", ""},
      {"cli/lint.cc", "#include <yaml-cpp/yaml.h>",
       "cli/ may not include yaml-cpp in a source: `yaml-cpp/yaml.h`"},
      {"cli/lint.h", "#include <nlohmann/json_fwd.hpp>",
       "cli/ may not include nlohmann_json in a header: `nlohmann/json_fwd.hpp`"},
      {"stray/file.cc", "", "lies in no layer"},
      {"grammar/json.cc", "// #include \"cli/main.h\"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    CAPTURE(row.line);
    CHECK(complaint(row.file, row.line) == row.complaint);
  }
}

TEST_CASE("every #include runs along the table of layers") {
  std::string complaints;
  std::size_t includes = 0;
  for (const std::string_view folder : {"grammar", "engine", "rules", "cli"}) {
    for (const std::filesystem::path& path : support::files_below(folder, {".h", ".cc"})) {
      const std::string text = support::read_file(path).value();
      int number = 0;
      for (const std::string_view line : support::split_lines(text)) {
        ++number;
        includes += include_of(line) ? 1 : 0;
        const std::string wrong = complaint(path.string(), line);
        if (!wrong.empty()) complaints += fmt::format("{}:{}: {}\n", path.string(), number, wrong);
      }
    }
  }
  CHECK(complaints == "");
  CHECK(includes > 50);  // else the walk has found nothing and the check above says nothing
}

}  // namespace
}  // namespace cordon
