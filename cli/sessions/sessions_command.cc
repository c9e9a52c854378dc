#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/outputs.h"
#include "cli/quote.h"
#include "cli/sessions/read_trail.h"
#include "cli/sessions/sessions.h"
#include "cli/sessions/trail_files.h"
#include "engine/incident/world/snapshot.h"
#include "grammar/arn.h"
#include "grammar/date_time.h"
#include "grammar/yaml.h"

namespace cordon {
namespace {

constexpr std::array<std::string_view, 3> kFormats{"human", "json", "yaml"};

struct SessionsOptions {
  CommonOptions common;
  Outputs outputs;
  std::vector<std::string> trails;
  std::vector<std::string> keys;
  std::vector<std::string> users;
  std::vector<std::string> accounts;  // FILE or ID=FILE
  std::string from;
  std::string to;
  std::string snapshot_at;
};

/// One run: what goes wrong is printed as it comes, and remembered for the exit status.
class Run {
 public:
  explicit Run(const SessionsOptions& options)
      : options_(options), outputs_(options.outputs), common_(options.common) {
    place_outputs();
    console_ = open_console(common_);
  }

  ExitCode run() {
    auto seeds = read_seeds();
    if (!seeds) return ExitCode::kUnusable;
    read_accounts();
    TrailFiles found = find_trail_files(options_.trails);
    for (const Error& error : found.errors) fail(error);
    if (found.paths.empty()) return ExitCode::kUnusable;
    incident::Gather gather(*seeds);
    TrailReading reading = read_trail(std::move(found.paths), gather, console_);
    for (const Error& error : reading.errors) fail(error);
    for (const std::string& warning : reading.warnings) print_warning(warning, console_);
    const incident::Evidence& evidence = gather.evidence();
    sessions_.tree = build_tree(evidence, *seeds, durations_);
    sessions_.files = std::move(reading.files);
    sessions_.records = evidence.records;
    sessions_.duplicates = evidence.duplicates;
    print_notes();
    if (sessions_.tree.nodes.empty()) return nothing_found();
    check_accounts();
    doubt_completeness(*seeds);
    return write();
  }

 private:
  void fail(const Error& error) {
    print_error({printable(error.message)}, console_);
    failed_ = true;
  }

  ExitCode nothing_found() {
    if (!failed_) fail({"no credential of what was given is in the records: nothing was written"});
    return ExitCode::kUnusable;
  }

  /// Where something could not be read, any credential and any change may be missing.
  void doubt_completeness(const incident::TrailSeeds& seeds) {
    if (!failed_) return;
    sessions_.incomplete = true;
    sessions_.tree.known_until = beginning(sessions_.tree);
    if (seeds.from) {
      sessions_.tree.known_until =
          std::min(*seeds.from, sessions_.tree.known_until.value_or(*seeds.from));
    }
    print_warning(
        "not all could be read: credentials and events may be missing, and the incident file says "
        "so",
        console_);
  }

  /// `--output incident.yaml` alone asks for the file, and leaves the tree for the terminal.
  void place_outputs() {
    const std::string& path = common_.output;
    const std::string_view format = path.ends_with(".json")                             ? "json"
                                    : path.ends_with(".yaml") || path.ends_with(".yml") ? "yaml"
                                                                                        : "";
    if (outputs_.format != kFormats.front() || format.empty()) return;
    outputs_.files.push_back({std::string(format), path});
    common_.output.clear();
  }

  std::optional<Instant> read_time(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto time = parse_time(text);
    if (!time) fail({fmt::format("{}: {}", option, time.error())});
    return time ? std::optional(*time) : std::nullopt;
  }

  std::optional<incident::TrailSeeds> read_seeds() {
    incident::TrailSeeds seeds{.keys = options_.keys, .users = options_.users};
    seeds.from = read_time("--from", options_.from);
    seeds.to = read_time("--to", options_.to);
    sessions_.snapshot_at = read_time("--snapshot-at", options_.snapshot_at);
    if (seeds.keys.empty() && seeds.users.empty()) fail({"expected --key or --user"});
    for (const std::string& user : seeds.users) {
      const auto arn = split_arn(user);
      if (!arn || !(arn->resource.starts_with("user/") || arn->resource == "root")) {
        fail({fmt::format("--user: {} is no ARN of a user", backticked(user))});
      }
    }
    sessions_.seeds = seeds.keys;
    sessions_.seeds.insert(sessions_.seeds.end(), seeds.users.begin(), seeds.users.end());
    return failed_ ? std::nullopt : std::optional(std::move(seeds));
  }

  /// As the incident file names it: from the folder that it will lie in.
  [[nodiscard]] std::string from_output(const std::string& path) const {
    std::string output = common_.output;
    for (const Outputs::File& file : outputs_.files) {
      if (file.format != kFormats.front()) output = file.path;
    }
    const std::filesystem::path target(path);
    if (target.is_absolute() || output.empty() || output == "-") return path;
    const std::filesystem::path folder = std::filesystem::path(output).parent_path();
    std::error_code error;
    const std::filesystem::path relative =
        std::filesystem::relative(target, folder.empty() ? "." : folder, error);
    return error || relative.empty() ? path : relative.string();
  }

