// Runs every example of README.md and docs/. A fence marked ```console is a session: a line
// `$ cordon …` is run by sh in the repository root, with the built cordon first in PATH, and what
// follows is compared exactly with what it writes (both streams). A last line `exit N` is the exit
// status when it is not 0. CORDON_UPDATE_GOLDEN=1 rewrites the pages in place.
//
// A here-document goes on until its delimiter, and a command line that ends in a backslash goes on
// in the next line. Commands that are not about cordon belong in a ```sh fence, which is not run.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

using Lines = std::vector<std::string_view>;
// From a script to the text that should follow it on the page.
using Runner = std::string (*)(const std::string& script);

struct Page {
  std::string text;  // with the output that every command has now
  std::size_t commands = 0;
  std::vector<std::string> problems;  // `line N: …`
};

constexpr std::string_view kPrompt = "$ ";
constexpr std::string_view kFence = "```";

// The word that ends the here-document that `line` opens: EOF of `<<'EOF'`, `<<EOF` and `<<-EOF`.
std::optional<std::string_view> here_document_end(std::string_view line) {
  const std::size_t opened = line.find("<<");
  if (opened == std::string_view::npos || line.substr(opened).starts_with("<<<")) {
    return std::nullopt;
  }
  line.remove_prefix(opened + 2);
  line.remove_prefix(std::min(line.find_first_not_of("- '\""), line.size()));
  return line.substr(0, line.find_first_of(" '\"|>;)"));
}

// Where the command that starts at `lines[first]` ends (exclusive), within `last`.
std::size_t command_end(const Lines& lines, std::size_t first, std::size_t last) {
  std::size_t end = first + 1;
  while (end < last && lines[end - 1].ends_with('\\')) ++end;
  const std::optional<std::string_view> delimiter = here_document_end(lines[end - 1]);
  if (!delimiter) return end;
  while (end < last && lines[end] != *delimiter) ++end;
  return std::min(end + 1, last);
}

bool runs_cordon(std::string_view command) {
  constexpr std::string_view kName = "cordon";
  for (std::size_t at = command.find(kName); at != std::string_view::npos;
       at = command.find(kName, at + 1)) {
    const bool starts = at == 0 || std::string_view(" \n|;&(").contains(command[at - 1]);
    const std::string_view rest = command.substr(at + kName.size());
    if (starts && (rest.empty() || std::string_view(" \n").contains(rest.front()))) return true;
  }
  return false;
}

std::string joined(const Lines& lines, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) text += fmt::format("{}\n", lines[i]);
  return text;
}

// Runs the commands in `lines[first, last)`, the inside of one console fence.
void run_session(const Lines& lines, std::size_t first, std::size_t last, Runner runner,
                 Page& page) {
  while (first < last && !lines[first].starts_with(kPrompt)) {
    page.problems.push_back(fmt::format("line {}: output before the first `$ `", first + 1));
    page.text += fmt::format("{}\n", lines[first++]);
  }
  while (first < last) {
    const std::size_t end = command_end(lines, first, last);
    const std::string shown = joined(lines, first, end);
    const std::string script = shown.substr(kPrompt.size());
    page.text += shown;
    ++page.commands;
    if (runs_cordon(script)) {
      page.text += runner(script);
    } else {
      page.problems.push_back(
          fmt::format("line {}: does not run cordon; use a ```sh fence", first + 1));
    }
    for (first = end; first < last && !lines[first].starts_with(kPrompt);) ++first;
  }
}

Page with_present_output(std::string_view text, Runner runner) {
  const Lines lines = support::split_lines(text);
  Page page;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    page.text += fmt::format("{}\n", lines[i]);
    const std::string_view unindented =
        lines[i].substr(std::min(lines[i].find('`'), lines[i].size()));
    if (!unindented.starts_with("```console")) continue;
    if (lines[i] != "```console") {
      page.problems.push_back(
          fmt::format("line {}: write exactly ```console, not indented", i + 1));
      continue;
    }
    const auto close =
        std::find(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.end(), kFence);
    const auto last = static_cast<std::size_t>(close - lines.begin());
    if (last == lines.size())
      page.problems.push_back(fmt::format("line {}: no closing fence", i + 1));
    run_session(lines, i + 1, last, runner, page);
    i = last - 1;
  }
  return page;
}

