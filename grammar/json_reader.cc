// The JSON grammar (RFC 8259) in PEGTL, and read_json. Structure, numbers and words are PEGTL
// rules; blanks and strings, nearly all of the bytes, are rules with a match function of their own.
#include <bit>
#include <cstdint>
#include <cstring>
#include <tao/pegtl.hpp>
#include <utility>

#include "grammar/json.h"
#include "grammar/json_messages.h"
#include "grammar/tree_builder.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

/// What the rules work on besides the input.
struct Reading {
  const Source& source;
  TreeBuilder& builder;

  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - source.text().data());
  }
  [[nodiscard]] std::uint32_t open_bracket() const {
    const std::uint32_t open = builder.open_container();
    return open == TreeBuilder::kNone ? open : builder.tree().nodes()[open].span.begin;
  }
};

// --- Strings ------------------------------------------------------------------------------------

constexpr std::uint64_t kOnes = 0x0101010101010101U;

/// Not 0 if a byte of the word is a quote, a backslash, a control character or not ASCII. The
/// lowest bit set is exact; higher ones may be false.
constexpr std::uint64_t special_bytes(std::uint64_t word) {
  const std::uint64_t quote = word ^ (kOnes * '"');
  const std::uint64_t backslash = word ^ (kOnes * '\\');
  return (((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash) |
          ((word - kOnes * 0x20U) & ~word) | word) &
         (kOnes * 0x80U);
}

constexpr bool is_special(unsigned char c) {
  return c < 0x20U || c == '"' || c == '\\' || c >= 0x80U;
}

/// The first byte in [at, end) that is not plain text of a string.
const char* skip_plain(const char* at, const char* end) {
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - at >= 8; at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, sizeof word);
      const std::uint64_t special = special_bytes(word);
      if (special != 0) return at + std::countr_zero(special) / 8;
    }
  }
  while (at != end && !is_special(static_cast<unsigned char>(*at))) ++at;
  return at;
}

/// Reads the rest of a string that is not plain ASCII: escapes, UTF-8, and everything wrong.
class StringReader {
 public:
  StringReader(const Reading& reading, const char* begin, const char* end)
      : reading_(reading), begin_(begin), chunk_(begin + 1), at_(begin + 1), end_(end) {}

  /// Goes on at a byte that is_special(), or at the end; returns the place behind the closing
  /// quote.
  const char* read_from(const char* special) {
    at_ = special;
    while (at_ != end_ && *at_ != '"') {
      read_special();
      at_ = skip_plain(at_, end_);
    }
    if (at_ == end_) throw unended_string(reading_.source, reading_.offset(begin_));
    add_value();
    return at_ + 1;
  }

 private:
  void read_special() {
    const auto c = static_cast<unsigned char>(*at_);
    if (c == '\\') {
      decoded_.append(chunk_, at_);
      read_escape();
      chunk_ = at_;
    } else if (c < 0x20U) {
      throw control_character_in_string(reading_.source, here());
    } else {
      const CodePoint found = decode_utf8({at_, end_}, 0);
      if (found.length == 0) throw invalid_utf8_in_string(reading_.source, here());
      at_ += found.length;
    }
  }

  void read_escape() {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = end_ - at_ >= 2 ? at_[1] : '\0';
    const std::size_t index = kLetters.find(letter);
    if (index != std::string_view::npos) {
      decoded_ += kMeanings[index];
      at_ += 2;
    } else if (letter == 'u') {
      append_utf8(decoded_, read_unicode_escape());
    } else {
      throw unknown_escape(reading_.source, here());
    }
  }

  /// `\u00e9`, or a surrogate pair of two such.
  char32_t read_unicode_escape() {
    const std::uint32_t escape = here();
    const char32_t first = read_hex();
    if (first < 0xD800 || first > 0xDFFF) return first;
    const bool pair = first < 0xDC00 && end_ - at_ >= 2 && at_[0] == '\\' && at_[1] == 'u';
    const char32_t second = pair ? read_hex() : 0;
    if (second < 0xDC00 || second > 0xDFFF) throw lone_surrogate(reading_.source, escape);
    return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
  }

  /// The value of a `\uXXXX` at the current place, which moves behind it.
  char32_t read_hex() {
    at_ += 2;
    char32_t value = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const int digit = at_ == end_ ? -1 : hex_digit(*at_);
      if (digit < 0) throw bad_hex_digit(reading_.source, here());
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
  }

  static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /// A view into the source unless there were escapes.
  void add_value() {
    std::string_view text(begin_ + 1, at_);
    if (chunk_ != begin_ + 1) {
      decoded_.append(chunk_, at_);
      text = reading_.builder.tree().keep(std::move(decoded_));
    }
    reading_.builder.add(JsonKind::kString, text,
                         {.begin = reading_.offset(begin_), .end = here() + 1});
  }

