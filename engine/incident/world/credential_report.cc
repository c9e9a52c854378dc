#include "engine/incident/world/credential_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "grammar/arn.h"
#include "grammar/csv.h"
#include "grammar/object_reader.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

// An account has 5,000 users at the most (IAM and STS quotas).
constexpr std::size_t kMostUsers = 100'000;
constexpr std::size_t kMostDiagnostics = 100;

constexpr std::string_view kHowToPrint =
    "give the CSV that `aws iam get-credential-report --query Content --output text | base64 -d` "
    "prints, or the JSON of the command";

constexpr std::array<std::string_view, 3> kNothingTold{"N/A", "no_information", "not_supported"};

class ReportReader {
 public:
  ReportReader(SourcePtr csv, std::string_view account)
      : account_(account), rows_(csv, result_.diagnostics) {
    result_.report.source = std::move(csv);
  }

  ReportedCredentialsResult read() {
    CsvRow row;
    if (!rows_.next(row) || !read_header(row)) {
      if (result_.diagnostics.empty()) report_no_table();
      return std::move(result_);
    }
    while (rows_.next(row)) {
      if (result_.report.users.size() == kMostUsers) {
        report(row.span, fmt::format("more than {} users: the rest is not read", kMostUsers));
        break;
      }
      read_user(row);
    }
    cut_diagnostics();
    return std::move(result_);
  }

 private:
  void report(Span span, std::string message, std::string help = {}) {
    result_.diagnostics.push_back(
        {Severity::kError, result_.report.source, span, std::move(message), std::move(help)});
  }

  void report_no_table() {
    report({}, "this is no credential report: it is empty", std::string(kHowToPrint));
  }

  // Columns are known by name: AWS has added some since.
  bool read_header(const CsvRow& row) {
    std::vector<const CsvCell*> again;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!columns_.emplace(row.cells[i].text, i).second) again.push_back(&row.cells[i]);
    }
    width_ = row.cells.size();
    for (const std::string_view name : {"user", "arn"}) {
      if (columns_.contains(std::string(name))) continue;
      report(row.span,
             fmt::format("this is no credential report: the first line has no column `{}`", name),
             std::string(kHowToPrint));
      return false;
    }
    for (const CsvCell* cell : again) {
      report(cell->span, fmt::format("the column {} stands twice: the first one counts",
                                     backticked(cell->text)));
    }
    return true;
  }

  [[nodiscard]] const CsvCell* cell(const CsvRow& row, std::string_view column) const {
    const auto found = columns_.find(std::string(column));
    return found == columns_.end() ? nullptr : &row.cells[found->second];
  }

  void read_user(const CsvRow& row) {
    if (row.cells.size() != width_) {
      report(row.span, fmt::format("{} fields where the first line has {}: the line is not read",
                                   row.cells.size(), width_));
      return;
    }
    const CsvCell& name = *cell(row, "user");
    const CsvCell& arn = *cell(row, "arn");
    const auto fields = split_arn(arn.text);
    if (!fields || fields->service != "iam" || !is_account_id(fields->account)) {
      report(arn.span,
             fmt::format("{} is no ARN of a user: the line is not read", backticked(arn.text)));
      return;
    }
    if (!is_wanted(arn, fields->account)) return;
    if (!seen_.insert(arn.text).second) {
      report(name.span,
             fmt::format("user {} is listed twice: the first one counts", backticked(name.text)));
      return;
    }
    add(row, {.name = name.text,
              .arn = arn.text,
              .account = std::string(fields->account),
              .span = name.span});
  }

  bool is_wanted(const CsvCell& arn, std::string_view account) {
    if (account_.empty() || account == account_) return true;
    if (!std::exchange(foreign_reported_, true)) {
      report(arn.span, fmt::format("this belongs to account {}, but the report is given for "
                                   "account {}",
                                   account, account_));
    }
    return false;
  }

  void add(const CsvRow& row, ReportedUser user) {
    user.created = time(cell(row, "user_creation_time"));
    user.password = boolean(cell(row, "password_enabled"));
    user.password_changed = time(cell(row, "password_last_changed"));
    user.mfa = boolean(cell(row, "mfa_active"));
    user.keys = {boolean(cell(row, "access_key_1_active")),
                 boolean(cell(row, "access_key_2_active"))};
    result_.report.users.push_back(std::move(user));
  }

  static bool says_nothing(const CsvCell* cell) {
    return cell == nullptr || std::ranges::find(kNothingTold, cell->text) != kNothingTold.end();
  }

  Reported<bool> boolean(const CsvCell* cell) {
    if (says_nothing(cell)) return {.value = std::nullopt, .span = {}};
    const bool yes = equals_ignoring_ascii_case(cell->text, "true");
    if (yes || equals_ignoring_ascii_case(cell->text, "false")) {
      return {.value = yes, .span = cell->span};
    }
    report(cell->span, fmt::format("expected TRUE or FALSE, found {}: it is taken as not told",
                                   backticked(cell->text)));
    return {.value = std::nullopt, .span = {}};
  }

  Reported<Instant> time(const CsvCell* cell) {
    if (says_nothing(cell)) return {.value = std::nullopt, .span = {}};
    const auto instant = parse_time(cell->text);
    if (instant) return {.value = *instant, .span = cell->span};
    report(cell->span, fmt::format("{}: it is taken as not told", instant.error()));
    return {.value = std::nullopt, .span = {}};
  }

  // A file of the wrong kind has something wrong in each of its lines.
  void cut_diagnostics() {
    Diagnostics& all = result_.diagnostics;
    if (all.size() <= kMostDiagnostics) return;
    const std::size_t more = all.size() - kMostDiagnostics;
    const Span first = all[kMostDiagnostics].span;
    all.resize(kMostDiagnostics);
    report(first, fmt::format("{} more problems in this report", more));
  }

  std::string account_;
  ReportedCredentialsResult result_;
  CsvReader rows_;
  std::unordered_map<std::string, std::size_t> columns_;
  std::size_t width_ = 0;
  std::unordered_set<std::string> seen_;
  bool foreign_reported_ = false;
};

ReportedCredentialsResult refused(JsonValue value, std::string message) {
  return {.report = {.source = value.source(), .users = {}},
          .diagnostics = {{Severity::kError, value.source(), value.span(), std::move(message),
                           std::string(kHowToPrint)}}};
}

}  // namespace

std::size_t ReportedUser::active_keys() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(keys, [](const auto& key) { return key.value.value_or(false); }));
}

ReportedCredentialsResult read_credential_report(SourcePtr csv, std::string_view account) {
  return ReportReader(std::move(csv), account).read();
}

ReportedCredentialsResult read_credential_report(JsonValue envelope, std::string_view account) {
  const auto content = envelope.find("Content");
  if (!content || !content->is(JsonKind::kString)) {
    return refused(envelope, "this is no credential report: expected an object with `Content`");
  }
  const auto format = envelope.find("ReportFormat");
  if (format && !(format->is(JsonKind::kString) && format->text() == "text/csv")) {
    return refused(*format, "`ReportFormat` has to be `text/csv`");
  }
  auto csv = base64_decode(content->text());
  if (!csv) return refused(*content, "`Content` has to be base64");
  return read_credential_report(
      std::make_shared<Source>(envelope.source()->name(), std::move(*csv),
                               EmbeddedIn{envelope.source(), content->span()}),
      account);
}

}  // namespace cordon::incident
