#include <fmt/format.h>

#include <utility>

#include "cli/lint/config.h"
#include "grammar/object_reader.h"
#include "grammar/text.h"
#include "grammar/yaml.h"

namespace cordon {
namespace {

using LocatedText = Located<std::string_view>;

class ConfigReader {
 public:
  ConfigReader(LintConfig& config, Diagnostics& diagnostics)
      : config_(config), diagnostics_(diagnostics) {}

  void read(JsonValue root) {
    ObjectReader top(root, "a configuration", diagnostics_);
    if (const auto lint = top.member("lint")) read_lint(*lint);
    top.finish();
  }

 private:
  void read_lint(JsonValue value) {
    ObjectReader lint(value, "the configuration of lint", diagnostics_, "lint.");
    read_selection(lint, config_.selection);
    config_.selection.select = rule_names(lint, "select");
    config_.selection.pedantic = lint.boolean("pedantic").value_or(false);
    config_.selection.audit = lint.boolean("audit").value_or(false);
    if (const auto level = lint.located_text("failOn")) config_.fail_on = level_named(lint, *level);
    if (const auto baseline = lint.text("baseline")) config_.baseline = beside(*baseline);
    read_settings(lint);
    for (const JsonValue entry : lint.list("paths")) read_path(entry);
    for (const JsonValue entry : lint.list("suppressions")) read_suppression(entry);
    lint.finish();
  }

  void read_settings(ObjectReader& lint) {
    config_.settings.known_accounts = lint.texts("knownAccounts");
    config_.settings.allowed_external = lint.texts("allowedExternal");
    config_.settings.organization_id = lint.text("organizationId").value_or("");
    config_.settings.sensitive_resources = lint.texts("sensitiveResources");
    config_.settings.sid_style = lint.text("sidStyle").value_or("");
  }

  void read_selection(ObjectReader& object, rules::Selection& selection) {
    selection.extend_select = rule_names(object, "extendSelect");
    selection.ignore = rule_names(object, "ignore");
  }

  /// Words that name rules; one that names none is reported at its place.
  std::vector<std::string> rule_names(ObjectReader& object, std::string_view member) {
    std::vector<std::string> names;
    for (const JsonValue value : object.list(member)) {
      auto name = scalar_text(value, member, diagnostics_);
      if (name && is_rule(object, *name, value.span())) names.push_back(*std::move(name));
    }
    return names;
  }

  static bool is_rule(ObjectReader& object, const std::string& name, Span span) {
    if (!rules::rules_named(name).empty()) return true;
    const auto selected =
        rules::selected_rules({.select = {name}, .extend_select = {}, .ignore = {}});
    object.report(span, selected ? "" : selected.error().message, "see `cordon rules`");
    return false;
  }

  static std::optional<rules::Level> level_named(ObjectReader& object, const LocatedText& text) {
    const auto level = rules::level_from(text.value);
    if (!level) {
      object.report(text.span, fmt::format("{} is none of error, security, warning, info",
                                           backticked(text.value)));
    }
    return level;
  }

  void read_path(JsonValue value) {
    ObjectReader object(value, "an entry of paths", diagnostics_, "paths.");
    const auto match = object.required_text("match");
    PathSettings settings{.match = PathPattern(match.value_or("")),
                          .type = std::nullopt,
                          .resource_type = object.text("resourceType").value_or(""),
                          .selection = {}};
    if (const auto type = object.located_text("type")) {
      settings.type = policy_type_from(type->value);
      if (!settings.type) report_type(object, *type);
    }
    read_selection(object, settings.selection);
    object.finish();
    if (match) config_.paths.push_back(std::move(settings));
  }

  static void report_type(ObjectReader& object, const LocatedText& type) {
    const auto near = nearest(type.value, kPolicyTypeNames);
    object.report(type.span, fmt::format("{} is no policy type", backticked(type.value)),
                  near ? fmt::format("did you mean `{}`?", *near) : "");
  }

  void read_suppression(JsonValue value) {
    ObjectReader object(value, "a suppression", diagnostics_, "suppressions.");
    rules::Suppression suppression{.source = value.source(), .span = value.span()};
    const auto rule = object.required_located_text("rule");
    const auto file = object.required_text("file");
    suppression.statement = object.text("statement");
    suppression.reason = object.text("reason").value_or("");
    suppression.expires = object.time("expires");
    object.finish();
    if (!rule || !file || !is_rule(object, std::string(rule->value), rule->span)) return;
    suppression.rule = rule->value;
    suppression.rules = rules::rules_named(rule->value);
    suppression.file = *file;
    suppression.fits_file = [pattern = PathPattern(*file),
                             folder = config_.folder](std::string_view path) {
      LintConfig where;
      where.folder = folder;
      return pattern.matches(where.relative(path));
    };
    config_.suppressions.push_back(std::move(suppression));
  }

  [[nodiscard]] std::string beside(const std::string& path) const {
    if (path.starts_with('/') || config_.folder.empty()) return path;
    return fmt::format("{}/{}", config_.folder, path);
  }

  LintConfig& config_;
  Diagnostics& diagnostics_;
};

}  // namespace

LintConfigResult read_lint_config(const SourcePtr& source, std::string folder) {
  auto config = std::make_shared<LintConfig>();
  config->file = source->name();
  config->folder = std::move(folder);
  JsonResult read = read_json_or_yaml(source);
  LintConfigResult result{.config = config, .diagnostics = std::move(read.diagnostics)};
  if (const auto root = read.root()) ConfigReader(*config, result.diagnostics).read(*root);
  return result;
}

}  // namespace cordon
