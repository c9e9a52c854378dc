// `cordon diff`: what access the newer of two policies, or of two account snapshots, gives that the
// older does not, and the other way round.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/policy_file.h"
#include "cli/prove/analyzer_text.h"
#include "cli/prove/diff_text.h"
#include "cli/prove/prove_question.h"
#include "engine/incident/world/snapshot.h"

namespace cordon {
namespace {

using incident::Account;

struct DiffOptions {
  ProveOptions asked;  // of which a difference has the half
  std::string before;
  std::string after;
  std::size_t most = 0;
};

constexpr std::size_t kMostGroups = 100;
constexpr std::size_t kMostGroupsAsked = 100'000;

struct TwoPolicies {
  PolicyPtr before;
  PolicyPtr after;
};

std::optional<TwoPolicies> read_policies(const DiffOptions& options, const SourcePtr& before,
                                         const SourcePtr& after, Problems& problems) {
  const auto type = policy_type_from(options.asked.type);
  const auto first = read_policy_source(before, type, problems);
  const auto second = read_policy_source(after, type, problems);
  if (!first || !second || problems.fatal()) return std::nullopt;
  if (std::string wrong = types_differ(*first, *second); !wrong.empty()) {
    problems.errors.push_back({std::move(wrong)});
    return std::nullopt;
  }
  return TwoPolicies{first->policy, second->policy};
}

std::optional<Difference> policies_differ(const DiffOptions& options, const SourcePtr& before,
                                          const SourcePtr& after, Problems& problems) {
  const prove::Asking asking = read_asking(options.asked, problems);
  const auto two = read_policies(options, before, after, problems);
  if (!two) return std::nullopt;
  Difference difference{
      .before = options.before,
      .after = options.after,
      .what = std::string(to_string(two->before->type)),
      .changes = {},
      .relies_on = prove::axioms_by_itself(two->before->type, asking.use_catalogue)};
  difference.changes.push_back(
      {.principal = {},
       .gained = prove::access_gained(two->before, two->after, asking, options.most),
       .lost = prove::access_gained(two->after, two->before, asking, options.most)});
  return difference;
}

// --- Account snapshots ---------------------------------------------------------------------------

// What is in the file, when it is an account snapshot.
struct Snapshot {
  JsonResult json;
  bool is_one = false;
};

Snapshot look(const SourcePtr& source) {
  Snapshot snapshot{.json = read_json(source)};
  const auto root = snapshot.json.root();
  if (!root || !root->is(JsonKind::kObject)) return snapshot;
  for (const auto member : root->members()) {
    const std::string_view name = member.key.text();
    if (name == "UserDetailList" || name == "RoleDetailList") snapshot.is_one = true;
  }
  return snapshot;
}

std::optional<Account> read_snapshot(const Snapshot& snapshot, Problems& problems) {
  incident::AccountResult read =
      incident::read_account(snapshot.json.tree, *snapshot.json.root(), {});
  std::ranges::move(read.diagnostics, std::back_inserter(problems.diagnostics));
  if (read.account.id.empty()) return std::nullopt;
  return std::move(read.account);
}

// A principal's policies; none when the account does not have it.
template <class Entity>
ApplicablePolicies policies_in(const Account& account, const Entity* entity) {
  ApplicablePolicies policies;
  if (entity == nullptr) return policies;
  incident::PrincipalPolicies own = incident::policies_of(account, *entity);
  policies.identity = std::move(own.identity);
  policies.boundary = std::move(own.boundary);
  return policies;
}

class Accounts {
 public:
  Accounts(const Account& before, const Account& after, const prove::Asking& asking,
           std::size_t most)
      : before_(before), after_(after), asking_(asking), most_(most) {}

  std::vector<Changed> changes() && {
    for (const std::string& name : names(before_.users, after_.users)) {
      compare(incident::find_user(before_, name), incident::find_user(after_, name), "user");
    }
    for (const std::string& name : names(before_.roles, after_.roles)) {
      compare(incident::find_role(before_, name), incident::find_role(after_, name), "role");
    }
    return std::move(changes_);
  }

