// What the user typed behind `cordon simulate`, as texts, and the declaration of its options. What
// the texts mean is simulate_request.h's business.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/common_options.h"

namespace CLI {
class App;
}

namespace cordon {

struct SimulateOptions {
  CommonOptions common;

  // The request. No value: not given.
  std::optional<std::string> principal;
  std::optional<std::string> action;
  std::string resource = "*";
  std::optional<std::string> resource_account;
  std::optional<std::string> at;
  std::vector<std::string> context;  // KEY=VALUE

  // What signs it.
  std::optional<std::string> credential;
  std::optional<std::string> issued;
  std::optional<std::string> expires;
  std::optional<std::string> mfa_at;
  std::optional<std::string> source_identity;

  // The policies: paths, of the organization's LEVEL=PATH.
  std::vector<std::string> identity;
  std::optional<std::string> boundary;
  std::vector<std::string> session;
  std::optional<std::string> resource_policy;
  std::vector<std::string> scps;
  std::vector<std::string> rcps;
  std::optional<std::string> endpoint;
  std::optional<std::string> account;

  // How it is decided and shown.
  std::string unstated = "absent";
  std::optional<std::string> expect;
  bool trace = false;

  // A stream of requests in the place of one.
  std::optional<std::string> batch;
  unsigned jobs = 1;
};

/// The options of a request without what it asks for: who asks, with what credential, when, in what
/// context, under which policies. `options` must outlive the parsing.
void add_holder_options(CLI::App& command, SimulateOptions& options);

/// `options` must outlive the parsing.
void add_simulate_options(CLI::App& command, SimulateOptions& options);

}  // namespace cordon
