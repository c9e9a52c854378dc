#include "cli/prove/prove_question.h"

#include <fmt/format.h>

#include <utility>

#include "cli/simulate/simulate_account.h"
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

// An entry of an Action element, as `--action` takes it.
void check_actions(std::string_view option, const std::vector<std::string>& entries,
                   Problems& problems) {
  for (const std::string& entry : entries) {
    const std::size_t colon = entry.find(':');
    const bool fits =
        entry == "*" || (colon != std::string::npos && colon > 0 && colon + 1 < entry.size() &&
                         entry.find_first_of(" \t") == std::string::npos);
    if (fits) continue;
    problems.errors.push_back({fmt::format(
        "{} {}: expected `service:name`, such as `s3:Get*`, or `*`", option, backticked(entry))});
  }
}

void check_resources(const std::vector<std::string>& entries, Problems& problems) {
  for (const std::string& entry : entries) {
    if (entry == "*" || split_arn(entry)) continue;
    problems.errors.push_back({fmt::format(
        "--resource {}: expected an ARN with its six fields, or `*`", backticked(entry))});
  }
}

prove::Situation situation_of(const Request& request) {
  return {.caller = request.caller(),
          .other_than = {},
          .credential = request.credential(),
          .issued = {},
          .at = {},
          .context = request.context.entries(),
          .resource_account = request.told_resource_account,
          .actions = {},
          .resources = {},
          .tolerated = {},
          .options = {}};
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
  HolderQuestion question{situation_of(*request), std::move(policies)};
  question.situation.at = read_window(options, *request, problems);
  question.situation.actions = options.actions;
  question.situation.resources = options.resources;
  question.situation.tolerated = options.except;
  question.situation.use_catalogue = !options.no_catalogue;
  return problems.fatal() ? std::nullopt : std::optional(std::move(question));
}

prove::Window read_when(const std::optional<std::string>& when, Problems& problems) {
  if (!when) return {};
  constexpr std::string_view kBefore = "issued before ";
  constexpr std::string_view kFrom = "issued at or after ";
  const std::string_view text = *when;
  const bool before = text.starts_with(kBefore);
  if (!before && !text.starts_with(kFrom)) {
    problems.errors.push_back(
        {fmt::format("--when {}: expected `issued before TIME` or `issued at or after TIME`",
                     backticked(text))});
    return {};
  }
  const std::string time(text.substr(before ? kBefore.size() : kFrom.size()));
  const auto instant = read_time("--when", time, problems);
  if (!instant) return {};
  if (!before) return {.from = instant, .to = {}};
  return {.from = {}, .to = Instant{instant->ms - 1}};
}

}  // namespace cordon