  void read_accounts() {
    for (const std::string& given : options_.accounts) {
      const bool named =
          given.size() > 13 && given[12] == '=' && is_account_id(given.substr(0, 12));
      read_account(named ? given.substr(0, 12) : "", named ? given.substr(13) : given);
    }
    if (sessions_.accounts.size() == 1 && options_.accounts.front().find('=') != 12) {
      sessions_.accounts.front().first.clear();
    }
  }

  void read_account(std::string id, const std::string& path) {
    auto source = read_source(path);
    if (!source) return fail(source.error());
    JsonResult read = read_json_or_yaml(std::move(*source));
    const auto root = read.root();
    if (!root) {
      print_diagnostics(std::move(read.diagnostics), console_);
      failed_ = true;
      return;
    }
    // What is wrong inside is for `contain` to say: it judges by it.
    const incident::AccountResult result = incident::read_account(read.tree, *root, std::move(id));
    if (result.account.id.empty()) {
      return fail({fmt::format("{} does not tell its account: give it as --account ID={}",
                               backticked(path), path)});
    }
    for (const auto& [name, role] : result.account.roles) {
      if (role.max_session_ms) durations_.emplace(role.arn, *role.max_session_ms);
    }
    known_accounts_.insert(result.account.id);
    sessions_.accounts.emplace_back(result.account.id, from_output(path));
  }

  void print_notes() {
    for (const incident::TrailNote& note : sessions_.tree.notes) {
      const std::string text = place_of(sessions_, note) + note.message;
      if (note.severity == Severity::kError) {
        fail({text});
      } else if (!tree_is_shown()) {
        print_warning(printable(text), console_);
      }
    }
  }

  /// On standard output, with its notes.
  [[nodiscard]] bool tree_is_shown() const { return outputs_.format == kFormats.front(); }

  /// A principal of an account without a snapshot is judged unknown.
  void check_accounts() {
    if (const std::string words = undated_snapshot_in_words(sessions_); !words.empty()) {
      print_warning(words, console_);
    }
    if (options_.accounts.empty()) {
      print_warning(
          "no account snapshot: to judge the incident, add --account FILE (aws iam "
          "get-account-authorization-details)",
          console_);
      return;
    }
    std::set<std::string> missing;
    for (const incident::TreeNode& node : sessions_.tree.nodes) {
      const auto arn = split_arn(node.principal);
      if (arn && !known_accounts_.contains(std::string(arn->account))) {
        missing.emplace(arn->account);
      }
    }
    for (const std::string& account : missing) {
      print_warning(fmt::format("no snapshot of account {}: what its credentials may is unknown; "
                                "add --account {}=FILE",
                                account, account),
                    console_);
    }
  }

  ExitCode write() {
    const auto in_format = [this](std::string_view format, const Painter& paint) {
      if (format == "json") return sessions_json(sessions_);
      return format == "yaml" ? sessions_yaml(sessions_) : sessions_text(sessions_, paint);
    };
    return write_outputs(outputs_, in_format, common_, console_,
                         failed_ ? ExitCode::kUnusable : ExitCode::kYes);
  }

  const SessionsOptions& options_;
  Outputs outputs_;
  CommonOptions common_;
  Console console_{.out = Painter(false), .err = Painter(false)};
  Sessions sessions_;
  incident::RoleDurations durations_;
  std::set<std::string> known_accounts_;
  bool failed_ = false;
};

}  // namespace

RunCommand add_sessions(CLI::App& command) {
  auto options = std::make_shared<SessionsOptions>();
  command
      .add_option("--cloudtrail", options->trails,
                  "log files, plain or gzip: a file, a folder, or a quoted pattern with **")
      ->type_name("PATH")
      ->required();
  command.add_option("--key", options->keys, "a leaked access key")->type_name("ID");
  command.add_option("--user", options->users, "a user all of whose credentials count as leaked")
      ->type_name("ARN");
  command
      .add_option("--account", options->accounts,
                  "an account snapshot, for the incident file; ID=FILE where there are several")
      ->type_name("FILE");
  add_time_option(command, "--from", options->from,
                  "look at records from this time on: of the leak");
  add_time_option(command, "--to", options->to, "look at records until this time");
  add_time_option(command, "--snapshot-at", options->snapshot_at,
                  "when the account snapshots were taken: what happened before is in them already");
  add_outputs(command, options->outputs, {kFormats.begin(), kFormats.end()});
  add_output_options(command, options->common);
  command.footer(
      "Example:\n"
      "  cordon sessions --key AKIAIOSFODNN7EXAMPLE \\\n"
      "    --cloudtrail 'fixtures/trails/2017-leaked-key/AWSLogs/**/*.json.gz' \\\n"
      "    --account fixtures/trails/2017-leaked-key/account.json\n\n"
      "With --output incident.yaml it writes an incident file for cordon contain too.");
  return [options] { return Run(*options).run(); };
}

}  // namespace cordon
