#include "engine/incident/trail/trail_record.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "engine/incident/trail/log_date.h"
#include "grammar/diagnostic.h"

namespace cordon::incident {
namespace {

std::string text_of(std::optional<JsonValue> object, std::string_view name) {
  const auto value = object ? object->find(name) : std::nullopt;
  return value ? std::string(value->text()) : std::string();
}

std::optional<JsonValue> inside(std::optional<JsonValue> object, std::string_view name) {
  return object ? object->find(name) : std::nullopt;
}

TrailIdentity read_identity(std::optional<JsonValue> identity) {
  const auto session = inside(identity, "sessionContext");
  const auto issuer = inside(session, "sessionIssuer");
  const auto attributes = inside(session, "attributes");
  return {.type = text_of(identity, "type"),
          .principal_id = text_of(identity, "principalId"),
          .arn = text_of(identity, "arn"),
          .account = text_of(identity, "accountId"),
          .access_key_id = text_of(identity, "accessKeyId"),
          .user_name = text_of(identity, "userName"),
          .invoked_by = text_of(identity, "invokedBy"),
          .issuer_arn = text_of(issuer, "arn"),
          .issuer_id = text_of(issuer, "principalId"),
          .source_identity = text_of(session, "sourceIdentity"),
          .created = parse_log_date(text_of(attributes, "creationDate")),
          .mfa = text_of(attributes, "mfaAuthenticated") == "true",
          .ec2_delivery = !text_of(session, "ec2RoleDelivery").empty(),
          .assumed_root = text_of(session, "assumedRoot") == "true"};
}

// `sts:AssumeRole` of `sts.amazonaws.com` and `AssumeRole`; `lambda:AddPermission` of
// `AddPermission20150331v2`, which is what Lambda's log calls it.
std::string call_name(std::string_view source, std::string_view name) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::size_t kDate = 8;
  const std::size_t version = name.find_last_not_of(kDigits);
  if (version != std::string_view::npos && name[version] == 'v' && version + 1 < name.size()) {
    const std::string_view before = name.substr(0, version);
    const std::size_t date = before.find_last_not_of(kDigits) + 1;
    if (before.size() - date == kDate) name = before.substr(0, date);
  } else if (name.size() > kDate && name.size() - version - 1 == kDate) {
    name = name.substr(0, version + 1);
  }
  return fmt::format("{}:{}", source.substr(0, source.find('.')), name);
}

}  // namespace

std::optional<JsonValue> TrailRecord::member(std::string_view name) const {
  const auto root = json.root();
  return root ? root->find(name) : std::nullopt;
}

std::expected<TrailRecord, std::string> read_trail_record(std::string_view text,
                                                          RecordPlace place) {
  TrailRecord record;
  record.place = place;
  record.json = read_json(std::make_shared<Source>("", std::string(text)));
  if (!record.json.root()) {
    return std::unexpected(
        fmt::format("it is not JSON: {}", record.json.diagnostics.front().message));
  }
  const std::string time = record.text("eventTime");
  const auto at = parse_log_date(time);
  if (!at) return std::unexpected(fmt::format("its `eventTime` is no time: {}", backticked(time)));
  record.at = *at;
  record.event_id = record.text("eventID");
  record.shared_event_id = record.text("sharedEventID");
  record.call = call_name(record.text("eventSource"), record.text("eventName"));
  record.address = record.text("sourceIPAddress");
  record.error = record.text("errorCode");
  record.read_only = record.text("readOnly") == "true";
  record.from_console = record.text("sessionCredentialFromConsole") == "true";
  record.who = read_identity(record.member("userIdentity"));
  record.account = record.text("recipientAccountId");
  if (record.account.empty()) record.account = record.who.account;
  return record;
}

}  // namespace cordon::incident
