#include "cli/simulate/simulate_options.h"

#include <CLI/CLI.hpp>
#include <array>

#include "cli/case_reader.h"
#include "engine/credential.h"

namespace cordon {
namespace {

constexpr unsigned kMostJobs = 256;

template <class Names>
std::vector<std::string> words(const Names& names) {
  return {names.begin(), names.end()};
}

// A request needs these; a batch, where there can be one, has its own in every line.
class OneRequest {
 public:
  OneRequest(CLI::App& command, CLI::Option* batch) : command_(command), batch_(batch) {}

  template <class T>
  CLI::Option* add(std::string_view group, const std::string& name, T& value,
                   const std::string& type, const std::string& description) {
    CLI::Option* option = command_.add_option(name, value, description);
    option->type_name(type)->group(std::string(group));
    if (batch_ != nullptr) option->excludes(batch_);
    return option;
  }

 private:
  CLI::App& command_;
  CLI::Option* batch_;
};

constexpr std::string_view kRequestGroup = "The request";

void add_principal(OneRequest& one, SimulateOptions& options) {
  one.add(kRequestGroup, "--principal", options.principal, "ARN",
          "who asks: a user, role, assumed-role session, federated user, account root or AWS "
          "service; * is anonymous");
}

void add_asked(OneRequest& one, SimulateOptions& options) {
  one.add(kRequestGroup, "--action", options.action, "ACTION", "what for, such as s3:GetObject");
  one.add(kRequestGroup, "--resource", options.resource, "ARN",
          "on what (default: *, no resource in particular)");
}

void add_circumstances(OneRequest& one, SimulateOptions& options) {
  constexpr std::string_view kGroup = kRequestGroup;
  one.add(kGroup, "--resource-account", options.resource_account, "ID",
          "the account that owns it (default: the one in its ARN, else the principal's)");
  one.add(kGroup, "--at", options.at, "TIME",
          "when: RFC 3339 with an offset; the clock of this machine is never asked");
  one.add(kGroup, "--context", options.context, "KEY=VALUE",
          "a condition key; given again it becomes a list, KEY[]=VALUE is a list of one, KEY= the "
          "empty text")
      ->allow_extra_args(false);
}

void add_credential(OneRequest& one, SimulateOptions& options) {
  constexpr std::string_view kGroup = "What signs it";
  one.add(kGroup, "--credential", options.credential, "KIND",
          "access-key, console-password, get-session-token, get-federation-token, assume-role, "
          "assume-role-with-saml, assume-role-with-web-identity, instance-profile, assume-root or "
          "service");
  one.add(kGroup, "--issued", options.issued, "TIME", "when it was issued");
  one.add(kGroup, "--expires", options.expires, "TIME", "when it ends");
  one.add(kGroup, "--mfa-at", options.mfa_at, "TIME", "when MFA was used to get it");
  one.add(kGroup, "--source-identity", options.source_identity, "TEXT",
          "the source identity of a role session");
}

void add_policies(OneRequest& one, SimulateOptions& options) {
  constexpr std::string_view kGroup = "The policies";
  one.add(kGroup, "--identity", options.identity, "FILE...", "identity-based policies");
  one.add(kGroup, "--boundary", options.boundary, "FILE", "the permissions boundary");
  one.add(kGroup, "--session-policy", options.session, "FILE...", "session policies");
  one.add(kGroup, "--resource-policy", options.resource_policy, "FILE",
          "the resource's own policy; of a role, its trust policy");
  one.add(kGroup, "--scp", options.scps, "LEVEL=FILE",
          "a service control policy; LEVEL is a number or a name, root first")
      ->allow_extra_args(false);
  one.add(kGroup, "--rcp", options.rcps, "LEVEL=FILE", "a resource control policy, likewise")
      ->allow_extra_args(false);
  one.add(kGroup, "--endpoint-policy", options.endpoint, "FILE", "the VPC endpoint's policy");
  one.add(kGroup, "--account", options.account, "FILE",
          "an account snapshot (get-account-authorization-details): the principal's policies, "
          "groups, boundary, tags and id are taken from it");
}

}  // namespace

void add_holder_options(CLI::App& command, SimulateOptions& options) {
  OneRequest one(command, nullptr);
  add_principal(one, options);
  add_circumstances(one, options);
  add_credential(one, options);
  add_policies(one, options);
}

void add_simulate_options(CLI::App& command, SimulateOptions& options) {
  CLI::Option* batch =
      command.add_option("--batch", options.batch, "decide a stream of case documents, one a line");
  batch->type_name("FILE")->group("A stream of requests");
  CLI::Option* jobs =
      command.add_option("--jobs", options.jobs, "workers for --batch (default: 1)");
  jobs->type_name("N")->group("A stream of requests")->needs(batch);
  limit_number(*jobs, 1, kMostJobs);
  OneRequest one(command, batch);
  add_principal(one, options);
  add_asked(one, options);
  add_circumstances(one, options);
  add_credential(one, options);
  add_policies(one, options);
  add_word_option(command, "--unstated", options.unstated, {"absent", "unknown"},
                  "what a condition key is that the request does not state (default: absent)");
  add_word_option(command, "--expect", options.expect, words(kExpectationNames),
                  "exit with 1 unless this is what comes out");
  CLI::Option* trace =
      command.add_flag("--trace", options.trace, "every statement, and why it matched or not");
  for (CLI::Option* option :
       {command.get_option("--unstated"), command.get_option("--expect"), trace}) {
    option->group("The decision");
  }
  trace->excludes(batch);
  command.get_option("--expect")->excludes(batch);
  add_common_options(command, options.common);
  command.footer(
      "Example:\n"
      "  cordon simulate --principal arn:aws:iam::111122223333:user/alice \\\n"
      "    --action s3:GetObject --resource arn:aws:s3:::reports/2024.csv \\\n"
      "    --identity fixtures/policy-tests/policies/read-reports.json \\\n"
      "    --context aws:SourceIp=203.0.113.9\n\n"
      "A policy file of - is standard input. Exit status: 0 decided (with --expect: as\n"
      "expected), 1 not as expected, 2 unusable input.");
}

}  // namespace cordon
