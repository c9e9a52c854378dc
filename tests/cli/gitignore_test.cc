// What .gitignore files leave out, against a table and against git itself.

#include "cli/gitignore.h"

#include <fmt/format.h>

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;
using Entry = PathPattern::Entry;
using Says = Gitignore::Says;

// As git asks for an entry: for each folder on the way to it first. A path that ends with a slash
// is a folder.
bool is_ignored(const Gitignore& rules, std::string_view path) {
  const bool folder = path.ends_with('/');
  if (folder) path.remove_suffix(1);
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (rules.about(path.substr(0, slash), Entry::kFolder) == Says::kIgnore) return true;
  }
  return rules.about(path, folder ? Entry::kFolder : Entry::kFile) == Says::kIgnore;
}

struct Row {
  std::string_view text, path;
  bool ignored;
};

constexpr Row kRows[] = {
    {"a.json", "a.json", true},
    {"a.json", "x/y/a.json", true},
    {"a.json", "a.jsonx", false},
    {"/a.json", "a.json", true},
    {"/a.json", "x/a.json", false},
    {"x/a.json", "x/a.json", true},
    {"x/a.json", "y/x/a.json", false},
    {"build/", "build/a.json", true},
    {"build/", "x/build/a.json", true},
    {"build/", "build", false},
    {"build/", "build/", true},
    {"build", "build", true},
    {"/build/", "x/build/a", false},
    {"*.json", "x/.json", true},
    {"*.json", "a.json5", false},
    {"a*c*e", "abcde", true},
    {"a*c*e", "abcd", false},
    {"x/*.json", "x/y/a.json", false},
    {"x*z", "x/z", false},
    {"?.json", "a.json", true},
    {"?.json", "ab.json", false},
    {"a?b/c", "a/b/c", false},

    // Last one counts; what lies in an ignored folder can't be kept.
    {"*.json\n!a.json", "a.json", false},
    {"!a.json\n*.json", "a.json", true},
    {"*.json\n!a.json\na.json", "a.json", true},
    {"x/\n!x/a.json", "x/a.json", true},
    {"x/*\n!x/a.json", "x/a.json", false},
    {"/*\n!/p\n", "p/a.json", false},
    {"/*\n!/p\n", "q/a.json", true},
    {"\\!a", "!a", true},
    {"!", "a", false},

    // Two stars.
    {"**/a", "a", true},
    {"**/a", "x/y/a", true},
    {"x/**", "x/a", true},
    {"x/**", "x/y/a", true},
    {"x/**", "x", false},
    {"x/**/a", "x/a", true},
    {"x/**/a", "x/y/z/a", true},
    {"x/**/a", "xx/y/a", false},
    {"a/**/b/**/c", "a/1/b/2/3/c", true},
    {"a/**/b/**/c", "a/1/2/3/c", false},
    {"**/x/*.json", "y/x/a.json", true},
    {"**/x/*.json", "y/x/z/a.json", false},
    {"x/**y/a", "x/zy/a", true},
    {"a**/b", "ab", true},  // git looks at what stands behind the text before the first wildcard
    {"a**/b", "ac/d/b", true},
    {"a?**/b", "ac/b", true},
    {"a?**/b", "ac/d/b", false},
    {"**", "x/a", true},
    {"***", "x/a", true},
    {"a**", "abc", true},

    // Sets.
    {"[ab].json", "b.json", true},
    {"[ab].json", "c.json", false},
    {"[!ab].json", "c.json", true},
    {"[^ab].json", "a.json", false},
    {"[a-c]x", "bx", true},
    {"[a-c]x", "dx", false},
    {"[]-]x", "]x", true},
    {"[]-]x", "-x", true},
    {"[[:digit:]]x", "7x", true},
    {"[[:alpha:][:digit:]]x", "-x", false},
    {"[[:nope:]]x", "nx", false},
    {"[[:x]y", "[y", true},
    {"[\\]]x", "]x", true},
    {"[a-", "a", false},
    {"[a", "[a", false},
    {"a[/]b", "a/b", false},
    {"a[!x]b/c", "a/b/c", false},

    // Lines.
    {"#a", "#a", false},
    {"\\#a", "#a", true},
    {"a  ", "a", true},
    {"a\\ ", "a ", true},
    {"a\\ ", "a", false},
    {"a\\  ", "a ", true},
    {"a\t", "a", false},
    {"a\r\nb\r\n", "b", true},
    {"a\n\nb", "b", true},
    {"\xEF\xBB\xBF"
     "a",
     "a", true},
    {"a\\", "a\\", false},
    {"\\a", "a", true},
    {"\\*", "*", true},
    {"\\*", "a", false},
    {"/", "a", false},
    {"//a", "a", false},
    {"./a", "a", false},
    {"a//b", "a/b", false},
    {"   ", "   ", false},
};

