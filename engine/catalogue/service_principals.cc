#include "engine/catalogue/service_principals.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/data_files.h"
#include "engine/catalogue/global_keys.h"
#include "engine/catalogue/regions.h"

namespace cordon::catalogue {
namespace {

constexpr std::string_view kUsualSuffix = "amazonaws.com";

// The Alexa principals have it.
constexpr std::string_view kAmazonSuffix = "amazon.com";

bool take_suffix(std::string_view& text, std::string_view suffix) {
  const std::size_t size = suffix.size() + 1;
  const bool there =
      text.size() > size && text.ends_with(suffix) && text[text.size() - size] == '.';
  if (there) text.remove_suffix(size);
  return there;
}

std::string_view take_suffix(std::string_view& text) {
  for (const Partition& partition : partitions()) {
    if (take_suffix(text, partition.dns_suffix)) return partition.dns_suffix;
  }
  return take_suffix(text, kAmazonSuffix) ? kAmazonSuffix : std::string_view{};
}

bool is_label(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && std::ranges::all_of(text, fits) && text.front() != '-' &&
         text.back() != '-';
}

bool all_labels(std::string_view text) {
  while (text.contains('.')) {
    if (!is_label(take_part(text, '.'))) return false;
  }
  return is_label(text);
}

bool is_region(std::string_view label) {
  return find_region(label) != nullptr || looks_like_region(label);
}

std::string_view take_region(std::string_view& service) {
  const std::size_t last = service.rfind('.');
  if (last == std::string_view::npos) return {};
  const std::string_view behind = service.substr(last + 1);
  if (is_region(behind)) {
    service = service.substr(0, last);
    return behind;
  }
  const std::string_view front = service.substr(0, service.find('.'));
  if (!is_region(front)) return {};
  service.remove_prefix(front.size() + 1);
  return front;
}

bool same_service(const ServicePrincipal& principal, const ServiceName& name) {
  const std::optional<ServiceName> known = parse_service_principal(principal.name);
  return known && known->service == name.service;
}

// IAM Roles Anywhere puts fields of the certificate into the session that it asks for.
bool carries_session_keys(std::string_view service_principal) {
  const auto name = parse_service_principal(service_principal);
  return name && name->service == "rolesanywhere";
}

}  // namespace

ServicePrincipal ServicePrincipal::read(std::string_view record) {
  const std::string_view name = take_part(record, '\t');
  return {.name = name, .sets_source = record == "source"};
}

Sequence<ServicePrincipal> service_principals() {
  return Sequence<ServicePrincipal>(service_principals_file());
}

std::optional<ServiceName> parse_service_principal(std::string_view text) {
  ServiceName name;
  name.suffix = take_suffix(text);
  if (name.suffix.empty() || !all_labels(text)) return std::nullopt;
  name.region = take_region(text);
  name.service = text;
  return name;
}

std::optional<ServicePrincipal> find_service_principal(std::string_view text) {
  const auto name = parse_service_principal(text);
  if (!name) return std::nullopt;
  const std::string_view suffix = name->suffix == kAmazonSuffix ? kAmazonSuffix : kUsualSuffix;
  for (const std::string_view line :
       Sequence<std::string_view>(records_from(service_principals_file(), name->service))) {
    const ServicePrincipal principal = ServicePrincipal::read(line);
    if (principal.name.ends_with(suffix) && same_service(principal, *name)) return principal;
  }
  return std::nullopt;
}

bool never_carried_by(std::string_view service_principal, std::string_view key) {
  const GlobalKey* global = find_global_key(key);
  if (global == nullptr || carries_session_keys(service_principal)) return false;
  switch (global->presence) {
    case Presence::kPrincipal:
    case Presence::kTemporary:
    case Presence::kSession:
    case Presence::kForwarded:
      return true;
    case Presence::kSigned:
      return global->form == ValueForm::kPrincipalArn;
    case Presence::kAlways:
    case Presence::kOutsideVpcEndpoint:
    case Presence::kThroughVpcEndpoint:
    case Presence::kResource:
    case Presence::kServicePrincipal:
    case Presence::kRequest:
    case Presence::kUndocumented:
      return false;
  }
  return false;
}

}  // namespace cordon::catalogue
