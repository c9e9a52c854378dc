#include "grammar/pattern.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "grammar/pattern_units.h"

namespace cordon {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool is_run(Pattern::Token token) {
  return token == Pattern::kAnyRun || token == Pattern::kAnyRunInField;
}

bool is_any_one(Pattern::Token token) {
  return token == Pattern::kAnyOne || token == Pattern::kAnyOneInField;
}

// `**` is `*`; next to a run that may cross colons one that may not adds nothing.
void collapse_runs(std::vector<Pattern::Token>& tokens) {
  std::size_t size = 0;
  for (const Pattern::Token token : tokens) {
    if (size > 0 && is_run(token) && is_run(tokens[size - 1])) {
      if (token == Pattern::kAnyRun) tokens[size - 1] = token;
    } else {
      tokens[size++] = token;
    }
  }
  tokens.resize(size);
}

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080;
  std::uint64_t seen = 0;
  for (; text.size() >= sizeof(seen); text.remove_prefix(sizeof(seen))) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof(word));
    seen |= word;
  }
  for (const char c : text) seen |= static_cast<unsigned char>(c);
  return (seen & kHighBits) == 0;
}

// --- UTF-16 --------------------------------------------------------------------------------------

// One step for each unit over the set of all places in the pattern that can have been reached.
class States {
 public:
  explicit States(std::span<const Unit> pattern)
      : pattern_(pattern), now_(pattern.size() + 1), next_(pattern.size() + 1) {
    now_[0] = true;
    skip_runs(now_);
  }

  void step(Unit unit) {
    next_.assign(next_.size(), false);
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      if (!now_[i] || !accepts(pattern_[i], unit)) continue;
      next_[is_run_unit(pattern_[i]) ? i : i + 1] = true;
    }
    skip_runs(next_);
    std::swap(now_, next_);
  }

  [[nodiscard]] bool at_end() const { return now_.back(); }

 private:
  void skip_runs(std::vector<bool>& states) const {
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      if (states[i] && is_run_unit(pattern_[i])) states[i + 1] = true;
    }
  }

  std::span<const Unit> pattern_;
  std::vector<bool> now_;
  std::vector<bool> next_;
};

bool match_states(std::span<const Pattern::Token> tokens, std::string_view text) {
  const std::vector<Unit> pattern = pattern_units(tokens);
  States states(pattern);
  for (const Unit unit : text_units(text)) states.step(unit);
  return states.at_end();
}

}  // namespace

// --- Construction --------------------------------------------------------------------------------

Pattern::Pattern(std::vector<Token> tokens) : tokens_(std::move(tokens)) {
  collapse_runs(tokens_);
  bytes_.resize(tokens_.size());
  std::ranges::transform(tokens_, bytes_.begin(),
                         [](Token token) { return static_cast<char>(token & 0xFFU); });
  has_any_one_ = std::ranges::any_of(tokens_, is_any_one);
  prefix_size_ = static_cast<std::size_t>(
      std::ranges::find_if(tokens_, [](Token token) { return token >= kAnyOne; }) -
      tokens_.begin());
  split_into_segments();
  shape_ = choose_shape();
}

Pattern Pattern::glob(std::string_view text) {
  std::vector<Token> tokens;
  append_glob(tokens, text);
  return Pattern(std::move(tokens));
}

void Pattern::split_into_segments() {
  Segment segment;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (is_run(tokens_[i])) {
      segments_.push_back(segment);
      segment = {.star = tokens_[i], .begin = i + 1};
    } else {
      ++segment.size;
      segment.has_any_one |= is_any_one(tokens_[i]);
    }
  }
  segments_.push_back(segment);
}

// The left-most place is the right one for a segment before a run that may cross colons, which can
// make up for everything. Between two runs that may not, it is right as long as all places are in
// one field or have the segment's own colon at the next colon of the text; a `?` that may be a
// colon breaks that.
Pattern::Shape Pattern::choose_shape() const {
  if (prefix_size_ == tokens_.size()) return Shape::kLiteral;
  if (prefix_size_ + 1 == tokens_.size() && tokens_.back() == kAnyRun) return Shape::kPrefix;
  for (std::size_t i = 1; i + 1 < segments_.size(); ++i) {
    const Segment& segment = segments_[i];
    if (segment.star != kAnyRunInField || segments_[i + 1].star != kAnyRunInField) continue;
    const auto tokens = std::span(tokens_).subspan(segment.begin, segment.size);
    if (std::ranges::find(tokens, kAnyOne) != tokens.end()) return Shape::kStates;
  }
  return Shape::kSegments;
}

