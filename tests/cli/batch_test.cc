#include "cli/simulate/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/run_program.h"

namespace cordon {
namespace {

constexpr std::string_view kRequest =
    R"("request":{"principal":"arn:aws:iam::111122223333:user/bob","action":"s3:GetObject",)"
    R"("resource":"arn:aws:s3:::reports/1"})";
constexpr std::string_view kAllowAll =
    R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";

std::string case_line(std::string_view id, std::string_view more = "") {
  return fmt::format(R"({{"id":{},{}{}}})", id, kRequest, more) + "\n";
}

struct Answers {
  std::string text;
  BatchCounts counts;
  std::string error;
};

// Answers `input`, which arrives in pieces of up to `piece` bytes.
Answers answer(std::string_view input, BatchOptions options = {}, std::size_t piece = 1 << 20) {
  Answers answers;
  std::size_t at = 0;
  const auto read = [&](std::span<char> buffer) {
    const std::size_t size = std::min({piece, buffer.size(), input.size() - at});
    std::copy_n(input.data() + at, size, buffer.data());
    at += size;
    return std::expected<std::size_t, Error>(size);
  };
  const auto write = [&](std::string_view lines) {
    answers.text += lines;
    return std::expected<void, Error>();
  };
  const auto counts = answer_batch({.read = read, .write = write}, options);
  if (counts) {
    answers.counts = *counts;
  } else {
    answers.error = counts.error().message;
  }
  return answers;
}

// `id line N line:column..line:column message` of an error, else what the line decides.
std::string dump(std::string_view json_line) {
  const nlohmann::json json = nlohmann::json::parse(json_line);
  const std::string id = json.at("id").dump();
  if (!json.contains("error")) {
    return fmt::format("{} {} {}", id, json.at("decision").get<std::string>(),
                       json.at("reason").get<std::string>());
  }
  const nlohmann::json& error = json.at("error");
  const auto place = [&](const char* name) {
    const nlohmann::json& at = error.at("span").at(name);
    return fmt::format("{}:{}", at.at("line").get<int>(), at.at("column").get<int>());
  };
  return fmt::format("{} line {} {}..{} {}", id, json.at("line").get<int>(), place("begin"),
                     place("end"), error.at("message").get<std::string>());
}

std::string dump_all(std::string_view text) {
  std::string out;
  for (const std::string_view line : support::split_lines(text)) out += dump(line) + "\n";
  return out;
}

TEST_CASE("an answer has the members of the contract, in its order") {
  const std::string policies = fmt::format(
      R"(,"policies":{{"identity":[{{"name":"all","document":{}}}]}},"expect":"denied")",
      R"({"Statement":[{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"},)"
      R"({"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":)"
      R"({"StringEquals":{"aws:SourceVpc":"vpc-1"},"IpAddress":{"AWS:SourceIp":"10.0.0.0/8"}}}]})");
  const Answers answers = answer(case_line("\"r-1\"", policies));
  CHECK(answers.text ==
        R"({"id":"r-1","decision":"allowed","reason":"identity-allow","decidedBy":[)"
        R"({"policyType":"identity","policy":"all","statement":0,"sid":"All"}],)"
        R"("missingContextKeys":["aws:SourceVpc","AWS:SourceIp"],"asExpected":false})"
        "\n");
  CHECK(answers.counts.lines == 1);
  CHECK(answers.counts.unexpected == 1);
}

TEST_CASE("with unstated keys open, an answer says what it can be") {
  const std::string policies =
      R"(,"policies":{"identity":[{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},)"
      R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"s3:x":"false"}}}]}]})";
  const Answers answers = answer(case_line("1", policies), {.unstated = Unstated::kOpen});
  CHECK(answers.text ==
        R"({"id":1,"decision":"undecided","possible":["allowed","explicitDeny"],)"
        R"("reason":"undecided","decidedBy":[)"
        R"({"policyType":"identity","policy":"identity[0]","statement":0,"sid":null},)"
        R"({"policyType":"identity","policy":"identity[0]","statement":1,"sid":null}],)"
        R"("missingContextKeys":["s3:x"]})"
        "\n");
}

