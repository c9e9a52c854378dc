#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "grammar/secrets.h"

namespace cordon {
namespace {

constexpr std::string_view kStandard = "-";
constexpr std::size_t kMiB = std::size_t{1} << 20U;

std::string shown(const std::string& path) {
  return path == kStandard ? "standard input" : backticked(blot_secrets(path));
}

std::unexpected<Error> cant_read(const std::string& path, std::string_view why) {
  return std::unexpected(Error{fmt::format("can't read {}: {}", shown(path), why)});
}

std::unexpected<Error> cant_write(const std::string& path, std::string_view why) {
  return std::unexpected(Error{
      fmt::format("can't write {}: {}", path.empty() ? "standard output" : backticked(path), why)});
}

/// Closes on every way out.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// Bytes read into `buffer`, 0 at the end, -1 with errno; interrupted reads are repeated.
ssize_t read_some(int descriptor, std::span<char> buffer) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor, buffer.data(), buffer.size());
  } while (got < 0 && errno == EINTR);
  return got;
}

std::string limit_text(std::size_t bytes) {
  return bytes >= kMiB ? fmt::format("{} MiB", bytes / kMiB) : fmt::format("{} bytes", bytes);
}

std::unexpected<Error> too_large(const std::string& path, std::size_t max_bytes) {
  return cant_read(path, fmt::format("it is larger than {}", limit_text(max_bytes)));
}

std::expected<std::string, Error> read_all(int descriptor, const std::string& path,
                                           std::size_t max_bytes) {
  std::string text;
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read into
  while (true) {
    const ssize_t got = read_some(descriptor, buffer);
    if (got < 0) return cant_read(path, reason(errno));
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (text.size() > max_bytes) return too_large(path, max_bytes);
  }
}

/// What is at `path`, following symbolic links; 0 when there is nothing.
mode_t mode_of(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode : 0;
}

/// A file by device and inode, whatever it is called.
using FileId = std::pair<dev_t, ino_t>;

/// Of a regular file, of `-` the one that standard input is.
std::optional<FileId> regular_file(const std::string& path) {
  struct stat status{};
  const int got =
      path == kStandard ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
  if (got != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileId(status.st_dev, status.st_ino);
}

/// The files that this run has read. Inputs name each other, and are opened in many places: only
/// here are all of them known.
class Inputs {
 public:
  void add(FileId file) {
    const std::scoped_lock lock(mutex_);
    files_.insert(file);
  }
  [[nodiscard]] bool contains(FileId file) {
    const std::scoped_lock lock(mutex_);
    return files_.contains(file);
  }

 private:
  std::mutex mutex_;
  std::set<FileId> files_;
};

Inputs& inputs() {
  static Inputs all;
  return all;
}

/// What a new file gets: the old one's permissions, else what the umask leaves.
mode_t permissions_for(mode_t old) {
  constexpr mode_t kEverybody = 0666;
  constexpr mode_t kPermissions = 0777;
  if (old != 0) return old & kPermissions;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kEverybody & ~mask;
}

std::expected<SourcePtr, Error> as_source(const std::string& path,
                                          std::expected<std::string, Error> text) {
  if (!text) return std::unexpected(std::move(text.error()));
  return std::make_shared<const Source>(path == kStandard ? "<stdin>" : path, std::move(*text));
}

/// Renaming onto a symbolic link would replace the link, not the file it leads to.
std::string behind_links(const std::string& path) {
  std::error_code error;
  std::filesystem::path target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

}  // namespace

std::string reason(int error) {
  switch (error) {
    case ENOENT:
      return "no such file";
    case EACCES:
    case EPERM:
      return "no permission";
    case EISDIR:
      return "it is a directory, expected a file";
    case ENOTDIR:
      return "a part of its path is a file, not a directory";
    default:
      return std::generic_category().message(error);
  }
}

void note_input(const std::string& path) {
  if (const auto file = regular_file(path)) inputs().add(*file);
}

std::expected<void, Error> check_is_no_input(const std::string& path) {
  if (path.empty() || path == kStandard) return {};
  const auto file = regular_file(path);
  if (!file || !inputs().contains(*file)) return {};
  return cant_write(path, "it is an input of this run");
}

std::expected<std::string, Error> read_file(const std::string& path, std::size_t max_bytes) {
  auto text = peek_file(path, max_bytes);
  if (text) note_input(path);
  return text;
}

std::expected<std::string, Error> peek_file(const std::string& path, std::size_t max_bytes) {
  if (path == kStandard) return read_all(STDIN_FILENO, path, max_bytes);
  if (path.empty()) return std::unexpected(Error{"can't read a file without a name"});
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return cant_read(path, reason(errno));
  struct stat status{};
  const bool regular = ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode);
  if (regular && std::cmp_greater(status.st_size, max_bytes)) return too_large(path, max_bytes);
  return read_all(file.number(), path, max_bytes);
}

