#include "cli/sessions/unpack.h"

#include <zlib.h>

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace cordon {
namespace {

constexpr std::string_view kMagic = "\x1F\x8B";
constexpr std::size_t kPiece = std::size_t{256} << 10U;
constexpr int kGzipOnly = 16 + MAX_WBITS;

}  // namespace

struct Unpacker::Stream {
  z_stream z{};
  std::vector<char> out = std::vector<char>(kPiece);

  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { inflateEnd(&z); }
};

Unpacker::Unpacker(Take take) : take_(std::move(take)) {}
Unpacker::~Unpacker() = default;

std::optional<std::string> Unpacker::fail(std::string why) {
  state_ = State::kFailed;
  return why;
}

std::optional<std::string> Unpacker::feed(std::string_view bytes) {
  if (state_ == State::kFailed) return std::nullopt;
  if (state_ == State::kPlain) {
    take_(bytes);
    return std::nullopt;
  }
  if (state_ != State::kStart) return inflate(bytes);
  start_ += bytes;
  if (start_.size() < kMagic.size() && kMagic.starts_with(start_)) return std::nullopt;
  const std::string start = std::exchange(start_, {});
  if (!start.starts_with(kMagic)) {
    state_ = State::kPlain;
    return feed(start);
  }
  stream_ = std::make_unique<Stream>();
  if (inflateInit2(&stream_->z, kGzipOnly) != Z_OK) return fail("there is no memory to unpack it");
  state_ = State::kMember;
  return inflate(start);
}

std::optional<std::string> Unpacker::inflate(std::string_view bytes) {
  z_stream& z = stream_->z;
  // NOLINTNEXTLINE(*-const-cast,*-reinterpret-cast): zlib's input is not const, and not written to
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  while (true) {
    if (state_ == State::kBetween) {
      if (z.avail_in == 0) return std::nullopt;
      inflateReset(&z);
      state_ = State::kMember;
    }
    // NOLINTNEXTLINE(*-reinterpret-cast): zlib's bytes are unsigned
    z.next_out = reinterpret_cast<Bytef*>(stream_->out.data());
    z.avail_out = static_cast<uInt>(stream_->out.size());
    const int result = ::inflate(&z, Z_NO_FLUSH);
    const std::size_t got = stream_->out.size() - z.avail_out;
    unpacked_ += got;
    if (got > 0) take_({stream_->out.data(), got});
    if (unpacked_ > kLongestText) {
      return fail(fmt::format("it unpacks to more than {} GiB", kLongestText >> 30U));
    }
    if (result == Z_STREAM_END) {
      state_ = State::kBetween;
    } else if (result == Z_BUF_ERROR || (result == Z_OK && z.avail_in == 0 && z.avail_out > 0)) {
      return std::nullopt;  // more is to come
    } else if (result != Z_OK) {
      return fail("its compressed data is damaged");
    }
  }
}

std::optional<std::string> Unpacker::finish() {
  if (state_ == State::kStart && !start_.empty()) take_(start_);
  if (state_ == State::kMember) return fail("its compressed data ends early");
  return std::nullopt;
}

}  // namespace cordon