TEST_CASE("an id comes back as it was written") {
  struct Row {
    std::string_view id, echoed;
  };
  const Row rows[] = {
      {R"("a")", R"("a")"},
      {R"("caf\u00e9 \/ \"x\" é")", R"("caf\u00e9 \/ \"x\" é")"},
      {"12345678901234567890.10e+02", "12345678901234567890.10e+02"},
      {"-0", "-0"},
      {"true", "true"},
      {"null", "null"},
  };
  for (const Row& row : rows) {
    CHECK(answer(case_line(row.id)).text.starts_with(fmt::format(R"({{"id":{},"dec)", row.echoed)));
  }
  CHECK(answer(fmt::format("{{{}}}", kRequest)).text.starts_with(R"({"id":null,"dec)"));
  CHECK(dump_all(answer(R"({"id":"x","request":1})").text).starts_with("\"x\" line 1 "));
}

TEST_CASE("every kind of unusable line is answered, and the rest goes on") {
  const std::string good = case_line("0");
  struct Row {
    std::string_view line, answer;
  };
  const Row rows[] = {
      {"[1]", "null line 2 2:1..2:4 a case document has to be an object, not an array"},
      {"7", "null line 2 2:1..2:2 a case document has to be an object, not a number"},
      {"null", "null line 2 2:1..2:5 a case document has to be an object, not null"},
      {R"({"id":"a","request":)",
       "null line 2 2:21..2:21 expected a value after `:`, found end of file (the `{` at 2:1 is "
       "not closed)"},
      {R"({"id":"a"} x)",
       "null line 2 2:12..2:13 expected end of file after the value, found `x` (a file holds one "
       "JSON value)"},
      {R"({"id":"a)",
       "null line 2 2:9..2:9 expected `\"` at the end of this string, found end of file (the "
       "string starts at 2:7)"},
      {"{\"id\":\"a\xFF\"}",
       "null line 2 2:9..2:10 expected UTF-8, found byte 0xFF (save the file as UTF-8)"},
      {"\xC3\x28", "null line 2 2:1..2:2 expected a value, found byte 0xC3"},
      {std::string_view("\0", 1), "null line 2 2:1..2:2 expected a value, found U+0000"},
      {R"({"id":"a"})", "\"a\" line 2 2:1..2:11 a case document needs `request`"},
      {R"({"id":[1],"request":1})",
       "null line 2 2:7..2:10 `id` has to be a string, a number, a boolean or null, not an "
       "array"},
      {R"({"id":"a","id":"b","request":1})",
       "\"a\" line 2 2:11..2:15 `id` is given twice in a"
       " case document"},
      {R"({"id":"a","reqest":1})",
       "\"a\" line 2 2:11..2:19 unknown member `reqest` in a case document (did you mean "
       "`request`?)"},
      {R"({"id":"ü","request":1})",
       "\"ü\" line 2 2:21..2:22 a request has to be an object, not a number"},
      {R"({"id":"a","request":{"principal":"*","action":"s3:*","resource":"*"}})",
       "\"a\" line 2 2:47..2:53 action `s3:*`: a request names one action, without wildcards"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    for (const unsigned jobs : {1U, 3U}) {
      const Answers got = answer(good + std::string(row.line) + "\n" + good, {.jobs = jobs});
      const std::vector<std::string_view> lines = support::split_lines(got.text);
      REQUIRE(lines.size() == 3);
      CHECK(dump(lines[0]) == "0 implicitDeny identity-implicit-deny");
      CHECK(dump(lines[2]) == dump(lines[0]));
      CHECK(got.counts.unusable == 1);
      CHECK(dump(lines[1]) == row.answer);
    }
  }
}

// Offsets count bytes of the whole stream, columns are code points of the line.
TEST_CASE("the span of an error is a place in the stream") {
  const std::string good = case_line("0");
  const std::string bad = R"({"id":"äö","request":{"principal":"*","action":"x","resource":"*"}})";
  const std::string text = answer(good + "\r\n" + bad).text;
  const std::size_t offset = good.size() + 2 + std::string_view(bad).find("\"x\"");
  CHECK(text.substr(text.find('\n') + 1) ==
        fmt::format(R"({{"id":"äö","line":3,"error":{{"message":"action `x`: expected )"
                    R"(`service:name`, such as `s3:GetObject`","span":{{)"
                    R"("begin":{{"offset":{},"line":3,"column":48}},)"
                    R"("end":{{"offset":{},"line":3,"column":51}}}}}}}})"
                    "\n",
                    offset, offset + 3));
}

TEST_CASE("empty lines, CRLF, and a last line without its end") {
  const std::string good = case_line("1");
  const std::string body = good.substr(0, good.size() - 1);
  const std::string answer_line = answer(good).text;
  for (const std::string& input :
       {good, body, body + "\r\n", "\n\r\n \t\n" + good, good + "\n\n", body + "\r"}) {
    CAPTURE(input);
    CHECK(answer(input).text == answer_line);
    CHECK(answer(input, {}, 1).text == answer_line);
    CHECK(answer(input, {.jobs = 2}, 7).text == answer_line);
  }
  CHECK(answer("").text == "");
  CHECK(answer("\n\n").counts.lines == 0);
}

TEST_CASE("a line that is too long is refused, however it arrives") {
  const std::string good = case_line("1");
  const BatchOptions options{.max_line_bytes = 1000};
  const std::string input = good + std::string(5000, 'x') + "\n" + good;
  const std::string refused =
      "null line 2 2:1..2:1 the line is longer than 1000 bytes (expected one case document a "
      "line)\n";
  const std::string decided = "1 implicitDeny identity-implicit-deny\n";
  for (const std::size_t piece : {1U, 100U, 1001U, 1U << 20U}) {
    CHECK(dump_all(answer(input, options, piece).text) == decided + refused + decided);
  }
  CHECK(answer(input, options).counts.unusable == 1);
  const std::string longest = good.substr(0, good.size() - 1) + std::string(1000, ' ');
  CHECK(answer(longest.substr(0, 1000), options).counts.unusable == 0);
  CHECK(answer(longest.substr(0, 1001), options).counts.unusable == 1);
}

TEST_CASE("exit codes") {
  CHECK(exit_code({.lines = 3}) == ExitCode::kYes);
  CHECK(exit_code({.lines = 3, .unexpected = 1}) == ExitCode::kNo);
  CHECK(exit_code({.lines = 3, .unusable = 1, .unexpected = 1}) == ExitCode::kUnusable);
}

TEST_CASE("as many answers as lines, in their order, whatever the number of jobs") {
  std::string input;
  for (int i = 0; i < 5000; ++i) {
    const std::string more =
        i % 7 == 0 ? fmt::format(R"(,"policies":{{"identity":[{}]}})", kAllowAll) : "";
    input += i % 11 == 0 ? fmt::format("broken {}\n", i) : case_line(std::to_string(i), more);
  }
  const Answers alone = answer(input);
  CHECK(support::split_lines(alone.text).size() == 5000);
  CHECK(alone.counts.unusable == 455);
  for (const unsigned jobs : {2U, 4U, 8U}) {
    for (const std::size_t piece : {300U, 5000U, 1U << 20U}) {
      const Answers together = answer(input, {.jobs = jobs}, piece);
      CHECK(together.text == alone.text);
      CHECK(together.counts.lines == alone.counts.lines);
      CHECK(together.counts.unusable == alone.counts.unusable);
    }
  }
}

// A line is answered before `read` is asked for the next one; with several jobs, without it.
TEST_CASE("an answer does not wait for the next line") {
  for (const unsigned jobs : {1U, 3U}) {
    CAPTURE(jobs);
    std::mutex mutex;
    std::size_t written = 0;
    std::size_t sent = 0;
    bool waited_in_vain = false;
    const auto answered = [&] {
      const std::scoped_lock lock(mutex);
      return written == sent;
    };
    const auto read = [&](std::span<char> buffer) -> std::expected<std::size_t, Error> {
      using namespace std::chrono_literals;
      for (int i = 0; i < 5000 && !answered(); ++i) std::this_thread::sleep_for(1ms);
      waited_in_vain = waited_in_vain || !answered();
      if (sent == 5) return 0;
      ++sent;
      const std::string line = case_line(std::to_string(sent));
      std::ranges::copy(line, buffer.begin());
      return line.size();
    };
    const auto write = [&](std::string_view lines) {
      const std::scoped_lock lock(mutex);
      written += static_cast<std::size_t>(std::ranges::count(lines, '\n'));
      return std::expected<void, Error>();
    };
    CHECK(answer_batch({.read = read, .write = write}, {.jobs = jobs}).has_value());
    CHECK(written == 5);
    CHECK_FALSE(waited_in_vain);
  }
}

TEST_CASE("what can't be read or written any more ends the batch") {
  const std::string lines = case_line("1") + case_line("2");
  const auto read_once = [&](bool& given) {
    return [&](std::span<char> buffer) -> std::expected<std::size_t, Error> {
      if (std::exchange(given, true)) return std::unexpected(Error{"broken disk"});
      std::ranges::copy(lines, buffer.begin());
      return lines.size();
    };
  };
  for (const unsigned jobs : {1U, 3U}) {
    std::string text;
    bool given = false;
    const auto write = [&](std::string_view more) {
      text += more;
      return std::expected<void, Error>();
    };
    const auto counts = answer_batch({.read = read_once(given), .write = write}, {.jobs = jobs});
    REQUIRE_FALSE(counts.has_value());
    CHECK(counts.error().message == "broken disk");
    CHECK(support::split_lines(text).size() == 2);  // what had been read is answered

    const auto endless = [&](std::span<char> buffer) -> std::expected<std::size_t, Error> {
      std::ranges::copy(lines, buffer.begin());
      return lines.size();
    };
    const auto full = [](std::string_view) -> std::expected<void, Error> {
      return std::unexpected(Error{"disk full"});
    };
    const auto stopped = answer_batch({.read = endless, .write = full}, {.jobs = jobs});
    REQUIRE_FALSE(stopped.has_value());
    CHECK(stopped.error().message == "disk full");
  }
}

}  // namespace
}  // namespace cordon
