#include "grammar/variable.h"

#include <fmt/format.h>

#include <algorithm>
#include <expected>

namespace cordon {
namespace {

using Kind = TemplateProblem::Kind;

constexpr std::string_view kOpen = "${";
constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::string_view kBlanks = " \t\r\n\f\v";

bool has_blank(std::string_view text) { return text.find_first_of(kBlanks) != kNowhere; }
bool is_blank(std::string_view text) { return text.find_first_not_of(kBlanks) == kNowhere; }

TemplateProblem missing_brace(std::size_t open) {
  return {.kind = Kind::kMissingBrace,
          .begin = open,
          .end = open + kOpen.size(),
          .message = "`${` has no closing brace; expected `}` behind the name of a variable"};
}

// Reads one text from left to right into pieces.
class TemplateReader {
 public:
  explicit TemplateReader(std::string_view text) : text_(text) {}

  Template read() {
    std::size_t at = 0;
    for (std::size_t open = text_.find(kOpen); open != kNowhere; open = text_.find(kOpen, at)) {
      at = read_variable(open);
    }
    flush_text(text_.size());
    return std::move(result_);
  }

 private:
  // Reads what the `${` at `open` begins and returns the offset behind it: behind the `${` alone
  // when it has no brace, so that a variable inside is still found.
  std::size_t read_variable(std::size_t open) {
    auto piece = parse_variable(open);
    if (piece) {
      flush_text(open);
      text_begin_ = piece->end;
      result_.pieces.push_back(*std::move(piece));
      return text_begin_;
    }
    result_.problems.push_back(std::move(piece.error()));
    return result_.problems.back().end;
  }

  std::expected<TemplatePiece, TemplateProblem> parse_variable(std::size_t open) const {
    const std::size_t begin = open + kOpen.size();
    const std::size_t stop = find_before_next_variable("},", begin);
    if (stop == kNowhere) return std::unexpected(missing_brace(open));
    const std::string_view name = text_.substr(begin, stop - begin);
    if (text_[stop] == ',') return parse_fallback(open, name, stop + 1);
    if (auto wrong = check_name(name, open, stop + 1)) return std::unexpected(*std::move(wrong));
    const bool literal = name == "*" || name == "?" || name == "$";
    return TemplatePiece{
        .kind = literal ? TemplatePiece::Kind::kLiteral : TemplatePiece::Kind::kVariable,
        .text = std::string(name),
        .begin = open,
        .end = stop + 1};
  }

  // The part behind the comma at `begin - 1`: blanks, a quoted text, the brace.
  std::expected<TemplatePiece, TemplateProblem> parse_fallback(std::size_t open,
                                                               std::string_view name,
                                                               std::size_t begin) const {
    const std::size_t quote = std::min(text_.find_first_not_of(kBlanks, begin), text_.size());
    const std::size_t closing =
        text_.substr(quote).starts_with('\'') ? text_.find('\'', quote + 1) : kNowhere;
    const bool quoted = closing != kNowhere;
    const std::size_t brace = find_before_next_variable("}", quoted ? closing : begin);
    if (brace == kNowhere) return std::unexpected(missing_brace(open));
    const std::size_t end = brace + 1;
    if (auto wrong = check_name(name, open, end)) return std::unexpected(*std::move(wrong));
    if (!quoted) return std::unexpected(missing_quote(open, end));
    const std::string_view tail = text_.substr(closing + 1, brace - closing - 1);
    if (!is_blank(tail)) return std::unexpected(missing_quote(open, end));
    if (!tail.empty()) return std::unexpected(blank(open, end));
    return TemplatePiece{.kind = TemplatePiece::Kind::kVariable,
                         .text = std::string(name),
                         .fallback = std::string(text_.substr(quote + 1, closing - quote - 1)),
                         .begin = open,
                         .end = end};
  }

  std::size_t find_before_next_variable(std::string_view characters, std::size_t begin) const {
    return text_.substr(0, text_.find(kOpen, begin)).find_first_of(characters, begin);
  }

  std::optional<TemplateProblem> check_name(std::string_view name, std::size_t begin,
                                            std::size_t end) const {
    if (is_blank(name)) {
      return TemplateProblem{.kind = Kind::kEmptyName,
                             .begin = begin,
                             .end = end,
                             .message = fmt::format("`{}` names no key; expected a condition key "
                                                    "such as `${{aws:username}}`",
                                                    text_.substr(begin, end - begin))};
    }
    return has_blank(name) ? std::optional(blank(begin, end)) : std::nullopt;
  }

  TemplateProblem blank(std::size_t begin, std::size_t end) const {
    return {.kind = Kind::kBlank,
            .begin = begin,
            .end = end,
            .message = fmt::format("`{}` has a blank that a variable can't have; expected one only "
                                   "between the comma and the default value",
                                   text_.substr(begin, end - begin))};
  }

  TemplateProblem missing_quote(std::size_t begin, std::size_t end) const {
    return {.kind = Kind::kMissingQuote,
            .begin = begin,
            .end = end,
            .message = fmt::format("the default value in `{}` is not in single quotes; expected "
                                   "a text such as `'none'`, without a quote inside",
                                   text_.substr(begin, end - begin))};
  }

  // What was not a variable since the last piece, up to `end`, becomes a piece of text.
  void flush_text(std::size_t end) {
    if (end == text_begin_) return;
    result_.pieces.push_back({.text = std::string(text_.substr(text_begin_, end - text_begin_)),
                              .begin = text_begin_,
                              .end = end});
  }

  std::string_view text_;
  std::size_t text_begin_ = 0;
  Template result_;
};

}  // namespace

bool Template::has_variables() const {
  return std::ranges::any_of(
      pieces, [](const auto& piece) { return piece.kind == TemplatePiece::Kind::kVariable; });
}

Template parse_template(std::string_view text) { return TemplateReader(text).read(); }

}  // namespace cordon
