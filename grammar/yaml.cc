#include "grammar/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "grammar/text.h"
#include "grammar/tree_builder.h"
#include "grammar/utf8.h"
#include "grammar/yaml_messages.h"
#include "grammar/yaml_places.h"

namespace cordon {
namespace {

// yaml-cpp counts offsets in an int.
constexpr std::size_t kLargestText = std::size_t{1} << 30U;

// --- Core schema (YAML 1.2, 10.3.2) -------------------------------------------------------------

constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";

struct TaggedKind {
  std::string_view name;
  JsonKind kind;
};

/// Tags whose scalars must look like what they say.
constexpr std::array kTaggedKinds = {
    TaggedKind{"int", JsonKind::kNumber}, TaggedKind{"float", JsonKind::kNumber},
    TaggedKind{"bool", JsonKind::kBool}, TaggedKind{"null", JsonKind::kNull}};

bool all_of(std::string_view text, std::string_view digits) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// Takes a run of decimal digits off the front; returns whether there was one.
bool take_digits(std::string_view& text) {
  const std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(length);
  return length > 0;
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return true;
  bool digits = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits = take_digits(text) || digits;
  }
  if (!digits) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return take_digits(text) && text.empty();
}

bool is_number(std::string_view text) {
  if (text.starts_with("0o")) return all_of(text.substr(2), "01234567");
  if (text.starts_with("0x")) return all_of(text.substr(2), "0123456789abcdefABCDEF");
  return is_decimal(text) || text == ".nan" || text == ".NaN" || text == ".NAN";
}

/// What a plain scalar says; nulls come as events of their own unless they carry a tag.
JsonKind kind_of_plain(std::string_view text) {
  constexpr std::array<std::string_view, 6> kBooleans = {"true",  "True",  "TRUE",
                                                         "false", "False", "FALSE"};
  constexpr std::array<std::string_view, 5> kNulls = {"", "~", "null", "Null", "NULL"};
  if (std::ranges::find(kBooleans, text) != kBooleans.end()) return JsonKind::kBool;
  if (std::ranges::find(kNulls, text) != kNulls.end()) return JsonKind::kNull;
  return is_number(text) ? JsonKind::kNumber : JsonKind::kString;
}

/// yaml-cpp 0.7 decodes `\N` and `\_` to the bare bytes 0x85 and 0xA0, which are no UTF-8.
std::string mend_escapes(std::string_view value) {
  std::string mended;
  while (const auto invalid = first_invalid_utf8(value)) {
    mended += value.substr(0, *invalid);
    append_utf8(mended, static_cast<unsigned char>(value[*invalid]));
    value.remove_prefix(*invalid + 1);
  }
  return mended.append(value);
}

// --- Events to tree -----------------------------------------------------------------------------

class TreeHandler final : public YAML::EventHandler {
 public:
  TreeHandler(const Source& source, TreeBuilder& builder, std::uint32_t base)
      : source_(source), builder_(builder), places_(source), base_(base) {}

  [[nodiscard]] bool saw_document() const { return saw_document_; }
  /// The place of the innermost container that is not closed, or TreeBuilder::kNone.
  [[nodiscard]] std::uint32_t open_container() const {
    if (refused_key_) return refused_key_->begin;
    const std::uint32_t open = builder_.open_container();
    return open == TreeBuilder::kNone ? open : builder_.tree().nodes()[open].span.begin;
  }
  [[nodiscard]] std::uint32_t offset(const YAML::Mark& mark) const {
    return base_ + static_cast<std::uint32_t>(std::max(0, mark.pos));
  }

  // NOLINTBEGIN(readability-identifier-naming): yaml-cpp's names.
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (saw_document_) throw yaml_second_document(source_, offset(mark));
    saw_document_ = true;
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (refused_key_) return;
    if (builder_.name_is_due()) throw yaml_key_missing(source_, offset(mark));
    const Span span = places_.null(last_end_, offset(mark));
    if (span.begin == span.end) check_nothing(offset(mark));
    add(JsonKind::kNull, {}, span);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    if (refused_key_) return;
    const Span span = places_.scalar(places_.skip_tag(offset(mark)), value);
    const JsonKind kind = kind_of(tag, value, span, offset(mark));
    if (builder_.name_is_due() && tag == "?" && value == "<<") throw yaml_merge_key_refused(span);
    last_begin_ = offset(mark);
    add(builder_.name_is_due() ? JsonKind::kString : kind, value, span);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    refuse_anchor(mark, anchor);
    open(JsonKind::kArray, tag, "seq", offset(mark));
  }

  void OnSequenceEnd() override { close('['); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    refuse_anchor(mark, anchor);
    open(JsonKind::kObject, tag, "map", offset(mark));
  }

  void OnMapEnd() override { close('{'); }
  // NOLINTEND(readability-identifier-naming)

