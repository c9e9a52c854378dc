#include "cli/simulate/simulate_request.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "engine/credential.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

class RequestBuilder {
 public:
  RequestBuilder(const SimulateOptions& options, Problems& problems)
      : options_(options), problems_(problems) {}

  std::optional<Request> build() {
    const std::size_t before = problems_.errors.size();
    std::optional<Caller> caller = principal();
    check_action();
    check_resource();
    std::optional<Credential> credential = caller ? read_credential(*caller) : std::nullopt;
    const std::optional<Instant> at = time("--at", options_.at);
    std::expected<RequestContext, Error> context = read_context(options_.context);
    if (!context) problems_.errors.push_back(std::move(context.error()));
    if (problems_.errors.size() > before) return std::nullopt;
    Request request(*std::move(caller), std::move(credential), *options_.action, options_.resource);
    request.at = at;
    request.told_resource_account = options_.resource_account.value_or("");
    request.context = *std::move(context);
    request.unstated = options_.unstated == "unknown" ? Unstated::kOpen : Unstated::kAbsent;
    return request;
  }

 private:
  void report(std::string message) { problems_.errors.push_back({std::move(message)}); }

  std::optional<Caller> principal() {
    if (!options_.principal) {
      report("--principal is missing: the ARN of who asks, or * for anybody");
      return std::nullopt;
    }
    auto caller = parse_principal(*options_.principal);
    if (caller) return *std::move(caller);
    report("--" + caller.error());  // which begins with `principal`
    return std::nullopt;
  }

  void check_action() {
    if (!options_.action) return report("--action is missing: one action, such as s3:GetObject");
    const std::string_view problem = action_problem(*options_.action);
    if (!problem.empty()) {
      report(fmt::format("--action {}: {}", backticked(*options_.action), problem));
    }
  }

  void check_resource() {
    if (options_.resource != "*" && !split_arn(options_.resource)) {
      report(
          fmt::format("--resource {}: expected an ARN with its six fields, or * for an action "
                      "that takes no resource",
                      backticked(options_.resource)));
    }
    if (options_.resource_account && !is_account_id(*options_.resource_account)) {
      report(fmt::format("--resource-account {}: an account id is 12 digits",
                         backticked(*options_.resource_account)));
    }
  }

  std::optional<Instant> time(std::string_view option, const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    const auto instant = parse_time(*text);
    if (instant) return *instant;
    report(fmt::format("{}: {}", option, instant.error()));
    return std::nullopt;
  }

  std::optional<Credential> read_credential(const Caller& caller) {
    std::optional<Credential> credential = default_credential(caller);
    if (options_.credential) {
      const auto kind = credential_kind(*options_.credential);
      if (!kind) return std::nullopt;
      const std::string wrong = mismatch(*kind, caller);
      if (!wrong.empty()) report("--credential: " + wrong);
      credential = Credential{.kind = *kind};
    }
    const auto issued = time("--issued", options_.issued);
    const auto expires = time("--expires", options_.expires);
    const auto mfa_at = time("--mfa-at", options_.mfa_at);
    check_fit(credential, caller);
    if (!credential) return std::nullopt;
    if (issued) credential->issued = issue_time(*issued);
    credential->expires = expires;
    credential->mfa_at = mfa_at;
    credential->source_identity = options_.source_identity;
    if (issued && expires && *expires <= *issued) report("--expires is not after --issued");
    return credential;
  }

  std::optional<CredentialKind> credential_kind(std::string_view name) {
    const auto kind = credential_kind_from(name);
    if (kind) return kind;
    const auto near = nearest(name, kCredentialKindNames);
    report(fmt::format(
        "--credential: unknown kind {}, {}", backticked(name),
        near ? fmt::format("did you mean `{}`?", *near)
             : fmt::format("expected one of {}", fmt::join(kCredentialKindNames, ", "))));
    return std::nullopt;
  }

  // What is said about a credential has to be something that its kind has: an option without effect
  // would make a wrong question look answered.
  void check_fit(const std::optional<Credential>& credential, const Caller& caller) {
    const bool is_key = credential && credential->kind == CredentialKind::kAccessKey;
    const bool issued_at_all = credential && !is_key;
    const auto check = [&](std::string_view option, const std::optional<std::string>& text,
                           bool fits) {
      if (!text || fits) return;
      report(fmt::format(
          "{} is not for {}{}", option,
          credential ? fmt::format("a credential of kind `{}`", to_string(credential->kind))
                     : fmt::format("a caller without a credential ({})", describe(caller.kind)),
          is_key && !options_.credential ? ", which is taken without --credential" : ""));
    };
    check("--issued", options_.issued, issued_at_all);
    check("--expires", options_.expires, issued_at_all);
    check("--mfa-at", options_.mfa_at, issued_at_all);
    check("--source-identity", options_.source_identity,
          credential && is_role_session(credential->kind));
  }

  const SimulateOptions& options_;
  Problems& problems_;
};

// The parts of `KEY=VALUE`.
struct Assignment {
  std::string_view key;
  std::optional<std::string_view> value;  // none: `KEY[]`
  bool is_list = false;
};

std::optional<Assignment> split_assignment(std::string_view text) {
  constexpr std::string_view kList = "[]";
  const std::size_t equals = text.find('=');
  Assignment assignment{.key = text.substr(0, equals), .value = std::nullopt};
  if (equals != std::string_view::npos) assignment.value = text.substr(equals + 1);
  if (assignment.key.ends_with(kList)) {
    assignment.is_list = true;
    assignment.key.remove_suffix(kList.size());
  }
  if (assignment.key.empty() || (!assignment.value && !assignment.is_list)) return std::nullopt;
  return assignment;
}

}  // namespace

std::string_view action_problem(std::string_view action) {
  if (action.find_first_of("*?") != std::string_view::npos) {
    return "a request names one action, without wildcards";
  }
  const std::size_t colon = action.find(':');
  const bool has_two_parts = colon != std::string_view::npos && colon > 0 &&
                             colon + 1 < action.size() &&
                             action.find(':', colon + 1) == std::string_view::npos;
  const bool has_blanks = action.find_first_of(" \t\r\n") != std::string_view::npos;
  return has_two_parts && !has_blanks ? "" : "expected `service:name`, such as `s3:GetObject`";
}

std::expected<RequestContext, Error> read_context(const std::vector<std::string>& texts) {
  RequestContext context;
  for (const std::string& text : texts) {
    const auto assignment = split_assignment(text);
    if (!assignment) {
      return std::unexpected(
          Error{fmt::format("--context {}: expected KEY=VALUE, such as aws:SourceIp=198.51.100.7",
                            backticked(text))});
    }
    ContextEntry entry{.key = ContextKey(assignment->key), .values = {}};
    if (const ContextEntry* before = context.find(entry.key)) {
      entry = *before;
      entry.multivalued = true;
    }
    entry.multivalued = entry.multivalued || assignment->is_list;
    if (assignment->value) entry.values.emplace_back(*assignment->value);
    context.set(std::move(entry));
  }
  return context;
}

std::optional<Request> read_request(const SimulateOptions& options, Problems& problems) {
  return RequestBuilder(options, problems).build();
}

}  // namespace cordon
