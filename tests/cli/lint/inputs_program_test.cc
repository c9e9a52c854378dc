// What `cordon lint` reads, through the built program, in a folder of its own: files, folders,
// standard input, lists of paths, and everything that can be wrong with them.

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli/find_files.h"
#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGood =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}]})";
constexpr std::string_view kBad = R"({"Statement": [{"Effect": "Allow", "Actions": "s3:*"}]})";

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("cordon-inputs-{}", ::getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] const fs::path& path() const { return path_; }
  void write(const fs::path& file, std::string_view text) const {
    REQUIRE(support::write_file(path_ / file, text));
  }
  [[nodiscard]] support::ProgramRun lint(std::vector<std::string> arguments,
                                         std::string input = {}) const {
    arguments.insert(arguments.begin(), "lint");
    arguments.insert(arguments.end(),
                     {"--format", "concise", "--select", "SYN001,SYN005", "--isolated"});
    return support::run_program(arguments,
                                {.standard_input = std::move(input), .directory = path_.string()})
        .value();
  }

 private:
  fs::path path_;
};

std::string finding(std::string_view file) {
  return fmt::format("{}:1:36: error: SYN005 unknown element `Actions`\n", file);
}

TEST_CASE("lint inputs: a folder is searched") {
  const Folder folder;
  folder.write("b.json", kBad);
  folder.write("a/z.json", kBad);
  folder.write("a/good.json", kGood);
  folder.write("a/x.yaml", "Statement:\n- Effect: Allow\n  Actions: s3:*\n");
  folder.write("a/package.json", R"({"name": "a", "dependencies": {}})");
  folder.write("a/tsconfig.json", "{\n  // no policy\n}");
  folder.write("a/notes.txt", kBad);
  folder.write("a/image.json", std::string_view("\x89PNG\0\0", 6));
  folder.write(".hidden/c.json", kBad);
  folder.write("out/c.json", kBad);
  folder.write("a/deep/keep.json", kBad);
  folder.write("a/deep/drop.json", kBad);
  folder.write(".gitignore", "/out/\n*.json\n!/a/*.json\n!/b.json\n");
  folder.write("a/deep/.gitignore", "!keep.json\n");
  fs::create_directory_symlink("..", folder.path() / "a/loop");
  const std::string all =
      "a/deep/keep.json:1:36: error: SYN005 unknown element `Actions`\n"
      "a/x.yaml:3:3: error: SYN005 unknown element `Actions`\n" +
      finding("a/z.json") + finding("b.json");
  for (const char* path : {".", "./", ""}) {
    const std::vector<std::string> paths =
        *path == '\0' ? std::vector<std::string>{} : std::vector<std::string>{path};
    const auto run = folder.lint(paths);
    CHECK(run.out == all);
    CHECK(run.err == "");
    CHECK(run.exit_code == 1);
  }
  // The .gitignore files above a folder count in a repository alone.
  CHECK(folder.lint({"a/deep"}).out == finding("a/deep/drop.json") + finding("a/deep/keep.json"));
  fs::create_directory(folder.path() / ".git");
  CHECK(folder.lint({"a/deep/"}).out == finding("a/deep/keep.json"));
  CHECK(folder.lint({"a", "--no-ignore"}).out ==
        finding("a/deep/drop.json") + finding("a/deep/keep.json") +
            "a/x.yaml:3:3: error: SYN005 unknown element `Actions`\n" + finding("a/z.json"));
  // What is named is read; what lies in it may still be left out.
  CHECK(folder.lint({"out", "a/deep/drop.json"}).out == finding("a/deep/drop.json"));
  CHECK(folder.lint({".hidden", "out", "--no-ignore"}).out ==
        finding(".hidden/c.json") + finding("out/c.json"));
  CHECK(folder.lint({"out/c.json"}).out == finding("out/c.json"));
  CHECK(folder.lint({"--verbose"}).err ==
        "cordon: a/deep/keep.json: identity policy (inferred)\n"
        "cordon: a/good.json: identity policy (inferred)\n"
        "cordon: a/x.yaml: identity policy (inferred)\n"
        "cordon: a/z.json: identity policy (inferred)\n"
        "cordon: b.json: identity policy (inferred)\n"
        "cordon: .git: skipped: it is a hidden folder\n"
        "cordon: .hidden: skipped: it is a hidden folder\n"
        "cordon: a/deep/drop.json: skipped: a .gitignore file says so\n"
        "cordon: out: skipped: a .gitignore file says so\n"
        "cordon: a/image.json: skipped: it is binary, not text\n"
        "cordon: a/package.json: skipped: it holds no policy document\n"
        "cordon: a/tsconfig.json: skipped: it holds no policy document\n");
  CHECK(folder.lint({"--verbose", "--quiet"}).err == "");
}