  [[nodiscard]] std::uint32_t here() const { return reading_.offset(at_); }

  const Reading& reading_;
  const char* begin_;  // the opening quote
  const char* chunk_;  // text not yet in decoded_
  const char* at_;
  const char* end_;
  std::string decoded_;
};

/// Reads the string whose opening quote is `begin`; returns the place behind its closing quote.
inline const char* read_string(const Reading& reading, const char* begin, const char* end) {
  const char* special = skip_plain(begin + 1, end);
  if (special == end || *special != '"')
    return StringReader(reading, begin, end).read_from(special);
  reading.builder.add(JsonKind::kString, {begin + 1, special},
                      {.begin = reading.offset(begin), .end = reading.offset(special) + 1});
  return special + 1;
}

// --- Grammar ------------------------------------------------------------------------------------

namespace rule {

using tao::pegtl::digit;
using tao::pegtl::if_must;
using tao::pegtl::keyword;
using tao::pegtl::must;
using tao::pegtl::not_at;
using tao::pegtl::one;
using tao::pegtl::opt;
using tao::pegtl::plus;
using tao::pegtl::seq;
using tao::pegtl::sor;
using tao::pegtl::star;

struct Blanks {
  // NOLINTBEGIN(readability-identifier-naming): PEGTL asks for these names.
  using rule_t = Blanks;
  using subs_t = tao::pegtl::empty_list;
  // NOLINTEND(readability-identifier-naming)

  template <class Input>
  static bool match(Input& in) noexcept {
    const char* at = in.current();
    while (at != in.end() && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) ++at;
    in.bump_in_this_line(static_cast<std::size_t>(at - in.current()));
    return true;
  }
};

struct String {
  // NOLINTBEGIN(readability-identifier-naming): PEGTL asks for these names.
  using rule_t = String;
  using subs_t = tao::pegtl::empty_list;
  // NOLINTEND(readability-identifier-naming)

  template <tao::pegtl::apply_mode, tao::pegtl::rewind_mode, template <class...> class,
            template <class...> class, class Input>
  static bool match(Input& in, const Reading& reading) {
    if (in.empty() || *in.current() != '"') return false;
    const char* behind = read_string(reading, in.current(), in.end());
    in.bump_in_this_line(static_cast<std::size_t>(behind - in.current()));
    return true;
  }
};

struct NoMoreDigits : not_at<digit> {};
struct Whole : sor<if_must<one<'0'>, NoMoreDigits>, plus<digit>> {};
struct WholeAfterMinus : Whole {};
struct FractionDigits : plus<digit> {};
struct ExponentDigits : plus<digit> {};
struct Fraction : if_must<one<'.'>, FractionDigits> {};
struct Exponent : seq<one<'e', 'E'>, opt<one<'+', '-'>>, must<ExponentDigits>> {};
struct Number : seq<sor<if_must<one<'-'>, WholeAfterMinus>, Whole>, opt<Fraction>, opt<Exponent>> {
};

struct True : keyword<'t', 'r', 'u', 'e'> {};
struct False : keyword<'f', 'a', 'l', 's', 'e'> {};
struct Null : keyword<'n', 'u', 'l', 'l'> {};

struct Array;
struct Object;
struct Value : seq<sor<String, Object, Array, Number, True, False, Null>, Blanks> {};

struct OpenArray : one<'['> {};
struct CloseArray : one<']'> {};
struct FirstElement : Value {};
struct Element : Value {};
struct AfterElement : CloseArray {};
struct Elements
    : seq<must<FirstElement>, star<one<','>, Blanks, must<Element>>, must<AfterElement>> {};
struct Array : seq<OpenArray, Blanks, sor<CloseArray, Elements>> {};

struct OpenObject : one<'{'> {};
struct CloseObject : one<'}'> {};
struct FirstName : String {};
struct Name : String {};
struct Colon : one<':'> {};
struct MemberValue : Value {};
struct RestOfMember : seq<Blanks, must<Colon>, Blanks, must<MemberValue>> {};
struct AfterMember : CloseObject {};
struct Members : seq<must<FirstName>, RestOfMember,
                     star<one<','>, Blanks, must<Name>, RestOfMember>, must<AfterMember>> {};
struct Object : seq<OpenObject, Blanks, sor<CloseObject, Members>> {};

struct Root : Value {};
struct End : tao::pegtl::eof {};
struct Document : seq<Blanks, must<Root>, must<End>> {};

}  // namespace rule

