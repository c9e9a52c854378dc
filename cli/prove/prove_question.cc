#include "cli/prove/prove_question.h"

#include <fmt/format.h>

#include <utility>

#include "cli/simulate/simulate_account.h"
#include "engine/prove/request_sets.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

std::optional<Instant> read_time(std::string_view option, const std::optional<std::string>& text,
                                 Problems& problems) {
  if (!text) return std::nullopt;
  const auto instant = parse_time(*text);
  if (instant) return *instant;
  problems.errors.push_back({fmt::format("{}: {}", option, instant.error())});
  return std::nullopt;
}

prove::Window read_window(const ProveOptions& options, const Request& request, Problems& problems) {
  if (request.at) return {.from = request.at, .to = request.at};
  const prove::Window window{.from = read_time("--from", options.from, problems),
                             .to = read_time("--until", options.to, problems)};
  if (window.from && window.to && *window.to < *window.from) {
    problems.errors.push_back({"--until is before --from"});
  }
  return window;
}

void check_actions(std::string_view option, const std::vector<std::string>& entries,
                   Problems& problems) {
  for (const std::string& entry : entries) {
    const std::string_view problem = prove::action_pattern_problem(entry);
    if (problem.empty()) continue;
    problems.errors.push_back({fmt::format("{} {}: {}", option, backticked(entry), problem)});
  }
}

void check_resources(const std::vector<std::string>& entries, Problems& problems) {
  for (const std::string& entry : entries) {
    const std::string_view problem = prove::resource_pattern_problem(entry);
    if (problem.empty()) continue;
    problems.errors.push_back({fmt::format("--resource {}: {}", backticked(entry), problem)});
  }
}

}  // namespace

prove::Asking read_asking(const ProveOptions& options, Problems& problems) {
  check_actions("--action", options.actions, problems);
  check_actions("--except", options.except, problems);
  check_resources(options.resources, problems);
  const std::string account = options.holder.resource_account.value_or("");
  if (!account.empty() && !is_account_id(account)) {
    problems.errors.push_back(
        {fmt::format("--resource-account {}: an account id is 12 digits", backticked(account))});
  }
  prove::Asking asking;
  asking.actions = options.actions;
  asking.resources = options.resources;
  asking.tolerated = options.except;
  asking.account = account;
  asking.use_catalogue = !options.no_catalogue;
  asking.limits.steps = options.budget;
  return asking;
}

std::optional<HolderQuestion> read_holder(const ProveOptions& options, Problems& problems) {
  SimulateOptions holder = options.holder;
  holder.action = "s3:GetObject";  // in the place of all
  holder.unstated = "unknown";
  std::optional<Request> request = read_request(holder, problems);
  ApplicablePolicies policies = read_policies(holder, request ? &*request : nullptr, problems);
  policies.foreign_resource_open = true;
  bool usable = request.has_value();
  if (request && holder.account) {
    usable = take_from_account(*holder.account, *request, policies, problems);
  }
  check_actions("--action", options.actions, problems);
  check_actions("--except", options.except, problems);
  check_resources(options.resources, problems);
  if (!usable) return std::nullopt;
  HolderQuestion question{situation_of(*request), std::move(policies), {.steps = options.budget}};
  question.situation.at = read_window(options, *request, problems);
  question.situation.actions = options.actions;
  question.situation.resources = options.resources;
  question.situation.tolerated = options.except;
  question.situation.use_catalogue = !options.no_catalogue;
  return problems.fatal() ? std::nullopt : std::optional(std::move(question));
}

std::expected<prove::Window, std::string> parse_when(std::string_view text) {
  constexpr std::string_view kBefore = "issued before ";
  constexpr std::string_view kFrom = "issued at or after ";
  const bool before = text.starts_with(kBefore);
  if (!before && !text.starts_with(kFrom)) {
    return std::unexpected(fmt::format(
        "{}: expected `issued before TIME` or `issued at or after TIME`", backticked(text)));
  }
  const auto instant = parse_time(text.substr(before ? kBefore.size() : kFrom.size()));
  if (!instant) return std::unexpected(instant.error());
  if (!before) return prove::Window{.from = *instant, .to = {}};
  return prove::Window{.from = {}, .to = Instant{instant->ms - 1}};
}

prove::Window read_when(const std::optional<std::string>& when, Problems& problems) {
  if (!when) return {};
  const auto window = parse_when(*when);
  if (window) return *window;
  const bool is_time = !window.error().starts_with(backticked(*when));
  problems.errors.push_back({fmt::format("--when{} {}", is_time ? ":" : "", window.error())});
  return {};
}

}  // namespace cordon
