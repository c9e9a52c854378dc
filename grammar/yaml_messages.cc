#include "grammar/yaml_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "grammar/diagnostic.h"
#include "grammar/found_token.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::string_view kNoAliases = "write the value out at each place";

struct Wording {
  std::string_view yaml_cpp;  // its message starts with this
  std::string_view message;
  std::string_view help;
};

/// `{}` is what stands at the place.
constexpr std::array kWordings = {
    Wording{"end of sequence flow not found", "expected `,` or `]` in this list, found {}", ""},
    Wording{"end of map flow not found", "expected `,` or `}}` in this mapping, found {}", ""},
    Wording{"end of map not found", "expected a key of this mapping or its end, found {}",
            "check the indentation"},
    Wording{"end of sequence not found", "expected `-` or the end of this list, found {}",
            "check the indentation"},
    Wording{"illegal map value", "{} can't stand here",
            "put text that has `: ` in it in quotes, or check the indentation"},
    Wording{"illegal map key", "a key can't stand here, found {}", "check the indentation"},
    Wording{"illegal block entry", "{} can't start a list here", "start the list on its own line"},
    Wording{"illegal flow end", "{} closes nothing", "remove it"},
    Wording{"illegal EOF in scalar", "expected the closing quote, found end of file", ""},
    Wording{"illegal document indicator in scalar", "`---` or `...` in a quoted text",
            "close the quote before it"},
    Wording{"illegal tab when looking for indentation", "found a tab in the indentation", ""},
    Wording{"unknown token", "{} can't start a value", "put it in quotes"},
    Wording{"the referenced anchor is not defined", "anchors and aliases are not supported",
            kNoAliases},
    Wording{"alias not found after *", "anchors and aliases are not supported",
            "put text that starts with `*` in quotes"},
    Wording{"anchor not found after &", "anchors and aliases are not supported",
            "put text that starts with `&` in quotes"},
    Wording{"illegal character found while scanning alias", "anchors and aliases are not supported",
            "put text that starts with `*` in quotes"},
    Wording{"illegal character found while scanning anchor",
            "anchors and aliases are not supported", "put text that starts with `&` in quotes"},
    Wording{"bad character found while scanning hex number",
            "expected hexadecimal digits in this escape", ""},
    Wording{"invalid unicode: ", "this escape is no character",
            "write a character beyond U+FFFF as `\\UXXXXXXXX`"},
    Wording{"unknown escape character: ", "unknown escape in double quotes",
            "a backslash itself is `\\\\`; in single quotes it needs no escape"},
};

bool tab_in_indentation(const Source& source, std::uint32_t offset) {
  const std::string_view line = source.line(source.position(offset).line);
  const std::size_t text = std::min(line.find_first_not_of(" \t"), line.size());
  return line.substr(0, text).contains('\t');
}

Span token_span(const FoundToken& found, std::uint32_t offset) {
  return {.begin = offset, .end = offset + static_cast<std::uint32_t>(found.text.size())};
}

/// Which bracket the end of the file leaves open, if any.
std::string unclosed_bracket(const Source& source, std::uint32_t container) {
  if (container == TreeBuilder::kNone) return {};
  const char bracket = source.text()[container];
  if (bracket != '[' && bracket != '{') return {};
  const Position opened = source.position(container);
  return fmt::format("the `{}` at {}:{} is not closed", bracket, opened.line, opened.column);
}

/// yaml-cpp's own limit, which ends what may be a key. Its place is the last one it has looked at.
ReadFailure nested_too_deep(const Source& source, YamlStop stop) {
  const bool inside = stop.open_container != TreeBuilder::kNone;
  const std::uint32_t offset = std::min(inside ? stop.open_container : stop.offset,
                                        static_cast<std::uint32_t>(source.text().size()));
  return {.span = token_span(found_token(source, offset), offset),
          .message = "lists and mappings are nested too deep here",
          .help = {}};
}

/// The tag as the user wrote it: up to a blank.
std::string_view written_tag(const Source& source, std::uint32_t offset) {
  const std::string_view rest = source.text().substr(offset);
  return rest.substr(0, rest.find_first_of(" \t\r\n"));
}

}  // namespace

