// Whatever a line of a batch holds, one JSON object on one line comes out, with the line's id; its
// spans lie in the line; and a second time (policies are kept by then) it is the same.

#include <nlohmann/json.hpp>
#include <string>

#include "cli/simulate/batch_line.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using fuzz::property;

namespace {

void check_span(const nlohmann::json& span, const BatchLine& line) {
  const auto begin = span.at("begin").at("offset").get<std::uint64_t>();
  const auto end = span.at("end").at("offset").get<std::uint64_t>();
  property(begin >= line.offset && begin <= end, "a span begins in its line");
  property(end <= line.offset + line.text.size(), "a span ends in its line");
  property(span.at("begin").at("line").get<std::uint64_t>() == line.number, "of that number");
  property(span.at("begin").at("column").get<std::uint64_t>() >= 1, "columns are 1-based");
}

void check_answer(const std::string& out, LineResult result, const BatchLine& line) {
  property(out.ends_with('\n') && out.find('\n') + 1 == out.size(), "one line");
  const nlohmann::json answer = nlohmann::json::parse(out, nullptr, false);
  property(answer.is_object(), "an answer is a JSON object");
  property(answer.contains("id") && !answer["id"].is_structured(), "an answer has an id");
  property(answer.contains("decision") != answer.contains("error"), "a decision or an error");
  property(answer.contains("error") == (result == LineResult::kUnusable), "the result says which");
  if (answer.contains("error")) check_span(answer["error"].at("span"), line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  // A policy file named by the input may be any; a device would wait, or never end.
  if (text.contains('\n') || text.contains("dev/") || text.contains("proc/")) return 0;
  static PolicyFiles files("-");
  LineAnswerer answerer("fuzz", files, Unstated::kAbsent);
  const BatchLine line{.text = text, .number = 7, .offset = 1000};
  std::string first;
  std::string second;
  const LineResult result = answerer.answer(line, first);
  check_answer(first, result, line);
  property(answerer.answer(line, second) == result, "the same again");
  property(first == second, "the same again");
  return 0;
}
