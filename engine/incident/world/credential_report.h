// The credential report of an account: the table of `aws iam get-credential-report`, as CSV or in
// that command's JSON envelope. It says of each user which credentials there are, by number and not
// by id, and it may be four hours old: so it never makes a credential look deader than the snapshot
// and the events do. What it can't settle is told (IAM User Guide, "Getting credential reports").
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/incident/incident.h"
#include "grammar/date_time.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

/// A field that may say nothing (`N/A`, `no_information`, `not_supported`, or no such column).
template <class T>
struct Reported {
  std::optional<T> value;
  Span span{};
};

struct ReportedUser {
  std::string name;
  std::string arn;
  std::string account;
  Span span;  // of the name
  Reported<Instant> created;
  Reported<bool> password;
  Reported<Instant> password_changed;
  Reported<bool> mfa;
  std::array<Reported<bool>, 2> keys;  // whether each is active; an inactive one may not exist

  [[nodiscard]] bool is_root() const { return arn.ends_with(":root"); }
  [[nodiscard]] std::size_t active_keys() const;
};

struct ReportedCredentials {
  SourcePtr source;
  std::vector<ReportedUser> users;
};

struct ReportedCredentialsResult {
  ReportedCredentials report;
  Diagnostics diagnostics;
};

/// The CSV. `account` is the id under which the report was given, or empty.
[[nodiscard]] ReportedCredentialsResult read_credential_report(SourcePtr csv,
                                                               std::string_view account);
/// `{"Content": "…base64…", "ReportFormat": "text/csv", "GeneratedTime": …}`.
[[nodiscard]] ReportedCredentialsResult read_credential_report(JsonValue envelope,
                                                               std::string_view account);

/// Adds to the snapshot what the report tells, and reports what does not go together with the
/// snapshot and the credentials held. To be called once these are complete.
void use_credential_report(const ReportedCredentials& report, Incident& incident,
                           Diagnostics& diagnostics);

}  // namespace cordon::incident
