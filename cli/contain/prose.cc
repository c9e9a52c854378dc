#include <algorithm>

#include "cli/contain/sections.h"

namespace cordon {
namespace {

void add(Text& text, Tone tone, std::string_view piece) {
  if (piece.empty()) return;
  if (!text.empty() && text.back().tone == tone) {
    text.back().text += piece;
  } else {
    text.push_back({tone, std::string(piece)});
  }
}

// `s3:GetObject`
bool is_call(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == word.size()) return false;
  const auto is_lower = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::string_view name = word.substr(colon + 1);
  return is_lower(word.front()) && is_letter(name.front()) && !name.contains(':');
}

bool is_name(std::string_view word) {
  return word.starts_with("arn:") || is_call(word) || word.contains('@') || word.contains("://") ||
         word.starts_with("www.");
}

// A word without the marks that a sentence puts around it.
void add_word(Text& text, std::string_view word) {
  const std::size_t begin = std::min(word.find_first_not_of('('), word.size());
  const std::size_t last = word.find_last_not_of(",;:.)");
  const std::size_t end = last == std::string_view::npos ? begin : std::max(begin, last + 1);
  const std::string_view inside = word.substr(begin, end - begin);
  add(text, Tone::kWords, word.substr(0, begin));
  add(text, is_name(inside) ? Tone::kName : Tone::kWords, inside);
  add(text, Tone::kWords, word.substr(end));
}

void add_words(Text& text, std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    add_word(text, words.substr(0, end));
    if (end < words.size()) add(text, Tone::kWords, " ");
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

}  // namespace

Text prose(std::string_view sentence) {
  Text text;
  while (true) {
    const std::size_t open = sentence.find('`');
    const std::size_t close = open == std::string_view::npos ? open : sentence.find('`', open + 1);
    if (close == std::string_view::npos) break;
    add_words(text, sentence.substr(0, open));
    text.push_back({Tone::kName, std::string(sentence.substr(open + 1, close - open - 1))});
    sentence.remove_prefix(close + 1);
  }
  add_words(text, sentence);
  return text;
}

}  // namespace cordon
