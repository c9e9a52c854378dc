// How fast CloudTrail's files become evidence: 64 MB of records as S3 has them, of which one in a
// thousand matters, plain and as gzip, beside reading (and unpacking) the same bytes alone.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files.h"
#include "cli/sessions/read_trail.h"
#include "cli/sessions/unpack.h"
#include "engine/incident/trail/gather.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

constexpr std::size_t kBytes = std::size_t{64} << 20U;
constexpr std::string_view kKey = "AKIAIOSFODNN7EXAMPLE";

// 1.5 KB, as AWS's services write them.
std::string record(std::size_t number, std::string_view key) {
  return fmt::format(
      R"({{"eventVersion":"1.08","userIdentity":{{"type":"AssumedRole","principalId":"AROAEXAMPLE{0:09}:worker-{0}","arn":"arn:aws:sts::111122223333:assumed-role/worker/worker-{0}","accountId":"111122223333","accessKeyId":"{1}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROAEXAMPLE{0:09}","arn":"arn:aws:iam::111122223333:role/service/worker","accountId":"111122223333","userName":"worker"}},"attributes":{{"creationDate":"2024-05-01T00:{2:02}:00Z","mfaAuthenticated":"false"}}}}}},"eventTime":"2024-05-01T01:{2:02}:{3:02}Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.{3}","userAgent":"[aws-sdk-java/2.20.18 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.6 Java/17 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/legacy]","requestParameters":{{"bucketName":"example-bucket-{2}","Host":"example-bucket-{2}.s3.eu-west-1.amazonaws.com","key":"reports/2024/05/01/part-{0:08}.parquet","x-amz-checksum-mode":"ENABLED"}},"responseElements":null,"additionalEventData":{{"SignatureVersion":"SigV4","CipherSuite":"ECDHE-RSA-AES128-GCM-SHA256","bytesTransferredIn":0,"SSEApplied":"Default_SSE_S3","AuthenticationMethod":"AuthHeader","x-amz-id-2":"Rk9PQkFSRk9PQkFSRk9PQkFSRk9PQkFSRk9PQkFSRk9PQkFS{0:08}","bytesTransferredOut":{0}}},"requestID":"REQ{0:013}","eventID":"00000000-0000-4000-8000-{0:012}","readOnly":true,"resources":[{{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::example-bucket-{2}/reports/2024/05/01/part-{0:08}.parquet"}},{{"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::example-bucket-{2}"}}],"eventType":"AwsApiCall","managementEvent":false,"recipientAccountId":"111122223333","eventCategory":"Data","tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"example-bucket-{2}.s3.eu-west-1.amazonaws.com"}}}})", number, key,
      number % 60, number % 50);
}

std::string log_text() {
  std::string text = R"({"Records":[)";
  for (std::size_t i = 0; text.size() < kBytes; ++i) {
    const bool matters = i % 1000 == 0;
    text += fmt::format("{}{}", i == 0 ? "" : ",",
                        record(i, matters ? std::string(kKey) : fmt::format("ASIA{:016}", i / 20)));
  }
  return text + "]}";
}

std::string packed(const std::string& text) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, text.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(out.size() - z.avail_out);
  deflateEnd(&z);
  return out;
}

// The two files, made once for all benchmarks.
struct Files {
  std::string folder =
      (std::filesystem::temp_directory_path() / fmt::format("cordon-trail-{}", ::getpid()))
          .string();
  std::string plain = folder + "/log.json";
  std::string gzip = folder + "/log.json.gz";
  std::size_t bytes = 0;

  Files() {
    const std::string text = log_text();
    bytes = text.size();
    support::write_file(plain, text);
    support::write_file(gzip, packed(text));
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() { std::filesystem::remove_all(folder); }
};

const Files& files() {
  static const Files kFiles;
  return kFiles;
}

void set_bytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(files().bytes));
}

// What nobody can do without: every byte is read, unpacked, and looked at once.
void read_alone(benchmark::State& state, const std::string& path) {
  std::vector<char> buffer(std::size_t{256} << 10U);
  for (auto _ : state) {
    std::size_t brackets = 0;
    Unpacker unpacker([&](std::string_view bytes) {
      for (const char c : bytes) brackets += c == '{' ? 1U : 0U;
    });
    auto file = InputFile::open(path);
    for (auto got = file->read(buffer); got && *got > 0; got = file->read(buffer)) {
      if (unpacker.feed({buffer.data(), *got})) state.SkipWithError("can't be unpacked");
    }
    benchmark::DoNotOptimize(brackets);
  }
  set_bytes(state);
}

void gather(benchmark::State& state, const std::string& path) {
  const Console console{.out = Painter(false), .err = Painter(false), .quiet = true};
  for (auto _ : state) {
    incident::Gather gather({.keys = {std::string(kKey)}});
    const TrailReading reading = read_trail({path}, gather, console);
    if (!reading.errors.empty() || gather.evidence().uses.empty()) {
      state.SkipWithError("the log of the benchmark was not read");
    }
    state.counters["passes"] = reading.passes;
  }
  set_bytes(state);
}

void bm_trail_plain(benchmark::State& state) { gather(state, files().plain); }
BENCHMARK(bm_trail_plain)->Unit(benchmark::kMillisecond);
void bm_trail_plain_read_alone(benchmark::State& state) { read_alone(state, files().plain); }
BENCHMARK(bm_trail_plain_read_alone)->Unit(benchmark::kMillisecond);
void bm_trail_gzip(benchmark::State& state) { gather(state, files().gzip); }
BENCHMARK(bm_trail_gzip)->Unit(benchmark::kMillisecond);
void bm_trail_gzip_read_alone(benchmark::State& state) { read_alone(state, files().gzip); }
BENCHMARK(bm_trail_gzip_read_alone)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordon
