// One request, as AWS would see it: who asks, with what credential, for which action on which
// resource, when, and in what context. Keys that follow from the rest are derived on demand, never
// copied into the context.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/caller.h"
#include "engine/context.h"
#include "engine/credential.h"

namespace cordon {

/// What a key that a request does not mention is taken to be.
enum class Unstated : std::uint8_t {
  kAbsent,  // absent, as in AWS's simulator; listed as missing
  kOpen,    // absent or of any value: three-valued (semantics.md 0.3)
};

class Request {
 public:
  Request(Caller caller, std::optional<Credential> credential, std::string_view action,
          std::string resource);

  /// The same request for something else.
  void ask(std::string_view action, std::string resource);

  [[nodiscard]] const Caller& caller() const { return caller_; }
  [[nodiscard]] const std::optional<Credential>& credential() const { return credential_; }
  [[nodiscard]] std::string_view action() const { return action_; }              // as written
  [[nodiscard]] std::string_view action_lower() const { return action_lower_; }  // compared
  /// The service prefix of the action, in lower case.
  [[nodiscard]] std::string_view service() const;
  /// An ARN, or `*` for an action that takes no resource.
  [[nodiscard]] const std::string& resource() const { return resource_; }
  /// Told, or the account field of the ARN, or the caller's account (cli.md). Empty when none is
  /// known.
  [[nodiscard]] std::string_view resource_account() const;

  /// What the request has for a key.
  [[nodiscard]] Attribute attribute(const ContextKey& key) const;

  std::optional<Instant> at;
  std::string told_resource_account;  // empty: not told
  RequestContext context;
  Unstated unstated = Unstated::kAbsent;
  /// Nothing is derived: what the context does not say is absent (cli.md `contextComplete`).
  bool context_complete = false;

 private:
  [[nodiscard]] Attribute derived(const ContextKey& key) const;
  [[nodiscard]] Attribute unstated_attribute() const;
  [[nodiscard]] Attribute time_of_request() const;
  [[nodiscard]] Attribute token_issue_time() const;
  [[nodiscard]] Attribute mfa_present() const;
  [[nodiscard]] Attribute mfa_age() const;
  [[nodiscard]] Attribute principal_tag(const ContextKey& key) const;
  [[nodiscard]] Attribute source_identity() const;

  Caller caller_;
  std::optional<Credential> credential_;
  std::string action_;
  std::string action_lower_;
  std::string resource_;
};

}  // namespace cordon