TEST_CASE("lint inputs: what can be wrong with a path is one message, and the rest is done") {
  const Folder folder;
  folder.write("bad.json", kBad);
  folder.write("other.json", R"({"name": "a"})");
  folder.write("text.txt", "Statement of account");
  folder.write("empty.json", "");
  folder.write("binary.json", std::string_view("\x89PNG\0\0", 6));
  folder.write("wide.json", std::string_view("\xFF\xFE{\0}\0", 6));
  folder.write("latin.json", "{\"Statement\": [{\"Sid\": \"\xE9\"}]}");
  folder.write("deep.json", std::string(100'000, '['));
  folder.write("template.yaml", "Resources:\n  Bucket: !Ref Name\n");
  folder.write("broken.yaml", "name: [\nother: x\n");
  folder.write("latin.yaml", "name: \xE9\n");
  folder.write("deep.yaml", std::string(1000, '['));
  fs::create_symlink("gone.json", folder.path() / "link.json");
  struct Row {
    std::vector<std::string> paths;
    std::string_view out, err;
    int exit_code;
  };
  const Row rows[] = {
      {{"gone.json"}, "", "cordon: error: can't read `gone.json`: no such file\n", 2},
      {{"link.json"}, "", "cordon: error: can't read `link.json`: no such file\n", 2},
      {{""}, "", "cordon: error: can't read a file without a name\n", 2},
      {{"bad.json/x"},
       "",
       "cordon: error: can't read `bad.json/x`: a part of its path is a file, not a directory\n",
       2},
      {{"binary.json"}, "", "cordon: error: can't read `binary.json`: it is binary, not text\n", 2},
      {{"wide.json"},
       "",
       "cordon: error: can't read `wide.json`: it is UTF-16; policies have to be UTF-8\n",
       2},
      {{"latin.json"}, "latin.json:1:25: error: SYN001 expected UTF-8, found byte 0xE9\n", "", 1},
      {{"deep.json"},
       "deep.json:1:65: error: SYN001 arrays and objects are nested deeper than 64 levels\n",
       "",
       1},
      {{"empty.json"},
       "empty.json:1:1: error: SYN001 expected a value, found end of file\n",
       "",
       1},
      {{"other.json"},
       "",
       "cordon: warning: nothing to lint in `other.json`: it holds no policy document\n",
       0},
      {{"other.json", "--quiet"}, "", "", 0},
      {{"other.json", "--skip-others"}, "", "", 0},
      {{"text.txt"}, "text.txt:1:1: error: SYN001 expected a value, found `Statement`\n", "", 1},
      {{"template.yaml"},
       "",
       "cordon: warning: nothing to lint in `template.yaml`: it can't be read: "
       "template.yaml:2:11: error: unknown tag `!Ref` (only the core tags such as `!!str` are "
       "read)\n",
       0},
      {{"broken.yaml"},
       "broken.yaml:3:1: error: SYN001 expected `,` or `]` in this list, found end of file\n",
       "",
       1},
      {{"latin.yaml"}, "latin.yaml:1:7: error: SYN001 expected UTF-8, found byte 0xE9\n", "", 1},
      {{"deep.yaml"},
       "deep.yaml:1:65: error: SYN001 arrays and objects are nested deeper than 64 levels\n",
       "",
       1},
      {{"broken.yaml", "--skip-others"}, "", "", 0},
      {{"gone.json", "bad.json", "bad.json", "./bad.json"},
       "bad.json:1:36: error: SYN005 unknown element `Actions`\n",
       "cordon: error: can't read `gone.json`: no such file\n",
       2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.paths.front());
    const auto run = folder.lint(row.paths);
    CHECK(run.out == row.out);
    CHECK(run.err == row.err);
    CHECK(run.exit_code == row.exit_code);
  }
  const auto all = folder.lint({"."});
  CHECK(all.err ==
        "cordon: error: can't read `link.json`: the symbolic link leads nowhere\n"
        "cordon: error: can't read `wide.json`: it is UTF-16; policies have to be UTF-8\n");
  CHECK(all.out.starts_with("bad.json:1:36: error: SYN005 unknown element `Actions`\n"));
  CHECK(all.exit_code == 2);
}

TEST_CASE("lint inputs: standard input, and paths from a file") {
  const Folder folder;
  folder.write("a.json", kBad);
  folder.write("b c.json", kBad);
  folder.write("list", "a.json\r\n\nb c.json\n");
  CHECK(folder.lint({"-"}, std::string(kBad)).out == finding("<stdin>"));
  CHECK(folder.lint({"-", "--stdin-filename", "p/x.json"}, std::string(kBad)).out ==
        finding("p/x.json"));
  CHECK(folder
            .lint({"-", "--stdin-filename", "x.yaml"},
                  "Statement:\n- Effect: Allow\n  Effects: Allow\n")
            .out == "x.yaml:3:3: error: SYN005 unknown element `Effects`\n");
  CHECK(folder.lint({"--files-from", "list"}).out == finding("a.json") + finding("b c.json"));
  CHECK(folder.lint({"--files-from", "-"}, std::string("b c.json\0", 9)).out ==
        finding("b c.json"));
  CHECK(folder.lint({"--files-from", "-", "a.json"}, "b c.json").out ==
        finding("a.json") + finding("b c.json"));
  CHECK(folder.lint({"--files-from", "-"}, "").out == "");  // not the whole folder
  struct Row {
    std::vector<std::string> arguments;
    std::string_view err;
  };
  const Row rows[] = {
      {{"--files-from", "gone"}, "cordon: error: can't read `gone`: no such file\n"},
      {{"--files-from", "-", "-"},
       "cordon: error: standard input can't be both a policy and --files-from\n"},
      {{"a.json", "--stdin-filename", "x"},
       "cordon: error: --stdin-filename needs `-` among the paths\n"},
      {{"-", "--fix"},
       "cordon: error: --fix can't change standard input: --diff shows the patch\n"},
  };
  for (const Row& row : rows) {
    const auto run = folder.lint(row.arguments);
    CHECK(run.err == row.err);
    CHECK(run.exit_code == 2);
  }
}

TEST_CASE("lint inputs: folders that can't be searched to their end") {
  const Folder folder;
  folder.write("a/b/c/x.json", kBad);
  folder.write("z.json", kBad);
  ::mkfifo((folder.path() / "pipe.json").c_str(), 0600);
  const std::string root = folder.path().string() + "/";
  const auto paths = [&](const SearchLimits& limits) {
    std::string text;
    const FoundFiles found = find_files(folder.path().string(), IgnoreFiles::kRespect, limits);
    for (const std::string& file : found.files) text += file.substr(root.size()) + "\n";
    for (const SkippedPath& skipped : found.skipped) {
      text += skipped.path.substr(root.size()) + ": " + skipped.why + "\n";
    }
    for (const Error& error : found.errors) {
      text += error.message.substr(error.message.find(": ") + 2) + "\n";
    }
    return text;
  };
  CHECK(paths({}) == "a/b/c/x.json\nz.json\npipe.json: it is no regular file\n");
  CHECK(paths({.depth = 3}) ==
        "z.json\npipe.json: it is no regular file\nit lies more than 3 folders deep\n");
  CHECK(paths({.entries = 4}) == "there are more than 4 files and folders\n");
  if (::geteuid() == 0) return;  // root may read everything
  fs::permissions(folder.path() / "a/b", fs::perms::none);
  CHECK(paths({}) == "z.json\npipe.json: it is no regular file\nno permission\n");
  fs::permissions(folder.path() / "a/b", fs::perms::owner_all);
}

}  // namespace
}  // namespace cordon