 private:
  /// Nothing may stand behind a colon or a dash, and in `{a, b}`.
  void check_nothing(std::uint32_t mark) const {
    const char container = places_.at(open_container());
    if (container == '[') throw yaml_element_missing(source_, mark);
    const bool value = builder_.value_is_due() && container != '{';
    if (value && !places_.is_marked_as_key(last_begin_, last_end_)) {
      throw yaml_colon_missing(source_, last_end_);
    }
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) throw yaml_anchor_refused(source_, offset(mark));
  }

  [[nodiscard]] JsonKind kind_of(std::string_view tag, std::string_view value, Span span,
                                 std::uint32_t tag_place) const {
    if (tag == "!") return JsonKind::kString;  // quoted, or so tagged
    const JsonKind plain = kind_of_plain(value);
    if (tag == "?") return plain;
    if (!tag.starts_with(kCoreTags)) throw yaml_tag_refused(tag, source_, tag_place);
    const std::string_view name = tag.substr(kCoreTags.size());
    if (name == "str") return JsonKind::kString;
    const auto asked = std::ranges::find(kTaggedKinds, name, &TaggedKind::name);
    if (asked == kTaggedKinds.end()) throw yaml_tag_refused(tag, source_, tag_place);
    if (plain != asked->kind) throw yaml_tag_mismatch(name, span);
    return plain;
  }

  void add(JsonKind kind, std::string_view value, Span span) {
    builder_.add(kind, text_of(kind, value, span), span);
    last_end_ = span.end;
  }

  /// A view into the source where the text stands there as it is.
  [[nodiscard]] std::string_view text_of(JsonKind kind, std::string_view value, Span span) {
    if (kind == JsonKind::kNull) return {};
    if (kind == JsonKind::kBool) return ascii_lower(value.front()) == 't' ? "true" : "false";
    const std::string_view raw = source_.text(span);
    if (raw == value) return raw;
    const std::string_view inside = raw.size() >= 2 ? raw.substr(1, raw.size() - 2) : raw;
    return inside == value ? inside : builder_.tree().keep(mend_escapes(value));
  }

  void open(JsonKind kind, std::string_view tag, std::string_view core_name, std::uint32_t begin) {
    const bool known = tag == "?" || tag == "!" ||
                       (tag.starts_with(kCoreTags) && tag.substr(kCoreTags.size()) == core_name);
    if (!known) throw yaml_tag_refused(tag, source_, begin);
    const std::uint32_t content = places_.skip_tag(begin);
    if (!refused_key_ && builder_.name_is_due()) {
      refused_key_ = RefusedKey{.kind = kind, .begin = content};
    }
    if (refused_key_) {
      ++refused_key_->depth;  // yaml-cpp bounds it
      return;
    }
    builder_.open(kind, {.begin = content, .end = content + 1});
    last_end_ = content;
  }

  /// Block containers end with their last child, flow containers with their bracket.
  void close(char bracket) {
    if (refused_key_) {
      if (--refused_key_->depth == 0) {
        const std::uint32_t begin = refused_key_->begin;
        throw yaml_key_refused({.begin = begin, .end = begin + 1}, refused_key_->kind);
      }
      return;
    }
    const std::uint32_t begin = open_container();
    if (places_.at(begin) == bracket) {
      last_end_ = places_.closing_bracket(std::max(last_end_, begin + 1));
    }
    builder_.close(last_end_);
  }

  /// A container where a key must be. yaml-cpp also takes a list that is never closed for a key, so
  /// what is wrong is known only when the container ends, or does not.
  struct RefusedKey {
    JsonKind kind;
    std::uint32_t begin;
    std::uint32_t depth = 0;  // containers open since, this one included
  };

  const Source& source_;
  TreeBuilder& builder_;
  YamlPlaces places_;
  std::uint32_t base_;            // where yaml-cpp's text starts in the source
  std::uint32_t last_begin_ = 0;  // of the scalar read last, its tag included
  std::uint32_t last_end_ = 0;    // of the value read last
  bool saw_document_ = false;
  std::optional<RefusedKey> refused_key_;
};

// --- Reading ------------------------------------------------------------------------------------

/// yaml-cpp replaces what is no UTF-8, takes U+0004 for the end, and lets other controls pass.
void check_characters(const Source& source) {
  const std::string_view text = source.text();
  if (const auto invalid = first_invalid_utf8(text)) {
    throw yaml_character_refused(source, static_cast<std::uint32_t>(*invalid));
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    const bool line_end = c == '\n' || (c == '\r' && text.substr(at + 1).starts_with('\n'));
    if (c >= 0x20U || c == '\t' || line_end) continue;
    throw yaml_character_refused(source, static_cast<std::uint32_t>(at));
  }
}

void read_documents(TreeHandler& handler, const Source& source, std::uint32_t base) {
  std::istringstream stream{std::string(source.text().substr(base))};
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(handler)) {
    }
  } catch (const YAML::Exception& exception) {
    throw yaml_syntax_failure(
        exception.msg, source,
        {.offset = handler.offset(exception.mark), .open_container = handler.open_container()});
  }
  if (!handler.saw_document()) throw yaml_empty_file(source);
}

std::size_t skip_byte_order_mark(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
}

}  // namespace

JsonResult read_yaml(SourcePtr source, const ReadLimits& limits) {
  ReadLimits bounded = limits;
  bounded.max_bytes = std::min(limits.max_bytes, kLargestText);
  if (auto failure = check_size(source->text().size(), bounded)) {
    return failed_reading(source, *std::move(failure));
  }
  auto tree = std::make_shared<Json>(std::move(source));
  try {
    TreeBuilder builder(*tree, limits);
    check_characters(*tree->source());
    const auto base = static_cast<std::uint32_t>(skip_byte_order_mark(tree->source()->text()));
    TreeHandler handler(*tree->source(), builder, base);
    read_documents(handler, *tree->source(), base);
  } catch (ReadFailure& failure) {
    return failed_reading(tree->source(), std::move(failure));
  }
  return {.tree = std::move(tree), .diagnostics = {}};
}

JsonResult read_json_or_yaml(SourcePtr source, const ReadLimits& limits) {
  const std::string_view text = source->text();
  const std::size_t first = text.find_first_not_of(" \t\r\n", skip_byte_order_mark(text));
  const bool json = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
  return json ? read_json(std::move(source), limits) : read_yaml(std::move(source), limits);
}

}  // namespace cordon
