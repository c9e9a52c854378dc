// How fast bytes become a JSON tree: a line of a batch, and a large policy file as people write it.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "grammar/json.h"

namespace cordon {
namespace {

/// 300 bytes, as `cordon simulate --batch` gets them.
std::string batch_line() {
  std::string line =
      R"({"id":"r-000001","request":{"principal":"arn:aws:iam::111122223333:user/alice",)"
      R"("action":"s3:GetObject","resource":"arn:aws:s3:::example-bucket/reports/2024/01.csv",)"
      R"("at":"2024-05-01T12:00:00Z","context":{"aws:SourceIp":"203.0.113.9","aws:SecureTransport":true}},)"
      R"("expect":"implicitDeny","note":")";
  line.append(298 - line.size(), 'x');
  return line + "\"}";
}

std::string policy_file(std::size_t bytes) {
  std::string text = "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [";
  for (std::size_t i = 0; text.size() < bytes; ++i) {
    text += fmt::format(R"({}
        {{
            "Sid": "ReadReports{}",
            "Effect": "Allow",
            "Action": [
                "s3:GetObject",
                "s3:ListBucket"
            ],
            "Resource": "arn:aws:s3:::example-bucket-{}/*",
            "Condition": {{
                "StringEquals": {{
                    "aws:PrincipalTag/team": "reports"
                }}
            }}
        }})",
                        i == 0 ? "" : ",", i, i);
  }
  return text + "\n    ]\n}\n";
}

void read_repeatedly(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    const JsonResult result = read_json(std::make_shared<Source>("bench", text));
    if (!result.root()) state.SkipWithError("the text of the benchmark is no JSON");
    benchmark::DoNotOptimize(result.tree->nodes().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void bm_json_batch_line(benchmark::State& state) { read_repeatedly(state, batch_line()); }
BENCHMARK(bm_json_batch_line);

void bm_json_policy_file_1mb(benchmark::State& state) {
  read_repeatedly(state, policy_file(std::size_t{1} << 20U));
}
BENCHMARK(bm_json_policy_file_1mb);

void bm_json_escaped_strings(benchmark::State& state) {
  std::string text = "[";
  for (int i = 0; i < 10'000; ++i) text += R"("a line\nwith \"escapes\" and caf\u00e9 in it",)";
  read_repeatedly(state, text + "0]");
}
BENCHMARK(bm_json_escaped_strings);

void bm_json_utf8_strings(benchmark::State& state) {
  std::string text = "[";
  for (int i = 0; i < 10'000; ++i) text += "\"Größe, naïve café und 中文文本\",";
  read_repeatedly(state, text + "0]");
}
BENCHMARK(bm_json_utf8_strings);

}  // namespace
}  // namespace cordon
