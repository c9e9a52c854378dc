#include "rules/documents/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "grammar/embedded_json.h"
#include "grammar/yaml.h"
#include "rules/documents/envelopes.h"
#include "rules/documents/infer_type.h"
#include "rules/documents/policy_shape.h"

namespace cordon::rules {
namespace {

using Wrapping = FoundDocument::Wrapping;

constexpr std::string_view kNoPolicy = "it holds no policy document";

/// A document in a string in a string, and so on, is followed that far.
constexpr int kMostLayers = 4;

bool is_yaml(std::string_view name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

JsonResult read(const SourcePtr& source) {
  return is_yaml(source->name()) ? read_json_or_yaml(source) : read_json(source);
}

/// The whole text percent-encoded, as IAM's API gives documents.
std::optional<JsonResult> read_encoded(const SourcePtr& source) {
  const std::string_view text = source->text();
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '%') return std::nullopt;
  return read_embedded_json(source, {.begin = 0, .end = static_cast<std::uint32_t>(text.size())},
                            text);
}

bool begins_encoded(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '%';
}

/// YAML of another kind, which comes to an end at a tag such as CloudFormation's `!Ref`.
bool is_template(const Diagnostic& failure) {
  return is_yaml(failure.source->name()) && failure.source->text(failure.span).starts_with('!');
}

void keep(JsonResult read, FoundDocument& found) {
  found.root = read.root();
  found.tree = std::move(read.tree);
  std::ranges::move(read.diagnostics, std::back_inserter(found.problems));
}

void refuse_string(FoundDocument& found) {
  const JsonValue string = *found.root;
  found.problems.push_back(
      {Severity::kError, string.source(), string.span(),
       "this string is no policy document: neither JSON nor percent-encoded JSON", "",
       Problem::kSyntax});
  found.tree = std::make_shared<const Json>(string.source());
  found.root = std::nullopt;
}

/// Goes into strings until there is something else. The first `expected_layers` of them are as AWS
/// has them.
void unwrap(FoundDocument& found, int expected_layers) {
  for (int layer = 0; found.root && found.root->is(JsonKind::kString); ++layer) {
    const JsonPtr outer = found.tree;
    const JsonValue string = *found.root;
    auto inner = layer < kMostLayers
                     ? read_embedded_json(outer->source(), string.span(), string.text())
                     : std::nullopt;
    if (!inner) return refuse_string(found);
    if (layer == expected_layers) {
      found.wrapping = begins_encoded(string.text()) ? Wrapping::kEncoded : Wrapping::kText;
    }
    keep(*std::move(inner), found);
  }
}

/// The type of resource that a resource policy is attached to, where the document leaves one only.
void tell_resource_type(FoundDocument& found) {
  if (!found.root || !found.resource_type.empty()) return;
  const std::string_view text = found.tree->source()->text(found.root->span());
  if (!text.contains("Principal")) return;  // spares reading most policies twice
  const PolicyDocument document = read_policy(found.tree, *found.root).document;
  const PolicyType type = found.type.value_or(infer_type(document));
  if (type == PolicyType::kTrust) found.resource_type = kRoleTrust;
  if (type == PolicyType::kResource) found.resource_type = infer_resource_type(document);
}

/// A hand-made object around the document.
std::optional<JsonValue> wrapped_in_member(JsonValue root) {
  constexpr std::array<std::string_view, 5> kNames{"Document", "PolicyDocument", "document",
                                                   "policy", "policy_document"};
  if (root.size() != 1 || !root.is(JsonKind::kObject)) return std::nullopt;
  const auto member = *root.members().begin();
  const bool named = std::ranges::find(kNames, member.key.text()) != kNames.end();
  if (!named || !is_policy_shaped(member.value)) return std::nullopt;
  return member.value;
}

class Finder {
 public:
  Finder(const SourcePtr& source, Expected expected) : source_(source), expected_(expected) {}

