// The pieces of a template cover the input; a text without `${` is one piece; putting the pieces
// together again and reading that gives the same pieces.

#include <string>

#include "grammar/variable.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using fuzz::property;
using Kind = TemplatePiece::Kind;

namespace {

std::string write(const TemplatePiece& piece) {
  if (piece.kind == Kind::kText) return piece.text;
  return "${" + piece.text + (piece.fallback ? ", '" + *piece.fallback + "'" : "") + "}";
}

bool same(const TemplatePiece& a, const TemplatePiece& b) {
  return a.kind == b.kind && a.text == b.text && a.fallback == b.fallback;
}

void check_pieces(std::string_view text, const Template& read) {
  std::size_t end = 0;
  Kind before = Kind::kVariable;
  for (const TemplatePiece& piece : read.pieces) {
    property(piece.begin == end && piece.end > end, "pieces touch and are not empty");
    end = piece.end;
    const bool is_text = piece.kind == Kind::kText;
    property(!is_text || before != Kind::kText, "no text touches a text");
    property(!is_text || piece.text == text.substr(piece.begin, piece.end - piece.begin),
             "text is as written");
    property(is_text || !piece.text.empty(), "a variable has a name");
    before = piece.kind;
  }
  property(end == text.size(), "pieces cover the input");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const Template read = parse_template(text);
  check_pieces(text, read);
  std::size_t end = 0;
  for (const TemplateProblem& problem : read.problems) {
    property(problem.begin >= end && problem.end > problem.begin && problem.end <= text.size(),
             "problems are in order and inside");
    property(text.substr(problem.begin).starts_with("${"), "a problem is at a variable");
    end = problem.end;
  }
  if (!text.contains("${"))
    property(read.problems.empty() && read.pieces.size() <= 1, "plain text");
  std::string written;
  for (const TemplatePiece& piece : read.pieces) written += write(piece);
  const Template again = parse_template(written);
  property(std::ranges::equal(read.pieces, again.pieces, same), "pieces survive being written");
  property(read.problems.size() == again.problems.size(), "and so do problems");
  return 0;
}
