// Compiled policies, kept for the next time that they are named: by the path of their file, or by
// the whole text of an inline document. Bounded in number and in bytes, and what was not asked for
// lately goes first, so that a stream with ever new policies runs in flat memory. Nothing here
// decides which policies apply to a request.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/compile.h"
#include "engine/policy_type.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon {

struct StoreLimits {
  std::size_t policies = 8192;
  std::size_t bytes = std::size_t{64} << 20U;  // of the texts that the kept policies hold on to
};

/// Policies by origin, type, name and text. Two generations: when the young one is full it becomes
/// the old one, and what stood in the old one is dropped unless it was asked for since.
class PolicyCache {
 public:
  explicit PolicyCache(StoreLimits limits = {})
      : limits_{.policies = limits.policies / 2, .bytes = limits.bytes / 2} {}

  enum class Origin : std::uint8_t { kFile, kDocument };

  /// What tells two policies apart. Views into the policy that is kept.
  struct Key {
    Origin origin;
    PolicyType type;
    std::string_view name;
    std::string_view text;  // the document; nothing of a file

    friend bool operator==(const Key&, const Key&) = default;
  };

  /// Null when it is not there.
  [[nodiscard]] PolicyPtr find(const Key& key);
  /// `key` views into `policy`; `bytes` is what the policy holds on to.
  void keep(const Key& key, PolicyPtr policy, std::size_t bytes);

  [[nodiscard]] std::size_t size() const { return young_.policies.size() + old_.policies.size(); }

 private:
  struct Kept {
    PolicyPtr policy;
    std::size_t bytes;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  struct Generation {
    std::unordered_map<Key, Kept, Hash> policies;
    std::size_t bytes = 0;
  };

  StoreLimits limits_;  // of one generation
  Generation young_;
  Generation old_;
};

/// Policy files, each read once whoever asks and however often; past the limits all are forgotten,
/// so that ever new names do not fill the memory. Any thread may ask.
class PolicyFiles {
 public:
  /// Relative paths start from the folder of the file `base`; with `-`, from the working directory.
  /// `limits` count files and the bytes of their texts.
  explicit PolicyFiles(std::string base,
                       StoreLimits limits = {.policies = 4096, .bytes = std::size_t{16} << 20U})
      : base_(std::move(base)), limits_(limits) {}

  /// The policy in a file, named by `path` as it was given. The error names the file, and the place
  /// in it when it is not a policy of that type.
  [[nodiscard]] std::expected<PolicyPtr, Error> read(std::string_view path, PolicyType type);

 private:
  using Read = std::expected<PolicyPtr, Error>;
  struct File {
    std::expected<SourcePtr, Error> source;
    std::array<std::optional<Read>, kPolicyTypeNames.size()> compiled;  // by type
  };
  File& file(std::string_view path);

  std::string base_;
  StoreLimits limits_;
  std::mutex mutex_;  // guards what follows; held while a file is read, so that it is read once
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, File> files_;
};

/// What one worker asks for policies; it does not wait for another worker's except to read a file
/// for the first time.
class PolicyStore {
 public:
  explicit PolicyStore(PolicyFiles& files, StoreLimits limits = {})
      : files_(files), cache_(limits) {}

  [[nodiscard]] std::expected<PolicyPtr, Error> file(std::string_view path, PolicyType type);

  /// The policy that is `document`. Null, and the reasons in `diagnostics`, when AWS would refuse
  /// it as a policy of that type.
  [[nodiscard]] PolicyPtr document(const JsonPtr& tree, JsonValue document, PolicyType type,
                                   std::string_view name, Diagnostics& diagnostics);

 private:
  PolicyFiles& files_;
  PolicyCache cache_;
};

}  // namespace cordon