std::string run_in_shell(const std::string& script) {
  const auto run = support::run_command({"sh", "-c", script}, {.merge_errors = true});
  if (!run) return fmt::format("can't run this: {}\n", run.error());
  std::string shown = run->out;
  if (!shown.empty() && !shown.ends_with('\n')) shown += '\n';
  if (!run->exit_code) return shown + "killed by a signal\n";
  return *run->exit_code == 0 ? shown : shown + fmt::format("exit {}\n", *run->exit_code);
}

std::vector<std::filesystem::path> pages_with_examples() {
  std::vector<std::filesystem::path> pages = support::files_below("docs", {".md"});
  pages.emplace_back("README.md");
  std::erase_if(pages, [](const auto& page) { return !support::read_file(page); });
  return pages;
}

TEST_CASE("sessions on a page are found and get their present output") {
  struct Row {
    std::string_view page, text, problems;
  };
  const Row rows[] = {
      {"no fence\n", "no fence\n", ""},
      {"```sh\n$ cordon x\n```\n", "```sh\n$ cordon x\n```\n", ""},
      {"```console\n$ cordon a\nold\nold\n```\nend\n",
       "```console\n$ cordon a\n[cordon a]\n```\nend\n", ""},
      {"```console\n$ cordon a\n$ cordon b\nold\n```\n",
       "```console\n$ cordon a\n[cordon a]\n$ cordon b\n[cordon b]\n```\n", ""},
      {"```console\n$ cordon a \\\n  --b\nexit 1\n```\n",
       "```console\n$ cordon a \\\n  --b\n[cordon a \\|  --b]\n```\n", ""},
      {"```console\n$ cordon a <<'EOF' | cat\n$ x\nEOF\nold\n```\n",
       "```console\n$ cordon a <<'EOF' | cat\n$ x\nEOF\n[cordon a <<'EOF' | cat|$ x|EOF]\n```\n",
       ""},
      {"```console\n$ cat p | cordon -\n```\n",
       "```console\n$ cat p | cordon -\n[cat p | cordon -]\n```\n", ""},
      {"```console\n$ ls cordon.yaml\nold\n```\n", "```console\n$ ls cordon.yaml\n```\n",
       "line 2: does not run cordon; use a ```sh fence"},
      {"```console\nold\n$ cordon a\n```\n", "```console\nold\n$ cordon a\n[cordon a]\n```\n",
       "line 2: output before the first `$ `"},
      {"  ```console\n", "  ```console\n", "line 1: write exactly ```console, not indented"},
      {"```console\n$ cordon a\n", "```console\n$ cordon a\n[cordon a]\n",
       "line 1: no closing fence"},
  };
  const Runner echo = [](const std::string& script) {
    std::string shown = script.substr(0, script.size() - 1);
    std::ranges::replace(shown, '\n', '|');
    return fmt::format("[{}]\n", shown);
  };
  for (const Row& row : rows) {
    CAPTURE(row.page);
    const Page page = with_present_output(row.page, echo);
    CHECK(page.text == row.text);
    CHECK(fmt::format("{}", fmt::join(page.problems, ";")) == row.problems);
  }
}

TEST_CASE("run_in_shell shows both streams and an exit status that is not 0") {
  struct Row {
    std::string script, shown;
  };
  const Row rows[] = {
      {"echo a; echo b >&2", "a\nb\n"},       {"printf a", "a\n"},
      {"echo a; exit 3", "a\nexit 3\n"},      {"exit 1", "exit 1\n"},
      {"kill -9 $$", "killed by a signal\n"}, {"test -f CMakeLists.txt", ""},
  };
  for (const Row& row : rows) CHECK(run_in_shell(row.script) == row.shown);
}

TEST_CASE("every example of the documentation shows what the program writes") {
  for (const std::filesystem::path& path : pages_with_examples()) {
    CAPTURE(path.string());
    const Page page = with_present_output(support::read_file(path).value(), run_in_shell);
    CHECK(fmt::format("{}", fmt::join(page.problems, "\n")) == "");
    CHECK(support::golden_difference(path.string(), page.text) == "");
  }
}

}  // namespace
}  // namespace cordon
