#include "cli/policy_store.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

constexpr std::string_view kAllowAll =
    R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";

std::string allow(std::string_view action) {
  return fmt::format(R"({{"Statement":{{"Effect":"Allow","Action":"{}","Resource":"*"}}}})",
                     action);
}

// A folder of its own under the temporary one, removed at the end.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("cordon-{}", static_cast<const void*>(this))) {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  void write(std::string_view name, std::string_view text) const {
    REQUIRE(support::write_file(path_ / name, text));
  }
  // The file beside which policies are named.
  [[nodiscard]] std::string base() const { return (path_ / "batch.jsonl").string(); }

 private:
  std::filesystem::path path_;
};

// The error without the folder's own name, or the policy's name and type.
std::string dump(const std::expected<PolicyPtr, Error>& read) {
  if (read) return fmt::format("{} {}", (*read)->name, to_string((*read)->type));
  const std::string& message = read.error().message;
  const std::size_t begin = message.find("/tmp");
  const std::size_t end = message.rfind('/');
  return begin == std::string::npos ? message
                                    : message.substr(0, begin) + "…" + message.substr(end);
}

class Documents {
 public:
  explicit Documents(StoreLimits limits = {}) : files_("-"), store_(files_, limits) {}

  PolicyPtr read(std::string_view text, PolicyType type = PolicyType::kIdentity,
                 std::string_view name = "p") {
    const JsonResult read = read_json(std::make_shared<Source>("line", std::string(text)));
    REQUIRE(read.root());
    return store_.document(read.tree, *read.root(), type, name, diagnostics);
  }

  Diagnostics diagnostics;

 private:
  PolicyFiles files_;
  PolicyStore store_;
};

TEST_CASE("a document is compiled once for a type, a name and a text") {
  Documents documents;
  const PolicyPtr first = documents.read(kAllowAll);
  REQUIRE(first);
  CHECK(first->name == "p");
  CHECK(documents.read(kAllowAll) == first);
  CHECK(documents.read(std::string(kAllowAll) + " ") == first);  // the text of the value
  CHECK(documents.read(kAllowAll, PolicyType::kBoundary) != first);
  CHECK(documents.read(kAllowAll, PolicyType::kIdentity, "q") != first);
  CHECK(documents.read(allow("s3:*")) != first);
  CHECK(documents.diagnostics.empty());
}

TEST_CASE("what AWS would refuse is reported each time, with its place") {
  Documents documents;
  const std::string_view text = R"({"Statement":{"Effect":"Alow","Action":"*","Resource":"*"}})";
  CHECK(documents.read(text) == nullptr);
  CHECK(documents.read(text) == nullptr);
  REQUIRE(documents.diagnostics.size() == 2);
  CHECK(to_line(documents.diagnostics[0]).starts_with("line:1:24: error: "));
  CHECK(to_line(documents.diagnostics[0]) == to_line(documents.diagnostics[1]));
}

PolicyPtr compiled(std::string_view text, std::string name) {
  const JsonResult read = read_json(std::make_shared<Source>("line", std::string(text)));
  return compile_policy(read.tree, *read.root(), PolicyType::kIdentity, std::move(name)).policy;
}

PolicyCache::Key key_of(const CompiledPolicy& policy) {
  return {PolicyCache::Origin::kDocument, policy.type, policy.name,
          policy.document.tree->source()->text()};
}

TEST_CASE("a cache keeps what was asked for lately, and never more than its limits") {
  struct Row {
    std::string_view name;
    StoreLimits limits;
  };
  for (const Row& row : {Row{"by number", {.policies = 10, .bytes = 1'000'000}},
                         Row{"by bytes", {.policies = 1'000, .bytes = 1'000}}}) {
    CAPTURE(row.name);
    PolicyCache cache(row.limits);
    const PolicyPtr used = compiled(kAllowAll, "used");
    const PolicyPtr unused = compiled(kAllowAll, "unused");
    cache.keep(key_of(*used), used, 100);
    cache.keep(key_of(*unused), unused, 100);
    std::size_t most = 0;
    for (int i = 0; i < 100; ++i) {
      const PolicyPtr policy = compiled(kAllowAll, fmt::format("p{}", i));
      cache.keep(key_of(*policy), policy, 100);
      CHECK(cache.find(key_of(*policy)) == policy);
      CHECK(cache.find(key_of(*used)) == used);
      most = std::max(most, cache.size());
    }
    CHECK(most <= 10);
    CHECK(most >= 6);  // room is used, too
    CHECK(cache.find(key_of(*unused)) == nullptr);
    CHECK(unused.use_count() == 1);  // let go of, not only hidden
  }
}

