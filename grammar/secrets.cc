#include "grammar/secrets.h"

#include <algorithm>
#include <array>

#include "grammar/text.h"

namespace cordon {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

constexpr std::array<std::string_view, 13> kSecretEndings{
    "secretaccesskey", "secretkey",   "sessiontoken",      "securitytoken", "password",
    "passwd",          "passphrase",  "privatekey",        "samlassertion", "identitytoken",
    "clientsecret",    "signintoken", "authorizationtoken"};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view what) {
  return std::min(text.find_first_not_of(what, at), text.size());
}

/// Where a quoted value ends: at the quote that opened it, which may itself be escaped when JSON
/// stands inside of a JSON string (`\"key\": \"value\"`).
std::size_t end_of_quoted(std::string_view line, std::size_t open) {
  const char quote_mark = line[open];
  const bool escaped = open > 0 && line[open - 1] == '\\';
  for (std::size_t at = open + 1; at < line.size(); ++at) {
    if (line[at] != '\\') {
      if (line[at] == quote_mark) return at;
    } else if (escaped && at + 1 < line.size() && line[at + 1] == quote_mark) {
      return at;
    } else {
      ++at;
    }
  }
  return line.size();
}

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The value that follows a member's name at `at` (just behind the name); empty when no colon or
/// equals sign follows.
Stretch value_behind(std::string_view line, std::size_t at) {
  at = skip(line, at, "\\\"'");
  at = skip(line, at, " \t");
  if (at == line.size() || (line[at] != ':' && line[at] != '=')) return {};
  at = skip(line, at + 1, " \t\\");
  if (at == line.size()) return {};
  if (line[at] == '"' || line[at] == '\'') return {at + 1, end_of_quoted(line, at)};
  if (line[at] == '[' || line[at] == '{') return {at, line.size()};
  return {at, std::min(line.find_first_of(",}] \t\r", at), line.size())};
}

std::size_t indentation(std::string_view line) { return skip(line, 0, " \t"); }

/// `secretAccessKey:` with nothing behind it but what opens a value on the next line.
bool opens_secret(std::string_view line) {
  const std::size_t colon = line.find_last_of(':');
  if (colon == kNone) return false;
  const std::size_t rest = skip(line, colon + 1, " \t\r|>+-\"'[{123456789");
  if (rest != line.size()) return false;
  std::size_t end = colon;
  while (end > 0 && !is_name_character(line[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_name_character(line[begin - 1])) --begin;
  return names_secret(line.substr(begin, end - begin));
}

}  // namespace

bool names_secret(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') plain += ascii_lower(c);
  }
  return std::ranges::any_of(kSecretEndings,
                             [&](std::string_view ending) { return plain.ends_with(ending); });
}

std::string blot_secrets(std::string_view line) {
  std::string blotted(line);
  for (std::size_t at = 0; at < line.size();) {
    if (!is_name_character(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && is_name_character(line[end])) ++end;
    if (names_secret(line.substr(at, end - at))) {
      const Stretch value = value_behind(line, end);
      std::fill(blotted.begin() + static_cast<std::ptrdiff_t>(value.begin),
                blotted.begin() + static_cast<std::ptrdiff_t>(value.end), '*');
      end = std::max(end, value.end);
    }
    at = end;
  }
  return blotted;
}

bool continues_secret(const Source& source, std::uint32_t line) {
  constexpr std::uint32_t kFarthest = 200;  // a private key has some fifty lines
  const std::size_t indent = indentation(source.line(line));
  for (std::uint32_t back = 1; back < line && back <= kFarthest; ++back) {
    const std::string_view before = source.line(line - back);
    if (before.find_first_not_of(" \t\r") == kNone) continue;
    if (opens_secret(before)) return indentation(before) < indent || back == 1;
    if (indentation(before) < indent) return false;
  }
  return false;
}

std::string blotted_line(const Source& source, std::uint32_t number) {
  const std::string_view line = source.line(number);
  if (continues_secret(source, number)) {
    const std::size_t indent = indentation(line);
    return std::string(line.substr(0, indent)) + std::string(line.size() - indent, '*');
  }
  return blot_secrets(line);
}

}  // namespace cordon