  FoundDocuments find() {
    if (expected_ == Expected::kAnything && !may_hold_policy(source_->text())) return none();
    if (auto encoded = read_encoded(source_)) {
      return from_string(*std::move(encoded), Wrapping::kEncoded);
    }
    JsonResult whole = read(source_);
    const auto root = whole.root();
    if (!root) return from_broken(std::move(whole));
    if (root->is(JsonKind::kString)) return from_string(std::move(whole), Wrapping::kNone);
    return from_value(std::move(whole), *root);
  }

 private:
  FoundDocuments none(std::string_view why = kNoPolicy) {
    found_.why_none = why;
    return std::move(found_);
  }

  /// What the path tells, if the statements allow it.
  [[nodiscard]] std::optional<PolicyType> type_by_path(const FoundDocument& document) const {
    const auto told = type_of_path(source_->name());
    if (!told || !document.root) return told;
    const PolicyType shape = infer_type(read_policy(document.tree, *document.root).document);
    return settle_type(shape, told) == *told ? told : std::nullopt;
  }

  FoundDocuments one(FoundDocument document) {
    document.name = source_->name();
    document.type = type_by_path(document);
    tell_resource_type(document);
    found_.documents.push_back(std::move(document));
    return std::move(found_);
  }

  [[nodiscard]] bool is_wanted(JsonValue root) const {
    if (expected_ == Expected::kTold || is_policy_shaped(root)) return true;
    return expected_ == Expected::kPolicy && is_meant_as_policy(root);
  }

  FoundDocuments from_broken(JsonResult whole) {
    const bool wanted = expected_ == Expected::kTold || speaks_of_policy(source_->text()) ||
                        (expected_ == Expected::kPolicy && !is_template(whole.diagnostics.front()));
    if (!wanted) {
      return none(fmt::format("it can't be read: {}", to_line(whole.diagnostics.front())));
    }
    FoundDocument document;
    keep(std::move(whole), document);
    return one(std::move(document));
  }

  /// The file is one string, or encoded as a whole. Such a string may be anything.
  FoundDocuments from_string(JsonResult read, Wrapping wrapping) {
    FoundDocument document;
    document.wrapping = wrapping;
    keep(std::move(read), document);
    unwrap(document, wrapping == Wrapping::kNone ? 0 : -1);
    const bool wanted = document.root ? is_wanted(*document.root)
                                      : expected_ == Expected::kTold ||
                                            speaks_of_policy(document.tree->source()->text());
    return wanted ? one(std::move(document)) : none();
  }

  FoundDocuments from_value(JsonResult whole, JsonValue root) {
    FoundDocument document;
    if (!is_policy_shaped(root)) {
      Envelope envelope = open_envelope(root);
      if (!envelope.documents.empty()) return from_envelope(whole, std::move(envelope));
      if (const auto member = wrapped_in_member(root)) {
        keep(std::move(whole), document);
        document.root = *member;
        document.wrapping = Wrapping::kMember;
        return one(std::move(document));
      }
    }
    if (!is_wanted(root)) return none();
    keep(std::move(whole), document);
    return one(std::move(document));
  }

  FoundDocuments from_envelope(JsonResult& whole, Envelope envelope) {
    found_.warnings = std::move(envelope.warnings);
    for (Enveloped& enveloped : envelope.documents) {
      FoundDocument document = std::move(enveloped.about);
      document.tree = whole.tree;
      document.root = enveloped.document;
      document.problems = std::exchange(whole.diagnostics, {});
      unwrap(document, 1);
      tell_resource_type(document);
      found_.documents.push_back(std::move(document));
    }
    return std::move(found_);
  }

  const SourcePtr& source_;
  Expected expected_;
  FoundDocuments found_;
};

}  // namespace

FoundDocuments find_documents(const SourcePtr& source, Expected expected) {
  return Finder(source, expected).find();
}

}  // namespace cordon::rules
