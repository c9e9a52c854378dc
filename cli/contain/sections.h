// A judged incident as sections of text, tables and lists, in the order in which the formats for
// tickets (Markdown, HTML) show them. What a report says stands here once; a format knows how a
// table looks and how a text is made harmless, and nothing of incidents. The header with the
// verdict and pictures are not here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/contain/formats.h"

namespace cordon {

/// What a piece of text is, not how it looks.
enum class Tone : std::uint8_t {
  kWords,
  kName,  // as it stands in a file: ids, ARNs, calls; may hold anything
  kTime,
  kGood,   // a closed verdict, an expectation that is met
  kBad,    // live, not as expected
  kDoubt,  // unknown, no effect
};

struct Piece {
  Tone tone = Tone::kWords;
  std::string text;
};
using Text = std::vector<Piece>;

struct Table {
  std::vector<std::string_view> head;
  std::vector<std::vector<Text>> rows;
};
struct Item {
  Text text;
  std::vector<Text> below;
};
struct List {
  std::vector<Item> items;
};
using Block = std::variant<Text, Table, List>;

struct Section {
  std::string title;
  std::vector<Block> blocks;
  /// The one that a picture of the timeline belongs to.
  bool is_timeline = false;
};

/// Without those that have nothing to show.
[[nodiscard]] std::vector<Section> sections_of(const JudgedIncident& judged);

/// A sentence: what stands between backticks, ARNs, calls, and whatever a reader of the format
/// could take for a link or a mention, are names.
[[nodiscard]] Text prose(std::string_view sentence);

[[nodiscard]] Tone tone_of(incident::Verdict verdict);
[[nodiscard]] Tone tone_of(incident::Containment verdict);

}  // namespace cordon
