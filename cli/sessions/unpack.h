// Compressed bytes in, plain bytes out, piece by piece: gzip is known by how it begins, not by a
// file's name, and what does not begin so passes as it is. Several members one behind the other are
// one text. Nothing here knows what is in it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cordon {

class Unpacker {
 public:
  using Take = std::function<void(std::string_view)>;

  /// A small file can stand for an endless text.
  static constexpr std::size_t kLongestText = std::size_t{16} << 30U;

  explicit Unpacker(Take take);
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  ~Unpacker();

  /// Gives why the bytes can't be unpacked, once; later bytes are dropped then.
  [[nodiscard]] std::optional<std::string> feed(std::string_view bytes);
  /// To be called last: gives why the bytes are no whole text.
  [[nodiscard]] std::optional<std::string> finish();

 private:
  struct Stream;
  enum class State : std::uint8_t { kStart, kPlain, kMember, kBetween, kFailed };

  [[nodiscard]] std::optional<std::string> inflate(std::string_view bytes);
  [[nodiscard]] std::optional<std::string> fail(std::string why);

  Take take_;
  std::unique_ptr<Stream> stream_;
  State state_ = State::kStart;
  std::string start_;  // less than it takes to know what it is
  std::size_t unpacked_ = 0;
};

}  // namespace cordon