 private:
  static std::set<std::string> names(const auto& before, const auto& after) {
    std::set<std::string> names;
    for (const auto* map : {&before, &after}) {
      for (const auto& [name, entity] : *map) names.insert(name);
    }
    return names;
  }

  template <class Entity>
  void compare(const Entity* before, const Entity* after, std::string_view type) {
    const Entity& known = after != nullptr ? *after : *before;
    const Account& account = after != nullptr ? after_ : before_;
    const std::string arn =
        known.arn.empty() ? incident::entity_arn(account, type, known.path, known.name) : known.arn;
    auto caller = parse_principal(arn);
    if (!caller) return;
    if (!known.id.empty()) caller->identify(known.id);
    const ApplicablePolicies then = policies_in(before_, before);
    const ApplicablePolicies now = policies_in(after_, after);
    Changed changed{.principal = arn,
                    .gained = prove::access_gained(*caller, then, now, asking_, most_),
                    .lost = prove::access_gained(*caller, now, then, asking_, most_)};
    if (is_change(changed.gained) || is_change(changed.lost)) {
      changes_.push_back(std::move(changed));
    }
  }

  static bool is_change(const prove::AccessChange& change) {
    return !change.groups.empty() || !change.complete;
  }

  const Account& before_;
  const Account& after_;
  const prove::Asking& asking_;
  std::size_t most_;
  std::vector<Changed> changes_;
};

std::optional<Difference> accounts_differ(const DiffOptions& options, const Snapshot& before,
                                          const Snapshot& after, Problems& problems) {
  const prove::Asking asking = read_asking(options.asked, problems);
  if (!options.asked.type.empty()) {
    problems.errors.push_back({"--type is for policies, not for account snapshots"});
  }
  const auto first = read_snapshot(before, problems);
  const auto second = read_snapshot(after, problems);
  if (!first || !second || !problems.errors.empty()) return std::nullopt;
  Difference difference{
      .before = options.before,
      .after = options.after,
      .what = "account",
      .changes = Accounts(*first, *second, asking, options.most).changes(),
      .relies_on = prove::axioms_by_itself(PolicyType::kIdentity, asking.use_catalogue)};
  difference.relies_on.emplace_back("the organization's policies are not looked at");
  return difference;
}

// --- The command ---------------------------------------------------------------------------------

struct TwoSources {
  SourcePtr before;
  SourcePtr after;
};

std::optional<TwoSources> read_sources(const DiffOptions& options, Problems& problems) {
  if (options.before == "-" && options.after == "-") {
    problems.errors.push_back({"standard input (`-`) can be one of the files, not both"});
    return std::nullopt;
  }
  auto before = read_source(options.before);
  auto after = read_source(options.after);
  for (auto* source : {&before, &after}) {
    if (!*source) problems.errors.push_back(source->error());
  }
  if (!before || !after) return std::nullopt;
  return TwoSources{*before, *after};
}

std::optional<Difference> difference_of(const DiffOptions& options, Problems& problems) {
  const auto sources = read_sources(options, problems);
  if (!sources) return std::nullopt;
  const Snapshot first = look(sources->before);
  const Snapshot second = look(sources->after);
  if (first.is_one && second.is_one) {
    return accounts_differ(options, first, second, problems);
  }
  if (first.is_one == second.is_one) {
    return policies_differ(options, sources->before, sources->after, problems);
  }
  problems.errors.push_back(
      {fmt::format("{} is an account snapshot, {} is not: compare two of a kind",
                   backticked(first.is_one ? options.before : options.after),
                   backticked(first.is_one ? options.after : options.before))});
  return std::nullopt;
}

std::string mismatch_in(const Difference& difference) {
  for (const Changed& change : difference.changes) {
    if (!change.gained.mismatch.empty()) return change.gained.mismatch;
    if (!change.lost.mismatch.empty()) return change.lost.mismatch;
  }
  return "";
}

std::string analyzer_text(const Difference& difference) {
  AnalyzerCheck check{.verdict = difference.no_new_access(), .message = {}, .examples = {}};
  const std::array<std::string_view, 3> messages{"the new policy allows nothing new",
                                                 "the new policy allows new access",
                                                 "not known whether there is new access"};
  check.message = messages[static_cast<std::size_t>(check.verdict)];
  for (const Changed& change : difference.changes) {
    for (const prove::AccessGroup& group : change.gained.groups) {
      check.examples.push_back(&group.example);
    }
    for (const std::string& cause : change.gained.causes) check.causes.push_back(cause);
  }
  return analyzer_json(check);
}

std::string result_text(const Difference& difference, const std::string& format,
                        const Painter& paint) {
  if (format == "json") return diff_json(difference);
  return format == "human" ? diff_human(difference, paint) : analyzer_text(difference);
}

ExitCode exit_code(prove::Verdict verdict) {
  constexpr std::array kCodes{ExitCode::kYes, ExitCode::kNo, ExitCode::kUndecided};
  return kCodes[static_cast<std::size_t>(verdict)];
}

// The question whether there is new access, for another solver to answer.
ExitCode write_smt_lib(const DiffOptions& options, const Console& console) {
  Problems problems;
  std::optional<std::string> scripts;
  const auto sources = read_sources(options, problems);
  const bool snapshots = sources && (look(sources->before).is_one || look(sources->after).is_one);
  if (snapshots) {
    problems.errors.push_back({"--format smt-lib is for policies, not for account snapshots"});
  } else if (sources) {
    const prove::Asking asking = read_asking(options.asked, problems);
    if (const auto two = read_policies(options, sources->before, sources->after, problems)) {
      auto written = prove::not_wider_as_smt_lib(two->before, two->after, asking);
      if (written) {
        scripts = std::move(*written);
      } else {
        problems.errors.push_back(
            {fmt::format("can't be written as SMT-LIB: {}", written.error())});
      }
    }
  }
  const bool flawed = problems.fatal();
  print_diagnostics(std::move(problems.diagnostics), console);
  for (const Error& error : problems.errors) print_error(error, console);
  if (!scripts) return ExitCode::kUnusable;
  return write_result(*scripts, options.asked.common, console,
                      flawed ? ExitCode::kUnusable : ExitCode::kYes);
}

ExitCode diff(const DiffOptions& options) {
  const CommonOptions& common = options.asked.common;
  const Console console = open_console(common);
  if (common.format == "smt-lib") return write_smt_lib(options, console);
  Problems problems;
  const std::optional<Difference> difference = difference_of(options, problems);
  const bool flawed = problems.fatal();
  print_diagnostics(std::move(problems.diagnostics), console);
  for (const Error& error : problems.errors) print_error(error, console);
  if (!difference) return ExitCode::kUnusable;
  if (const std::string mismatch = mismatch_in(*difference); !mismatch.empty()) {
    print_error({fmt::format("this is a bug in cordon: {}", mismatch)}, console);
    return ExitCode::kUnusable;
  }
  return write_result(result_text(*difference, common.format, console.out), common, console,
                      flawed ? ExitCode::kUnusable : exit_code(difference->no_new_access()));
}

}  // namespace

RunCommand add_diff(CLI::App& command) {
  auto options = std::make_shared<DiffOptions>();
  command.add_option("OLD", options->before, "a policy, or an account snapshot")->required();
  command.add_option("NEW", options->after, "one of the same type")->required();
  add_asking_options(command, options->asked);
  options->most = kMostGroups;
  CLI::Option* groups = command.add_option(
      "--groups", options->most,
      fmt::format("at most this many groups each way (default: {})", kMostGroups));
  groups->type_name("N");
  limit_number(*groups, 1, kMostGroupsAsked);
  add_common_options(command, options->asked.common,
                     {"human", "json", "access-analyzer", "smt-lib"});
  command.footer(
      "Example:\n"
      "  cordon diff fixtures/prove/read-reports.json \\\n"
      "    fixtures/prove/read-reports-wider.json\n\n"
      "Exit status: 0 no new access, 1 new access, 2 unusable input, 3 undecided.");
  return [options] { return diff(*options); };
}

}  // namespace cordon