std::expected<SourcePtr, Error> peek_source(const std::string& path) {
  return as_source(path, peek_file(path));
}

std::expected<SourcePtr, Error> read_source(const std::string& path, std::size_t max_bytes) {
  return as_source(path, read_file(path, max_bytes));
}

std::string path_beside(std::string_view base, std::string_view path) {
  if (base == kStandard || path.starts_with('/')) return std::string(path);
  const std::size_t slash = base.rfind('/');
  if (slash == std::string_view::npos) return std::string(path);
  return fmt::format("{}/{}", base.substr(0, slash), path);
}

InputFile::InputFile(int descriptor, std::string path)
    : descriptor_(descriptor), path_(std::move(path)) {}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

InputFile::~InputFile() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

std::expected<InputFile, Error> InputFile::open(const std::string& path) {
  if (path == kStandard) return InputFile(STDIN_FILENO, path);
  if (path.empty()) return std::unexpected(Error{"can't read a file without a name"});
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return cant_read(path, reason(errno));
  note_input(path);
  return InputFile(file, path);
}

std::expected<std::size_t, Error> InputFile::read(std::span<char> buffer) {
  const ssize_t got = read_some(descriptor_, buffer);
  if (got < 0) return cant_read(path_, reason(errno));
  return static_cast<std::size_t>(got);
}

OutputFile::OutputFile(int descriptor, std::string path, std::string temporary)
    : descriptor_(descriptor), path_(std::move(path)), temporary_(std::move(temporary)) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      reader_is_gone_(other.reader_is_gone_) {}

OutputFile::~OutputFile() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::expected<OutputFile, Error> OutputFile::open(const std::string& path) {
  if (path.empty() || path == kStandard) return OutputFile(STDOUT_FILENO, {}, {});
  const mode_t old = mode_of(path);
  if (S_ISDIR(old)) return cant_write(path, reason(EISDIR));
  if (old != 0 && !S_ISREG(old)) {
    const int device = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (device < 0) return cant_write(path, reason(errno));
    return OutputFile(device, path, {});
  }
  std::string target = behind_links(path);
  std::string temporary = target + ".XXXXXX";
  const int file = ::mkstemp(temporary.data());
  if (file < 0) return cant_write(path, reason(errno));
  ::fchmod(file, permissions_for(old));
  return OutputFile(file, std::move(target), std::move(temporary));
}

std::expected<void, Error> OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      reader_is_gone_ = errno == EPIPE || (is_standard_output() && errno == EBADF);
      return cant_write(path_, reason(errno));
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

std::expected<void, Error> OutputFile::finish() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (descriptor <= STDERR_FILENO) return {};
  if (::close(descriptor) != 0) return cant_write(path_, reason(errno));
  if (temporary_.empty()) return {};
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return cant_write(path_, reason(errno));
  temporary_.clear();
  return {};
}

std::expected<void, Error> write_output(const std::string& path, std::string_view text) {
  auto file = OutputFile::open(path);
  if (!file) return std::unexpected(std::move(file.error()));
  if (auto written = file->write(text); !written) return written;
  return file->finish();
}

}  // namespace cordon
