#include "cli/path_pattern.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace cordon {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_between(unsigned c, char first, char last) {
  return c >= static_cast<unsigned char>(first) && c <= static_cast<unsigned char>(last);
}

struct Class {
  std::string_view name;
  bool (*has)(unsigned c);
};

// The classes of the C locale.
constexpr std::array kClasses{
    Class{"alpha", [](unsigned c) { return is_between(c | 0x20U, 'a', 'z') && c < 0x80U; }},
    Class{"digit", [](unsigned c) { return is_between(c, '0', '9'); }},
    Class{"alnum",
          [](unsigned c) {
            return (is_between(c | 0x20U, 'a', 'z') && c < 0x80U) || is_between(c, '0', '9');
          }},
    Class{"upper", [](unsigned c) { return is_between(c, 'A', 'Z'); }},
    Class{"lower", [](unsigned c) { return is_between(c, 'a', 'z'); }},
    Class{"space", [](unsigned c) { return c == ' ' || is_between(c, '\t', '\r'); }},
    Class{"blank", [](unsigned c) { return c == ' ' || c == '\t'; }},
    Class{"cntrl", [](unsigned c) { return c < 0x20U || c == 0x7FU; }},
    Class{"print", [](unsigned c) { return is_between(c, ' ', '~'); }},
    Class{"graph", [](unsigned c) { return is_between(c, '!', '~'); }},
    Class{"punct",
          [](unsigned c) {
            return is_between(c, '!', '/') || is_between(c, ':', '@') || is_between(c, '[', '`') ||
                   is_between(c, '{', '~');
          }},
    Class{"xdigit",
          [](unsigned c) {
            return is_between(c, '0', '9') || is_between(c, 'a', 'f') || is_between(c, 'A', 'F');
          }},
};

}  // namespace

/// From the text of a pattern to its tokens.
class PathPattern::Reader {
 public:
  Reader(std::string_view text, PathPattern& pattern) : text_(text), pattern_(pattern) {}

  void read() {
    while (at_ < text_.size() && !pattern_.never_) read_one();
  }

 private:
  using Kind = Token::Kind;

  void add(Kind kind, char byte = 0) {
    pattern_.tokens_.push_back({.kind = kind, .byte = static_cast<unsigned char>(byte), .set = 0});
  }

  void read_one() {
    const char c = text_[at_];
    if (c == '*') return read_run();
    if (c == '[') return read_set();
    ++at_;
    if (c == '?') return add(Kind::kAnyByte);
    if (c != '\\') return add(Kind::kByte, c);
    pattern_.never_ = at_ == text_.size();
    if (!pattern_.never_) add(Kind::kByte, text_[at_++]);
  }

  /// Two stars that are a whole name stand for folders; any other run stays in its name. Git looks
  /// at the text behind the first wildcard only, so that `a**/b` is one with folders, too.
  void read_run() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_not_of('*', at_), text_.size());
    const bool starts_name = begin == text_.find_first_of("*?[\\") || text_[begin - 1] == '/';
    const bool ends_name = at_ == text_.size() || text_[at_] == '/';
    if (at_ - begin < 2 || !starts_name || !ends_name) return add(Kind::kRun);
    if (at_ == text_.size()) return add(Kind::kRest);
    ++at_;
    add(Kind::kFolders);
  }

  void read_set() {
    ++at_;
    const bool negated = at_ < text_.size() && (text_[at_] == '!' || text_[at_] == '^');
    if (negated) ++at_;
    Set set;
    const std::size_t first = at_;
    while (at_ < text_.size() && (text_[at_] != ']' || at_ == first)) {
      if (!read_member(set)) break;
    }
    const bool closed = at_ < text_.size() && text_[at_] == ']';
    const bool fits = pattern_.sets_.size() < std::numeric_limits<std::uint16_t>::max();
    pattern_.never_ = !closed || !fits;
    if (pattern_.never_) return;
    ++at_;
    add(Kind::kSet);
    pattern_.tokens_.back().set = static_cast<std::uint16_t>(pattern_.sets_.size());
    pattern_.sets_.push_back(negated ? ~set : set);
  }

  /// A character, a range or a class; false when it is none.
  bool read_member(Set& set) {
    if (text_.substr(at_).starts_with("[:")) {
      const std::size_t end = text_.find(']', at_ + 2);
      // `[:` without `:]` behind it is two characters.
      if (end != kNone && text_[end - 1] == ':' && end > at_ + 2) {
        return read_class(end, set);
      }
      if (end == kNone) return false;
    }
    const auto first = read_character();
    if (!first) return false;
    const bool range = at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']';
    if (!range) {
      set.set(*first);
      return true;
    }
    ++at_;
    const auto last = read_character();
    if (!last) return false;
    for (unsigned c = *first; c <= *last; ++c) set.set(c);
    return true;
  }

  std::optional<unsigned char> read_character() {
    if (text_[at_] == '\\') ++at_;
    if (at_ == text_.size()) return std::nullopt;
    return static_cast<unsigned char>(text_[at_++]);
  }

  bool read_class(std::size_t end, Set& set) {
    const std::string_view name = text_.substr(at_ + 2, end - at_ - 3);
    for (const Class& known : kClasses) {
      if (known.name != name) continue;
      for (unsigned c = 0; c < set.size(); ++c) {
        if (known.has(c)) set.set(c);
      }
      at_ = end + 1;
      return true;
    }
    return false;
  }

  std::string_view text_;
  PathPattern& pattern_;
  std::size_t at_ = 0;
};