TEST_CASE("gitignore: what a file leaves out") {
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    CAPTURE(row.path);
    CHECK(is_ignored(Gitignore(row.text), row.path) == row.ignored);
  }
}

TEST_CASE("gitignore: patterns that could take long") {
  std::string stars;
  std::string folders = "x";
  for (int i = 0; i < 200; ++i) {
    stars += "*a";
    folders += "/**/a";
  }
  std::string deep = "x";
  for (int i = 0; i < 2000; ++i) deep += "/a";
  CHECK(!is_ignored(Gitignore(stars + "b"), std::string(4000, 'a')));
  CHECK(Gitignore(folders + "/b").about(deep, Entry::kFile) == Says::kNothing);
}

// A repository of its own, in which git says what it ignores.
class Repository {
 public:
  Repository() : path_(fs::temp_directory_path() / "cordon-gitignore-test") {
    fs::remove_all(path_);
    fs::create_directories(path_);
    git({"init", "-q", "."});
  }
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;
  ~Repository() { fs::remove_all(path_); }

  // Of `paths`, those that git ignores with these rules.
  [[nodiscard]] std::string ignored(std::string_view rules,
                                    const std::vector<std::string>& paths) const {
    REQUIRE(support::write_file(path_ / ".gitignore", rules));
    std::string input;
    for (const std::string& path : paths) input += path + '\0';
    return git({"check-ignore", "--no-index", "-z", "--stdin"}, input);
  }

 private:
  std::string git(std::vector<std::string> arguments, std::string input = {}) const {
    arguments.insert(arguments.begin(), {"git", "-c", "core.excludesFile=/dev/null"});
    const auto run = support::run_command(
        arguments, {.standard_input = std::move(input), .directory = path_.string()});
    return run ? run->out : run.error();
  }

  fs::path path_;
};

bool have_git() {
  const auto run = support::run_command({"sh", "-c", "command -v git"});
  return run && run->exit_code == 0;
}

std::string ours(std::string_view rules, const std::vector<std::string>& paths) {
  const Gitignore read(rules);
  std::string ignored;
  for (const std::string& path : paths) {
    if (is_ignored(read, path)) ignored += path + '\0';
  }
  return ignored;
}

TEST_CASE("gitignore: the table is what git says") {
  if (!have_git()) return;
  const Repository repository;
  for (const Row& row : kRows) {
    // Of a folder git would look at the disk, where there is none.
    if (row.path.ends_with('/')) continue;
    CAPTURE(row.text);
    CAPTURE(row.path);
    const std::string path(row.path);
    CHECK(repository.ignored(row.text, {path}) == (row.ignored ? path + '\0' : ""));
  }
}

TEST_CASE("gitignore: any patterns, compared with git") {
  if (!have_git()) return;
  const Repository repository;
  std::vector<std::string> paths;
  for (const char* path : {"a", "b", "ab", "ba", "aa", "abb", "a-b", "]"}) {
    paths.emplace_back(path);
    for (const char* folder : {"a/", "b/", "ab/", "a/b/", "b/a/a/"}) {
      paths.push_back(std::string(folder) + path);
    }
  }
  constexpr std::string_view kPieces[] = {"a",  "b",    "ab",   "*",      "**", "/",  "/**/", "**/",
                                          "?",  "[ab]", "[!a]", "[a-b]x", "!",  "\\", "]",    "-",
                                          "/*", "\n",   "\n!",  " ",      "[",  "a/", "/a",   "*b"};
  std::mt19937 random(20260101);
  const auto below = [&](std::size_t count) { return random() % count; };
  for (int round = 0; round < 150; ++round) {
    std::string rules;
    for (std::size_t piece = 0; piece < 1 + below(9); ++piece) {
      rules += kPieces[below(std::size(kPieces))];
    }
    CAPTURE(rules);
    CHECK(ours(rules, paths) == repository.ignored(rules, paths));
  }
}

}  // namespace
}  // namespace cordon