TEST_CASE("a policy that is larger than the whole cache is used, and not kept for long") {
  PolicyCache cache({.policies = 10, .bytes = 1'000});
  const PolicyPtr large = compiled(kAllowAll, "large");
  cache.keep(key_of(*large), large, 5'000);
  CHECK(cache.find(key_of(*large)) == large);
  for (int i = 0; i < 2; ++i) {
    const PolicyPtr policy = compiled(kAllowAll, fmt::format("p{}", i));
    cache.keep(key_of(*policy), policy, 500);
  }
  CHECK(cache.find(key_of(*large)) == nullptr);
}

TEST_CASE("a store that was full goes on finding policies") {
  Documents documents({.policies = 8, .bytes = std::size_t{1} << 30U});
  const PolicyPtr first = documents.read(kAllowAll);
  for (int i = 0; i < 100; ++i) {
    const PolicyPtr policy = documents.read(allow(fmt::format("s3:Get{}", i)));
    REQUIRE(policy);
    CHECK(documents.read(allow(fmt::format("s3:Get{}", i))) == policy);
  }
  const PolicyPtr again = documents.read(kAllowAll);
  REQUIRE(again);
  CHECK(again != first);
  CHECK(again->statements.size() == 1);
}

TEST_CASE("files are named as they were given and read beside the base") {
  const Folder folder;
  folder.write(
      "p.json",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})");
  folder.write("sub/p.json", allow("s3:*"));
  folder.write("broken.json", "{\"Statement\": [\n  }");
  folder.write("no_policy.json", "[1]");
  folder.write("trust.json",
               R"({"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}})");
  PolicyFiles files(folder.base());
  using enum PolicyType;
  CHECK(dump(files.read("p.json", kIdentity)) == "p.json identity");
  CHECK(dump(files.read("sub/p.json", kBoundary)) == "sub/p.json boundary");
  CHECK(dump(files.read("./p.json", kScp)) == "./p.json scp");
  CHECK(dump(files.read("trust.json", kTrust)) == "trust.json trust");
  CHECK(dump(files.read("none.json", kIdentity)) == "can't read `…/none.json`: no such file");
  CHECK(dump(files.read("sub", kIdentity)).ends_with("it is a directory, expected a file"));
  CHECK(dump(files.read("-", kIdentity)) == "expected the path of a policy file");
  CHECK(dump(files.read("", kIdentity)) == "expected the path of a policy file");
  CHECK(dump(files.read("broken.json", kIdentity)).contains("/broken.json:2:3: "));
  CHECK(dump(files.read("no_policy.json", kIdentity)).contains("/no_policy.json:1:1: "));
  CHECK(dump(files.read("trust.json", kIdentity)).contains("/trust.json:1:"));
}

TEST_CASE("a file is read once, whoever asks and for whatever type") {
  const Folder folder;
  folder.write("p.json", kAllowAll);
  PolicyFiles files(folder.base());
  PolicyStore one(files);
  PolicyStore other(files);
  const PolicyPtr first = one.file("p.json", PolicyType::kIdentity).value();
  folder.write("p.json", "no longer a policy");
  CHECK(one.file("p.json", PolicyType::kIdentity).value() == first);
  CHECK(other.file("p.json", PolicyType::kIdentity).value() == first);
  CHECK(other.file("p.json", PolicyType::kBoundary).has_value());
  CHECK_FALSE(PolicyFiles(folder.base()).read("p.json", PolicyType::kIdentity).has_value());

  CHECK_FALSE(one.file("late.json", PolicyType::kIdentity).has_value());
  folder.write("late.json", kAllowAll);
  CHECK_FALSE(one.file("late.json", PolicyType::kIdentity).has_value());
}

TEST_CASE("ever new file names do not fill the memory") {
  for (const StoreLimits limits : {StoreLimits{.policies = 3, .bytes = 1'000'000},
                                   StoreLimits{.policies = 100, .bytes = 3 * kAllowAll.size()}}) {
    const Folder folder;
    for (int i = 0; i < 10; ++i) folder.write(fmt::format("{}.json", i), kAllowAll);
    PolicyFiles files(folder.base(), limits);
    for (int i = 0; i < 10; ++i) {
      CHECK(files.read(fmt::format("{}.json", i), PolicyType::kIdentity).has_value());
    }
    folder.write("0.json", "no longer a policy");
    folder.write("9.json", "no longer a policy");
    CHECK(files.read("9.json", PolicyType::kIdentity).has_value());
    CHECK_FALSE(files.read("0.json", PolicyType::kIdentity).has_value());  // forgotten, read anew
  }
}

TEST_CASE("threads share the files") {
  const Folder folder;
  for (int i = 0; i < 8; ++i) folder.write(fmt::format("{}.json", i), kAllowAll);
  PolicyFiles files(folder.base());
  std::vector<std::vector<PolicyPtr>> seen(4);
  {
    std::vector<std::jthread> threads;
    for (auto& policies : seen) {
      threads.emplace_back([&] {
        PolicyStore store(files, {.policies = 4, .bytes = 1'000'000});
        for (int round = 0; round < 50; ++round) {
          for (int i = 0; i < 8; ++i) {
            auto read = store.file(fmt::format("{}.json", i), PolicyType::kIdentity);
            if (round == 49) policies.push_back(read.value_or(nullptr));
          }
        }
      });
    }
  }
  for (const auto& policies : seen) {
    CHECK(policies == seen[0]);
    CHECK(std::ranges::count(policies, nullptr) == 0);
  }
}

}  // namespace
}  // namespace cordon