ReadFailure yaml_syntax_failure(std::string_view yaml_cpp_message, const Source& source,
                                YamlStop stop) {
  if (yaml_cpp_message == "bad file") return nested_too_deep(source, stop);
  const auto wording = std::ranges::find_if(
      kWordings, [&](const Wording& row) { return yaml_cpp_message.starts_with(row.yaml_cpp); });
  const auto size = static_cast<std::uint32_t>(source.text().size());
  const std::uint32_t offset = std::min(stop.offset, size);
  const FoundToken found = found_token(source, offset);
  ReadFailure failure{.span = token_span(found, offset), .message = {}, .help = {}};
  if (wording == kWordings.end()) {
    failure.message = std::string(yaml_cpp_message);
  } else {
    failure.message = fmt::format(fmt::runtime(wording->message), found.shown);
    failure.help = std::string(wording->help);
  }
  if (tab_in_indentation(source, offset)) {
    failure.help = "indent with spaces: YAML takes no tabs there";
  } else if (offset == size && failure.help.empty()) {
    failure.help = unclosed_bracket(source, stop.open_container);
  }
  return failure;
}

ReadFailure yaml_empty_file(const Source& source) {
  const auto end = static_cast<std::uint32_t>(source.text().size());
  return {.span = {.begin = end, .end = end},
          .message = "expected a value, found end of file",
          .help = "the file is empty"};
}

ReadFailure yaml_second_document(const Source& source, std::uint32_t offset) {
  const FoundToken found = found_token(source, offset);
  if (source.text().substr(offset).starts_with("---")) {
    return {.span = {.begin = offset, .end = offset + 3},
            .message = "expected end of file, found a second document",
            .help = "a file holds one document"};
  }
  return {.span = token_span(found, offset),
          .message = fmt::format("expected end of file after the value, found {}", found.shown),
          .help = "check the indentation; after a quoted key write `: ` with a blank"};
}

ReadFailure yaml_anchor_refused(const Source& source, std::uint32_t offset) {
  return {.span = {.begin = offset,
                   .end = offset + static_cast<std::uint32_t>(written_tag(source, offset).size())},
          .message = "anchors and aliases are not supported",
          .help = std::string(kNoAliases)};
}

ReadFailure yaml_merge_key_refused(Span key) {
  return {.span = key,
          .message = "merge keys (`<<`) are not supported",
          .help = std::string(kNoAliases)};
}

ReadFailure yaml_key_missing(const Source& source, std::uint32_t offset) {
  const FoundToken found = found_token(source, offset);
  return {.span = token_span(found, offset),
          .message = fmt::format("expected a name before `:`, found {}", found.shown),
          .help = found.text == "~" || found.text.starts_with('n') ? "put the name in quotes" : ""};
}

ReadFailure yaml_key_refused(Span place, JsonKind found) {
  return {.span = place,
          .message = fmt::format("expected a name before `:`, found {}", describe(found)),
          .help = {}};
}

ReadFailure yaml_colon_missing(const Source& source, std::uint32_t offset) {
  const FoundToken found = found_token(source, offset);
  const bool line_ends = found.text.starts_with('\n') || found.text.starts_with('\r');
  return {.span = token_span(found, offset),
          .message = fmt::format("expected `:` after this key, found {}",
                                 line_ends ? "a line break" : found.shown),
          .help = "a blank follows the colon"};
}

ReadFailure yaml_element_missing(const Source& source, std::uint32_t offset) {
  const FoundToken found = found_token(source, offset);
  return {.span = token_span(found, offset),
          .message = fmt::format("expected a value in this list, found {}", found.shown),
          .help = "write `null` for no value"};
}

ReadFailure yaml_tag_refused(std::string_view tag, const Source& source, std::uint32_t offset) {
  const std::string_view written = written_tag(source, offset);
  return {
      .span = {.begin = offset, .end = offset + static_cast<std::uint32_t>(written.size())},
      .message = fmt::format(
          "unknown tag {}", show_written(source, offset, written.starts_with('!') ? written : tag)),
      .help = "only the core tags such as `!!str` are read"};
}

ReadFailure yaml_tag_mismatch(std::string_view tag, Span value) {
  return {.span = value,
          .message = fmt::format("this value is no `!!{}`", tag),
          .help = "correct the value or remove the tag"};
}

ReadFailure yaml_character_refused(const Source& source, std::uint32_t offset) {
  const FoundToken found = found_token(source, offset);
  const bool utf8 = decode_utf8(source.text(), offset).length > 0;
  return {.span = {.begin = offset, .end = offset + 1},
          .message = utf8 ? fmt::format("{} can't stand in YAML", found.shown)
                          : fmt::format("expected UTF-8, found {}", found.shown),
          .help = utf8 ? "write it as an escape in double quotes" : "save the file as UTF-8"};
}

}  // namespace cordon
