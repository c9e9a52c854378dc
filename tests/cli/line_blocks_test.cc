#include "cli/line_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

// A stream that gives its bytes in pieces of up to `most` bytes.
ReadBytes stream(std::string text, std::size_t most) {
  return [text = std::move(text), most, at = std::size_t{0}](std::span<char> buffer) mutable {
    const std::size_t size = std::min({most, buffer.size(), text.size() - at});
    std::copy_n(text.data() + at, size, buffer.data());
    at += size;
    return std::expected<std::size_t, Error>(size);
  };
}

// `number@offset:text` of every line; `long` for one that was passed over.
std::string dump(LineBlocks& blocks) {
  std::string out;
  while (true) {
    const auto block = blocks.next();
    if (!block) return out + "error " + block.error().message;
    if (!*block) return out;
    if ((*block)->too_long) {
      out += fmt::format("{}@{}:long|", (*block)->first_line, (*block)->offset);
    }
    for_each_line(**block, [&](std::string_view text, std::uint64_t number, std::uint64_t offset) {
      out += fmt::format("{}@{}:{}|", number, offset, text);
    });
  }
}

std::string dump(std::string_view text, std::size_t piece = 1000, std::size_t most_line = 1000) {
  LineBlocks blocks(stream(std::string(text), piece), most_line);
  return dump(blocks);
}

TEST_CASE("lines, their numbers and their offsets") {
  struct Row {
    std::string_view text, lines;
  };
  const Row rows[] = {
      {"", ""},
      {"a", "1@0:a|"},
      {"a\n", "1@0:a|"},
      {"a\nbc\n", "1@0:a|2@2:bc|"},
      {"a\nbc", "1@0:a|2@2:bc|"},
      {"a\r\nb\r\n", "1@0:a|2@3:b|"},
      {"a\n\nb\n", "1@0:a|3@3:b|"},
      {"\n\n\n", ""},
      {"\r\n \t \r\nx", "3@7:x|"},
      {" a \r", "1@0: a |"},
      {"a\rb\n", "1@0:a\rb|"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(dump(row.text) == row.lines);
    CHECK(dump(row.text, 1) == row.lines);
  }
}

TEST_CASE("a line that is too long is passed over, and the next one keeps its place") {
  const std::string text = std::string(50, 'x') + "\nb\nc";
  CHECK(dump(text, 7, 10) == "1@0:long|2@51:b|3@53:c|");
  CHECK(dump(text + std::string(50, 'y'), 7, 10) == "1@0:long|2@51:b|3@53:long|");
  CHECK(dump(std::string(50, 'x'), 7, 10) == "1@0:long|");
  CHECK(dump("a\n" + std::string(50, 'x') + "\n", 7, 10) == "1@0:a|2@2:long|");
}

// What stands behind a long line is there already: it must not wait for the next read.
TEST_CASE("lines behind a long line come before anything more is read") {
  int reads = 0;
  auto bytes = stream(std::string(30, 'x') + "yyyy\nb\n" + "later\n", 30);
  LineBlocks blocks(
      [&](std::span<char> buffer) {
        ++reads;
        return bytes(buffer);
      },
      10);
  CHECK(blocks.next().value()->too_long);
  CHECK(blocks.next().value()->text == "b\nlater\n");
  CHECK(reads == 2);
}

TEST_CASE("the error of a stream ends the lines") {
  LineBlocks blocks(
      [](std::span<char>) -> std::expected<std::size_t, Error> {
        return std::unexpected(Error{"broken"});
      },
      10);
  CHECK(dump(blocks) == "error broken");
}

// However the bytes arrive, the lines are the same.
TEST_CASE("pieces of every size give the same lines") {
  std::minstd_rand random(7);
  const std::string_view alphabet = "ab \r\n\n";
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (auto size = random() % 60; size > 0; --size) text += alphabet[random() % alphabet.size()];
    CAPTURE(text);
    const std::string whole = dump(text);
    for (const std::size_t piece : std::initializer_list<std::size_t>{1, 2, 3, 7, 59})
      CHECK(dump(text, piece) == whole);
  }
}

}  // namespace
}  // namespace cordon