PathPattern::PathPattern(std::string_view text) {
  if (text.ends_with('/')) {
    folders_only_ = true;
    text.remove_suffix(1);
  }
  whole_path_ = text.contains('/');
  if (text.starts_with("./")) text.remove_prefix(2);
  if (text.starts_with('/')) text.remove_prefix(1);
  never_ = text.empty();
  Reader(text, *this).read();
}

bool PathPattern::matches(std::string_view path) const {
  if (path.starts_with("./")) path.remove_prefix(2);
  for (std::size_t slash = path.find('/'); slash != kNone; slash = path.find('/', slash + 1)) {
    if (matches_entry(path.substr(0, slash), Entry::kFolder)) return true;
  }
  return matches_entry(path, Entry::kFile);
}

bool PathPattern::matches_entry(std::string_view path, Entry entry) const {
  if (never_ || (folders_only_ && entry == Entry::kFile)) return false;
  if (whole_path_) return fits(path);
  const std::size_t slash = path.rfind('/');
  return fits(slash == kNone ? path : path.substr(slash + 1));
}

bool PathPattern::fits_one(const Token& token, char c) const {
  const auto byte = static_cast<unsigned char>(c);
  if (token.kind == Token::Kind::kByte) return token.byte == byte;
  if (byte == '/') return false;
  return token.kind == Token::Kind::kAnyByte ||
         (token.kind == Token::Kind::kSet && sets_[token.set].test(byte));
}

// After a mismatch the last run takes one byte more, as far as its name goes, else the last `**`
// one folder more. Earlier ones need not be tried again: the left-most place of what stands between
// two of them is as good as any other.
bool PathPattern::fits(std::string_view text) const {
  struct Retry {
    std::size_t token = kNone;  // behind the run; kNone: there was none
    std::size_t text = 0;
  };
  Retry run;
  Retry folders;
  std::size_t token = 0;
  std::size_t at = 0;
  while (true) {
    if (token == tokens_.size()) {
      if (at == text.size()) return true;
    } else if (tokens_[token].kind == Token::Kind::kRest) {
      return true;
    } else if (tokens_[token].kind == Token::Kind::kFolders) {
      folders = {.token = ++token, .text = at};
      run = {};
      continue;
    } else if (tokens_[token].kind == Token::Kind::kRun) {
      run = {.token = ++token, .text = at};
      continue;
    } else if (at < text.size() && fits_one(tokens_[token], text[at])) {
      ++token;
      ++at;
      continue;
    }
    if (run.token != kNone && run.text < text.size() && text[run.text] != '/') {
      at = ++run.text;
      token = run.token;
      continue;
    }
    const std::size_t slash = folders.token == kNone ? kNone : text.find('/', folders.text);
    if (slash == kNone) return false;
    at = folders.text = slash + 1;
    token = folders.token;
    run = {};
  }
}

}  // namespace cordon