// --- Values -------------------------------------------------------------------------------------

template <class Rule>
struct Action : tao::pegtl::nothing<Rule> {};

template <JsonKind kKind>
struct Opening {
  template <class Input>
  static void apply(const Input& in, const Reading& reading) {
    const std::uint32_t begin = reading.offset(in.begin());
    reading.builder.open(kKind, {.begin = begin, .end = begin + 1});
  }
};

struct Closing {
  template <class Input>
  static void apply(const Input& in, const Reading& reading) {
    reading.builder.close(reading.offset(in.end()));
  }
};

template <JsonKind kKind>
struct Scalar {
  template <class Input>
  static void apply(const Input& in, const Reading& reading) {
    const std::string_view text(in.begin(), in.end());
    reading.builder.add(kKind, kKind == JsonKind::kNull ? std::string_view{} : text,
                        {.begin = reading.offset(in.begin()), .end = reading.offset(in.end())});
  }
};

// clang-format off
template <> struct Action<rule::OpenArray> : Opening<JsonKind::kArray> {};
template <> struct Action<rule::OpenObject> : Opening<JsonKind::kObject> {};
template <> struct Action<rule::CloseArray> : Closing {};
template <> struct Action<rule::AfterElement> : Closing {};
template <> struct Action<rule::CloseObject> : Closing {};
template <> struct Action<rule::AfterMember> : Closing {};
template <> struct Action<rule::Number> : Scalar<JsonKind::kNumber> {};
template <> struct Action<rule::True> : Scalar<JsonKind::kBool> {};
template <> struct Action<rule::False> : Scalar<JsonKind::kBool> {};
template <> struct Action<rule::Null> : Scalar<JsonKind::kNull> {};

// --- Failures: what a rule under must<> stands for ----------------------------------------------

template <class Rule> struct Expects;
template <JsonExpected kWhat> struct Expected { static constexpr JsonExpected kValue = kWhat; };
template <> struct Expects<rule::Root> : Expected<JsonExpected::kDocument> {};
template <> struct Expects<rule::End> : Expected<JsonExpected::kEnd> {};
template <> struct Expects<rule::FirstElement> : Expected<JsonExpected::kFirstElement> {};
template <> struct Expects<rule::Element> : Expected<JsonExpected::kElement> {};
template <> struct Expects<rule::AfterElement> : Expected<JsonExpected::kAfterElement> {};
template <> struct Expects<rule::FirstName> : Expected<JsonExpected::kFirstName> {};
template <> struct Expects<rule::Name> : Expected<JsonExpected::kName> {};
template <> struct Expects<rule::Colon> : Expected<JsonExpected::kColon> {};
template <> struct Expects<rule::MemberValue> : Expected<JsonExpected::kMemberValue> {};
template <> struct Expects<rule::AfterMember> : Expected<JsonExpected::kAfterMember> {};
template <> struct Expects<rule::NoMoreDigits> : Expected<JsonExpected::kNoLeadingZero> {};
template <> struct Expects<rule::WholeAfterMinus> : Expected<JsonExpected::kDigitAfterMinus> {};
template <> struct Expects<rule::FractionDigits> : Expected<JsonExpected::kDigitAfterPoint> {};
template <> struct Expects<rule::ExponentDigits> : Expected<JsonExpected::kExponentDigit> {};
// clang-format on

template <class Rule>
struct Control : tao::pegtl::normal<Rule> {
  template <class Input>
  [[noreturn]] static void raise(const Input& in, const Reading& reading) {
    throw json_failure(
        Expects<Rule>::kValue, reading.source,
        {.offset = reading.offset(in.current()), .open_bracket = reading.open_bracket()});
  }
};

void read_into(TreeBuilder& builder, const Source& source) {
  using Input =
      tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy, tao::pegtl::eol::lf, const char*>;
  std::string_view text = source.text();
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Input in(text.data(), text.data() + text.size(), "");
  const Reading reading{.source = source, .builder = builder};
  // Every alternative ends in must<>: the parse succeeds or throws.
  (void)tao::pegtl::parse<rule::Document, Action, Control>(in, reading);
}

}  // namespace

JsonResult read_json(SourcePtr source, const ReadLimits& limits) {
  if (auto failure = check_size(source->text().size(), limits)) {
    return failed_reading(source, *std::move(failure));
  }
  auto tree = std::make_shared<Json>(std::move(source));
  try {
    TreeBuilder builder(*tree, limits);
    read_into(builder, *tree->source());
  } catch (ReadFailure& failure) {
    return failed_reading(tree->source(), std::move(failure));
  }
  return {.tree = std::move(tree), .diagnostics = {}};
}

}  // namespace cordon
