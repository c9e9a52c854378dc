#include "cli/test/file/test_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "cli/test/file/test_cases.h"
#include "cli/test/file/test_claims.h"

namespace cordon {
namespace {

constexpr std::string_view kVersion = "1";

class FileReader {
 public:
  FileReader(const JsonPtr& tree, JsonValue root, PolicyStore& store, TestFile& file)
      : tree_(tree),
        object_(root, "a test file", file.diagnostics),
        policies_(object_.member("policies")),
        shared_(tree, policies_, store, file.diagnostics),
        file_(file) {}

  void read() {
    read_version();
    file_.title = object_.text("name").value_or("");
    CaseDefaults defaults{.request = object_.member("defaults")};
    if (defaults.request && !defaults.request->is(JsonKind::kObject)) {
      object_.report(defaults.request->span(), fmt::format("`defaults` has to be an object, not {}",
                                                           describe(defaults.request->kind())));
      defaults.request.reset();
    }
    defaults.unstated = read_unstated(object_).value_or(Unstated::kAbsent);
    const auto cases = array("cases");
    const auto claims = array("claims");
    object_.finish();
    file_.shared = shared_.get(ResourcePolicyKind::kResource);
    read_cases(cases, defaults);
    read_claims(claims, defaults);
    const JsonValue root = object_.value();
    if (root.is(JsonKind::kObject) && !root.find("cases") && !root.find("claims")) {
      object_.report(root.span(), "a test file needs `cases` or `claims`");
    }
  }

 private:
  void read_version() {
    const auto version = object_.required_located_text("version");
    if (!version || version->value == kVersion) return;
    object_.report(
        version->span,
        fmt::format("`version` {} of test files is not known", backticked(version->value)),
        fmt::format("expected {}", kVersion));
  }

  // No value when there is none to be read.
  std::optional<JsonValue> array(std::string_view name) {
    const auto value = object_.member(name);
    if (!value) return std::nullopt;
    if (value->is(JsonKind::kArray) && value->size() > 0) return value;
    object_.report(
        value->span(),
        value->is(JsonKind::kArray)
            ? fmt::format("`{}` is empty: the file would test nothing", name)
            : fmt::format("`{}` has to be an array, not {}", name, describe(value->kind())));
    return std::nullopt;
  }

  void read_cases(std::optional<JsonValue> cases, const CaseDefaults& defaults) {
    if (!cases) return;
    TestCaseReader reader(tree_, defaults, shared_, names_, file_);
    for (const JsonValue value : cases->elements()) reader.read(value);
  }

  void read_claims(std::optional<JsonValue> claims, const CaseDefaults& defaults) {
    if (!claims) return;
    TestClaimReader reader(tree_, defaults.request, shared_, names_, file_);
    for (const JsonValue value : claims->elements()) reader.read(value);
  }

  const JsonPtr& tree_;
  ObjectReader object_;
  std::optional<JsonValue> policies_;
  SharedPolicies shared_;
  std::set<std::string, std::less<>> names_;
  TestFile& file_;
};

}  // namespace

std::size_t room(const TestFile& file) {
  return kMostTests - std::min(kMostTests, file.cases.size() + file.claims.size());
}

TestFile read_test_file(const JsonPtr& tree, JsonValue root, PolicyStore& store) {
  TestFile file{.source = tree->source()};
  FileReader(tree, root, store, file).read();
  return file;
}

}  // namespace cordon
