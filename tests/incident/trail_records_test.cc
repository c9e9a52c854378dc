// CloudTrail's bytes to records: the containers, cut and broken files, the styles of dates.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/trail/log_date.h"
#include "engine/incident/trail/record_splitter.h"

namespace cordon::incident {
namespace {

// --- Dates ---------------------------------------------------------------------------------------

TEST_CASE("dates in every style that logs have") {
  struct Row {
    std::string_view text, expected;
  };
  const Row rows[] = {
      {"2024-07-30T21:46:15Z", "2024-07-30T21:46:15Z"},
      {"Jul 30, 2024, 9:46:15 PM", "2024-07-30T21:46:15Z"},
      {"Jul 30, 2024 9:53:13 PM", "2024-07-30T21:53:13Z"},
      {"Jul 30, 2024, 9:46:15\u202fPM", "2024-07-30T21:46:15Z"},
      {"Jul 30, 2024, 9:46:15\u00a0AM", "2024-07-30T09:46:15Z"},
      {"Jan 1, 2024, 12:00:00 AM", "2024-01-01T00:00:00Z"},
      {"Jan 1, 2024, 12:30:00 PM", "2024-01-01T12:30:00Z"},
      {"20131102T010628Z", "2013-11-02T01:06:28Z"},
      {"Feb 30, 2024, 9:46:15 PM", "-"},
      {"Jul 30, 2024, 13:46:15 PM", "-"},
      {"Jul 30, 2024, 0:46:15 AM", "-"},
      {"Jul 30, 2024, 9:46:15", "-"},
      {"Jul 30, 2024, 9:46:15 PM UTC", "-"},
      {"Juli 30, 2024, 9:46:15 PM", "-"},
      {"1722375975", "-"},
      {"", "-"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_log_date(row.text);
    CHECK((read ? to_string(*read) : "-") == row.expected);
  }
}

// --- Containers ----------------------------------------------------------------------------------

struct Split {
  std::string records;
  std::string problems;
};

// Fed in pieces of `size` bytes.
Split split(std::string_view text, std::size_t size, bool cut_short = false) {
  Split result;
  RecordSplitter splitter([&](const RawRecord& raw) {
    result.records += fmt::format("{}:", raw.number);
    for (const FieldValue& field : raw.fields) {
      if (field.field == RecordField::kEventName || field.field == RecordField::kAccessKeyId) {
        result.records += fmt::format("{} ", field.value);
      }
    }
  });
  for (std::size_t at = 0; at < text.size(); at += size) splitter.feed(text.substr(at, size));
  splitter.finish(cut_short);
  for (const TrailProblem& problem : splitter.problems()) {
    result.problems += fmt::format("{}: {};", problem.record, problem.message);
  }
  if (splitter.others() > 0) result.problems += fmt::format("{} others;", splitter.others());
  return result;
}

TEST_CASE("records are found in every container, however the bytes arrive") {
  struct Row {
    std::string_view text, records, problems;
  };
  const Row rows[] = {
      {R"({"Records":[{"eventName":"A"},{"eventName":"B"}]})", "1:A 2:B ", ""},
      {R"( { "Records" : [ { "eventName" : "A" } , { "x":{"accessKeyId" : "K"},"eventName":"B"}]}
)",
       "1:A 2:K B ", ""},
      {R"({"NextToken":"t","Events":[{"EventName":"A","CloudTrailEvent":"{\"eventName\":\"A\",\"u\":{\"accessKeyId\":\"K\"}}"}],"x":[1]})",
       "1:A K ", ""},
      {R"([{"eventName":"A"},{"eventName":"B"}])", "1:A 2:B ", ""},
      {"{\"eventName\":\"A\"}\n{\"eventName\":\"B\"}\n", "1:A 2:B ", ""},
      {R"({"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"A"}})",
       "1:A ", ""},
      {R"({"events":[{"message":"{\"eventName\":\"A\"}"},{"message":"START RequestId"}]})", "1:A ",
       "1 others;"},
      {"\xEF\xBB\xBF{\"Records\":[{\"eventName\":\"A\"}]}", "1:A ", ""},
      {R"({"Records":[]})", "", ""},
      {"", "", ""},
      {R"({"awsAccountId":"1","digestStartTime":"x","logFiles":[{"s3Object":"y"}]})", "",
       "1 others;"},
      // Brackets and quotes in strings are none.
      {R"({"Records":[{"eventName":"A","s":"}]\"\\"},{"eventName":"B"}]})", "1:A 2:B ", ""},
      // What is cut off.
      {R"({"Records":[{"eventName":"A"},{"eventN)", "1:A ",
       "2: the file ends in the middle of its list of records;"},
      {R"({"Records":[{"eventName":"A"}])", "1:A ", "2: the file ends behind its list of records;"},
      {"{\"eventName\":\"A\"}\n{\"eventName\":", "1:A ", "2: the file ends in the middle of it;"},
      // One bad line of many.
      {"{\"eventName\":\"A\"}\nnonsense\n{\"eventName\":\"B\"}\n", "1:A 2:B ",
       "2: expected a JSON object with a record, or a list of them;"},
      {"{\"eventName\":\"A\"}\n{\"eventName\":\"X\n{\"eventName\":\"B\"}\n", "1:A 2:B ",
       "2: it is not JSON;"},
      // One bad element of many.
      {R"({"Records":[{"eventName":"A"},7,{"eventName":"B"}]})", "1:A 3:B ",
       "2: expected an object in the list of records;"},
      {R"({"Records":[[{"eventName":"A"},"]"],"},{",null,{"eventName":"B"}],"x":[true]})", "4:B ",
       "1: expected an object in the list of records;2: expected an object in the list of "
       "records;3: expected an object in the list of records;"},
      {"{\"Records\":[{\"eventName\":\"A\",\"x\":\"\x01}\"},{\"eventName\":\"B\"}]}", "2:B ",
       "1: it is not JSON;"},
      {R"({"Records":[{"eventName":"A"},"no end])", "1:A ",
       "2: the file ends in the middle of its list of records;"},
      {R"({"Records":{"eventName":"A"}})", "1:A ", "1: its `Records` is no list;"},
      {R"({"Records":null})", "", "1: its `Records` is no list;1 others;"},
      {R"({"Events":[{"CloudTrailEvent":"{\"eventName\":"},{"CloudTrailEvent":"{\"eventName\":\"B\"}"}]})",
       "1:B ", "1: its `CloudTrailEvent` holds no JSON object;"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
      CAPTURE(size);
      const Split result = split(row.text, size);
      CHECK(result.records == row.records);
      CHECK(result.problems == row.problems);
    }
  }
  // Somebody else has said already that the bytes end early.
  CHECK(split(R"({"Records":[{"eventName":"A"},{"ev)", 9, true).problems == "");
}

TEST_CASE("a record without end, and a file of nothing but slips, are given up") {
  const std::string endless =
      R"({"Records":[{"eventName":")" + std::string(RecordSplitter::kLongestRecord + 10, 'x');
  CHECK(split(endless, 1'000'000).problems ==
        "1: it is longer than 8 MiB; what follows it was not read;");
  std::string slips;
  for (int i = 0; i < 1000; ++i) slips += "x\n{\"eventName\":\"A\"}\n";
  const Split result = split(slips, 1'000'000);
  CHECK(result.problems.ends_with("too many problems, the rest was not read;"));
  std::string elements = "{\"Records\":[";
  for (int i = 0; i < 1000; ++i) elements += "7,";
  CHECK(split(elements + "{}]}", 1'000'000).problems.ends_with("the rest was not read;"));
}

}  // namespace
}  // namespace cordon::incident
