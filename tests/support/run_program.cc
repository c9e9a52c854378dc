#include "tests/support/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <system_error>
#include <thread>

#include "tests/support/file.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): not every libc declares it

namespace cordon::support {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// A folder for the three streams of one run. Streams go through files, not pipes: nothing has to be
// read while the program runs, so neither side can block on the other.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "cordon-run-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  bool usable() const { return !path_.empty(); }
  std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

// What the child gets as its three streams and its working directory.
class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }

  void open(int descriptor, const std::string& path, int flags) {
    posix_spawn_file_actions_addopen(&actions_, descriptor, path.c_str(), flags, 0600);
  }
  void duplicate(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
  void change_directory(const std::string& path) {
    posix_spawn_file_actions_addchdir_np(&actions_, path.c_str());
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// The child leads a process group of its own, so that a time-out also ends what it started.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes_, 0);
  }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

void set_variable(std::map<std::string, std::string>& variables, std::string_view entry) {
  const std::size_t equals = entry.find('=');
  if (equals == std::string_view::npos) return;
  variables[std::string(entry.substr(0, equals))] = entry.substr(equals + 1);
}

// NAME=VALUE of everything that the child sees.
std::vector<std::string> child_environment(const ProgramInput& input) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) set_variable(variables, *entry);
  variables["LC_ALL"] = "C.UTF-8";
  variables["NO_COLOR"] = "1";
  const std::string folder = fs::path(program_path()).parent_path().string();
  variables["PATH"] = fmt::format("{}:{}", folder, variables["PATH"]);
  for (const std::string& entry : input.environment) set_variable(variables, entry);
  std::vector<std::string> entries;
  for (const auto& [name, value] : variables) entries.push_back(fmt::format("{}={}", name, value));
  return entries;
}

// The null-terminated array that exec wants; it points into `words`.
std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

// The wait status of `child`; nothing when it had to be killed at `deadline`.
std::optional<int> wait_until(pid_t child, Clock::time_point deadline) {
  int status = 0;
  for (auto pause = std::chrono::microseconds(200); Clock::now() < deadline;) {
    if (waitpid(child, &status, WNOHANG) == child) return status;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::microseconds(5000));
  }
  kill(-child, SIGKILL);
  waitpid(child, &status, 0);
  return std::nullopt;
}

std::expected<pid_t, std::string> start(std::vector<std::string> command, const ProgramInput& input,
                                        const ScratchFolder& scratch) {
  SpawnActions actions;
  actions.open(STDIN_FILENO, scratch.file("in"), O_RDONLY);
  actions.open(STDOUT_FILENO, scratch.file("out"), O_WRONLY | O_APPEND);
  if (input.merge_errors) {
    actions.duplicate(STDOUT_FILENO, STDERR_FILENO);
  } else {
    actions.open(STDERR_FILENO, scratch.file("err"), O_WRONLY | O_APPEND);
  }
  actions.change_directory(input.directory.empty() ? source_root().string() : input.directory);

  const SpawnAttributes attributes;
  std::vector<std::string> environment = child_environment(input);
  pid_t child = 0;
  const int error = posix_spawnp(&child, command.front().c_str(), actions.get(), attributes.get(),
                                 pointers(command).data(), pointers(environment).data());
  if (error != 0) {
    return std::unexpected(fmt::format("can't start `{}`: {}", command.front(),
                                       std::generic_category().message(error)));
  }
  return child;
}

}  // namespace

std::string program_path() { return CORDON_PROGRAM; }

std::expected<ProgramRun, std::string> run_command(const std::vector<std::string>& command,
                                                   const ProgramInput& input) {
  const ScratchFolder scratch;
  if (!scratch.usable() || !write_file(scratch.file("in"), input.standard_input) ||
      !write_file(scratch.file("out"), "") || !write_file(scratch.file("err"), "")) {
    return std::unexpected("can't make a folder for the streams of a program");
  }
  const std::expected<pid_t, std::string> child = start(command, input, scratch);
  if (!child) return std::unexpected(child.error());
  const std::optional<int> status = wait_until(*child, Clock::now() + input.time_limit);
  if (!status) {
    return std::unexpected(fmt::format("`{}` ran longer than {} s and was killed", command.front(),
                                       input.time_limit.count()));
  }
  ProgramRun run{.out = read_file(scratch.file("out")).value_or(""),
                 .err = read_file(scratch.file("err")).value_or("")};
  if (WIFEXITED(*status)) run.exit_code = WEXITSTATUS(*status);
  return run;
}

std::expected<ProgramRun, std::string> run_program(const std::vector<std::string>& arguments,
                                                   const ProgramInput& input) {
  std::vector<std::string> command{program_path()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_command(command, input);
}

}  // namespace cordon::support
