// Files in and out: what can go wrong with a path, and that a result appears whole or not at all.

#include "cli/files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "doctest/doctest.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test case, gone afterwards.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("cordon-files-{}", ::getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] std::string operator/(std::string_view name) const {
    return (path_ / name).string();
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string content(const std::string& path) { return support::read_file(path).value_or("none"); }

TEST_CASE("read_file says why a file can't be read") {
  const Folder folder;
  REQUIRE(support::write_file(folder / "ten", "0123456789"));
  const auto error = [&](const std::string& path, std::size_t limit = kLargestInput) {
    const auto read = read_file(path, limit);
    return read ? "read: " + *read
                : read.error().message.substr(0, 12) + "…" +
                      read.error().message.substr(read.error().message.find(": "));
  };
  CHECK(error(folder / "ten") == "read: 0123456789");
  CHECK(error(folder / "ten", 10) == "read: 0123456789");
  CHECK(error(folder / "ten", 9) == "can't read `…: it is larger than 9 bytes");
  CHECK(error(folder / "none") == "can't read `…: no such file");
  CHECK(error(folder / "ten/x") == "can't read `…: a part of its path is a file, not a directory");
  CHECK(error(folder / "") == "can't read `…: it is a directory, expected a file");
  CHECK(read_file("").error().message == "can't read a file without a name");
  if (::geteuid() != 0) {  // root may read everything
    fs::permissions(folder / "ten", fs::perms::none);
    CHECK(error(folder / "ten") == "can't read `…: no permission");
  }
}

TEST_CASE("read_source names a source by its path") {
  const Folder folder;
  REQUIRE(support::write_file(folder / "policy.json", "{}"));
  const auto source = read_source(folder / "policy.json");
  REQUIRE(source);
  CHECK((*source)->name() == folder / "policy.json");
  CHECK((*source)->text() == "{}");
  CHECK(!read_source(folder / "none"));
}

TEST_CASE("path_beside starts from the folder of a file") {
  CHECK(path_beside("incidents/a.yaml", "policy.json") == "incidents/policy.json");
  CHECK(path_beside("a.yaml", "policy.json") == "policy.json");
  CHECK(path_beside("-", "policy.json") == "policy.json");
  CHECK(path_beside("incidents/a.yaml", "/tmp/policy.json") == "/tmp/policy.json");
}

TEST_CASE("an output file appears when it is finished, not before") {
  const Folder folder;
  const std::string path = folder / "result";
  REQUIRE(support::write_file(path, "old"));
  {
    auto file = OutputFile::open(path);
    REQUIRE(file);
    CHECK(file->write("half").has_value());
    CHECK(content(path) == "old");
  }
  CHECK(content(path) == "old");
  CHECK(folder.files() == 1);

  CHECK(write_output(path, "new").has_value());
  CHECK(content(path) == "new");
  CHECK(folder.files() == 1);
}

TEST_CASE("an output file keeps permissions and links") {
  const Folder folder;
  const std::string path = folder / "result";
  REQUIRE(support::write_file(path, "old"));
  ::chmod(path.c_str(), 0600);
  fs::create_symlink(path, folder / "link");
  CHECK(write_output(folder / "link", "new").has_value());
  CHECK(content(path) == "new");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("write_output says why a file can't be written") {
  const Folder folder;
  const auto error = [](const std::string& path) {
    const auto written = write_output(path, "text");
    return written ? "" : written.error().message.substr(written.error().message.find(": "));
  };
  CHECK(error(folder / "none/x") == ": no such file");
  CHECK(error(folder / "") == ": it is a directory, expected a file");
  CHECK(error("/dev/null") == "");
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(error("/dev/full").starts_with(": No space"));
}

}  // namespace
}  // namespace cordon