// --- Matching ------------------------------------------------------------------------------------

bool Pattern::matches(std::string_view text) const {
  switch (shape_) {
    case Shape::kLiteral:
      return text == bytes_;
    case Shape::kPrefix:
      return text.starts_with(literal_prefix());
    case Shape::kSegments:
      // Without `?`, or in ASCII, bytes are as good as units: no UTF-8 literal fits between two.
      return has_any_one_ && !is_ascii(text) ? match_states(tokens_, text) : match_segments(text);
    case Shape::kStates:
      return match_states(tokens_, text);
  }
  std::unreachable();
}

std::string_view Pattern::literal(const Segment& segment) const {
  return std::string_view(bytes_).substr(segment.begin, segment.size);
}

bool Pattern::fits(const Segment& segment, std::string_view text, std::size_t at) const {
  if (text.size() < at + segment.size) return false;
  if (!segment.has_any_one) return text.substr(at, segment.size) == literal(segment);
  for (std::size_t i = 0; i < segment.size; ++i) {
    const Token token = tokens_[segment.begin + i];
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if (token != byte && token != kAnyOne && (token != kAnyOneInField || byte == ':')) return false;
  }
  return true;
}

// The first offset from `from` on where the segment fits and its run can end.
std::size_t Pattern::place(const Segment& segment, std::string_view text, std::size_t from) const {
  std::size_t last = text.size();
  if (segment.star == kAnyRunInField) last = std::min(last, text.find(':', from));
  if (!segment.has_any_one) {
    // No overflow: neither is longer than an allocation.
    return text.substr(0, last + segment.size).find(literal(segment), from);
  }
  for (std::size_t at = from; at <= last; ++at) {
    if (fits(segment, text, at)) return at;
  }
  return kNowhere;
}

// The same for the segment that ends the text.
std::size_t Pattern::place_last(const Segment& segment, std::string_view text,
                                std::size_t from) const {
  if (text.size() < from + segment.size) return kNowhere;
  const std::size_t at = text.size() - segment.size;
  if (!fits(segment, text, at)) return kNowhere;
  const bool crosses = segment.star == kAnyRunInField && text.substr(from, at - from).contains(':');
  return crosses ? kNowhere : at;
}

// One place to come back to is enough: the last run that may cross colons.
bool Pattern::match_segments(std::string_view text) const {
  if (!fits(segments_.front(), text, 0)) return false;
  std::size_t end = segments_.front().size;
  if (segments_.size() == 1) return end == text.size();
  std::size_t retry = 0;  // a segment; 0 is none
  std::size_t retry_from = 0;
  for (std::size_t i = 1; i < segments_.size();) {
    const Segment& segment = segments_[i];
    const bool last = i + 1 == segments_.size();
    const std::size_t at = last ? place_last(segment, text, end) : place(segment, text, end);
    if (at != kNowhere) {
      if (segment.star == kAnyRun) {
        retry = i;
        retry_from = at + 1;
      }
      end = at + segment.size;
      ++i;
    } else if (segment.star == kAnyRun || retry == 0) {
      return false;
    } else {
      i = retry;
      end = retry_from;
    }
  }
  return true;
}

// --- Tokens --------------------------------------------------------------------------------------

void append_glob(std::vector<Pattern::Token>& tokens, std::string_view text) {
  const std::size_t begin = tokens.size();
  append_literal(tokens, text);
  const auto added = std::span(tokens).subspan(begin);
  std::ranges::replace(added, Pattern::Token{'*'}, Pattern::kAnyRun);
  std::ranges::replace(added, Pattern::Token{'?'}, Pattern::kAnyOne);
}

void append_literal(std::vector<Pattern::Token>& tokens, std::string_view text) {
  // By `unsigned char`: a token is the byte's value, never a negative one.
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  tokens.insert(tokens.end(), bytes, bytes + text.size());
}

void confine_wildcards_to_fields(std::vector<Pattern::Token>& tokens) {
  constexpr std::size_t kColonsOfAnArn = 5;
  std::size_t colons = 0;
  for (std::size_t i = 0; i < tokens.size() && colons < kColonsOfAnArn; ++i) {
    const bool ends_field = i + 1 == tokens.size() || tokens[i + 1] == ':';
    if (tokens[i] == ':') ++colons;
    if (tokens[i] == Pattern::kAnyOne) tokens[i] = Pattern::kAnyOneInField;
    if (tokens[i] == Pattern::kAnyRun && !ends_field) tokens[i] = Pattern::kAnyRunInField;
  }
}

}  // namespace cordon
