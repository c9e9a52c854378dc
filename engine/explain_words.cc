#include "engine/explain_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon {
namespace {

constexpr std::size_t kLongestText = 240;  // bytes
constexpr std::size_t kMostListed = 4;

std::string written(const std::vector<Pattern::Token>& tokens) {
  std::string text;
  for (const Pattern::Token token : tokens) {
    switch (token) {
      case Pattern::kAnyOne:
      case Pattern::kAnyOneInField:
        text += '?';
        break;
      case Pattern::kAnyRun:
      case Pattern::kAnyRunInField:
        text += '*';
        break;
      default:
        text += static_cast<char>(token);
    }
  }
  return text;
}

}  // namespace

std::string in_ticks(std::string_view text) {
  if (text.size() <= kLongestText) return fmt::format("`{}`", text);
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("`{}...`", text.substr(0, end));
}

std::string list_of(const std::vector<std::string>& texts, std::string_view word) {
  const bool cut = texts.size() > kMostListed + 1;
  const std::size_t shown = cut ? kMostListed : texts.size();
  std::string list;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == texts.size();
    if (i > 0) list += last ? fmt::format(" {} ", word) : ", ";
    list += texts[i];
  }
  if (cut) list += fmt::format(" {} {} more", word, texts.size() - shown);
  return list;
}

std::string policy_text(std::string_view text, const std::optional<KeyTemplate>& with_variables,
                        const Request& request) {
  if (!with_variables) return in_ticks(text);
  const KeyTemplate::Filled filled = with_variables->fill(request);
  switch (filled.known) {
    case Truth::kTrue:
      return fmt::format("{} (here {})", in_ticks(text), in_ticks(written(filled.tokens)));
    case Truth::kUnknown:
      return fmt::format("{} (not all of its variables are told)", in_ticks(text));
    case Truth::kFalse:
      return fmt::format("{} (a variable in it has no value)", in_ticks(text));
  }
  return in_ticks(text);
}

bool is_open(const ContextKey& key, const Request& request) {
  const Attribute::Presence presence = request.attribute(key).presence;
  return presence == Attribute::Presence::kNotTold ||
         presence == Attribute::Presence::kValueNotTold;
}

void add_open_variables(const std::optional<KeyTemplate>& text, const Request& request,
                        std::vector<const ContextKey*>& keys) {
  if (!text) return;
  for (const VariableUse& use : text->variables()) {
    const auto same = [&](const ContextKey* key) { return *key == use.key; };
    if (is_open(use.key, request) && std::ranges::none_of(keys, same)) keys.push_back(&use.key);
  }
}

}  // namespace cordon
