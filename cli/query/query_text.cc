#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "cli/query/query.h"
#include "cli/wrap.h"
#include "engine/catalogue/name_order.h"

namespace cordon {
namespace {

using catalogue::Action;
using catalogue::KeyNames;
using catalogue::KeyType;
using catalogue::ResourceType;
using catalogue::ResourceUse;

constexpr std::size_t kMostBringers = 3;

/// Cells under each other, the first of a row strong.
class Columns {
 public:
  explicit Columns(std::size_t indent) : indent_(indent) {}

  void add(std::vector<std::string> cells) {
    widths_.resize(std::max(widths_.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths_[i] = std::max(widths_[i], cells[i].size());
    }
    rows_.push_back(std::move(cells));
  }

  [[nodiscard]] std::string text(const Painter& paint) const {
    std::string text;
    for (const auto& cells : rows_) {
      text += std::string(indent_, ' ') + paint(Ink::kStrong, cells.front());
      std::size_t blanks = widths_[0] - cells[0].size();
      for (std::size_t i = 1; i < cells.size(); ++i) {
        if (!cells[i].empty()) text += std::string(blanks + 2, ' ') + cells[i];
        blanks = cells[i].empty() ? blanks + 2 + widths_[i] : widths_[i] - cells[i].size();
      }
      text += '\n';
    }
    return text;
  }

 private:
  std::size_t indent_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

std::string type_name(KeyType type, bool multivalued) {
  return fmt::format("{}{}", multivalued ? "ArrayOf" : "", to_string(type));
}

// `object*, accesspoint`: what has to be there has an asterisk.
std::string type_list(const Action& action) {
  std::string list;
  for (const ResourceUse& use : action.resources) {
    list += fmt::format("{}{}{}", list.empty() ? "" : ", ", use.type, use.required ? "*" : "");
  }
  return list;
}

std::string listed(const Answer& answer, const Painter& paint) {
  Columns columns(0);
  for (const auto& service : answer.services) {
    columns.add({std::string(service.prefix), std::string(service.name)});
  }
  for (const Action& action : answer.actions) {
    columns.add(
        {std::string(action.full_name), std::string(to_string(action.level)), type_list(action)});
  }
  for (const ResourceType& type : answer.resource_types) {
    columns.add({std::string(type.name), std::string(type.arn)});
  }
  for (const FoundKey& key : answer.keys) {
    columns.add({key.name, type_name(key.type, key.multivalued), key.global ? "global" : ""});
  }
  return columns.text(paint);
}

std::string data_note(std::string_view what, const Painter& paint) {
  return paint(Ink::kFaint, fmt::format("{}data of {}", what, catalogue::data_date())) + '\n';
}

std::string counted(const Answer& answer) {
  switch (answer.subject) {
    case Subject::kServices:
      return fmt::format("services: {}, ", answer.services.size());
    case Subject::kActions:
    case Subject::kAction:
      return fmt::format("actions: {}, ", answer.actions.size());
    case Subject::kResourceTypes:
    case Subject::kResourceType:
      return fmt::format("resource types: {}, ", answer.resource_types.size());
    case Subject::kKeys:
    case Subject::kKey:
      return fmt::format("condition keys: {}, ", answer.keys.size());
  }
  return "";
}

// --- One of them --------------------------------------------------------------------------------

std::string heading(std::string_view text) { return fmt::format("  {}\n", text); }

/// Condition keys by name, each with the resource types that bring it; none: the action itself.
using Bringers = std::map<std::string_view, std::vector<std::string_view>, catalogue::NameLess>;

Bringers keys_of(const Action& action) {
  Bringers keys;
  for (const ResourceUse& use : action.resources) {
    const auto type = catalogue::find_resource_type(action.service, use.type);
    for (const KeyNames& names : {use.condition_keys, type ? type->condition_keys : KeyNames()}) {
      for (const std::string_view name : names) {
        auto& types = keys[name];
        if (types.empty() || types.back() != use.type) types.push_back(use.type);
      }
    }
  }
  for (const std::string_view name : action.condition_keys) keys[name].clear();
  return keys;
}

std::string bringers_text(const std::vector<std::string_view>& types) {
  if (types.size() > kMostBringers) return fmt::format("{} resource types", types.size());
  return fmt::format("{}", fmt::join(types, ", "));
}

std::string keys_text(const Bringers& keys, std::string_view service, const Painter& paint) {
  if (keys.empty()) return "";
  Columns columns(4);
  for (const auto& [name, types] : keys) {
    const auto key = catalogue::find_service_key(service, name);
    columns.add({std::string(name), key ? type_name(key->type, key->multivalued) : "",
                 bringers_text(types)});
  }
  return heading("condition keys") + columns.text(paint);
}

std::string one(const Action& action, const Painter& paint) {
  std::string text =
      fmt::format("{}  {}\n", paint(Ink::kStrong, action.full_name), to_string(action.level));
  if (action.resources.empty()) {
    text += heading("works on no resource type: Resource has to be `*`");
  } else {
    text += heading("resource types (* is required)");
  }
  Columns columns(4);
  for (const ResourceUse& use : action.resources) {
    const auto type = catalogue::find_resource_type(action.service, use.type);
    columns.add({fmt::format("{}{}", use.type, use.required ? "*" : ""),
                 type ? std::string(type->arn) : ""});
  }
  return text + columns.text(paint) + keys_text(keys_of(action), action.service, paint);
}

std::string one(const ResourceType& type, const Painter& paint) {
  const std::string name = fmt::format("{}:{}", type.service, type.name);
  Bringers keys;
  for (const std::string_view key : type.condition_keys) keys[key];
  return fmt::format("{}  {}\n", paint(Ink::kStrong, name), type.arn) +
         keys_text(keys, type.service, paint);
}

std::string one(const FoundKey& key, const Painter& paint) {
  std::string text =
      fmt::format("{}  {}\n", paint(Ink::kStrong, key.name), type_name(key.type, key.multivalued));
  if (key.global) text += heading("a global key: it belongs to no service in particular");
  if (key.services.empty()) return text;
  return text + heading("listed by") +
         wrap(fmt::format("{}", fmt::join(key.services, ", ")), {.first = 4, .rest = 4});
}

template <class Items>
std::string all(const Items& items, const Painter& paint) {
  std::string text;
  for (const auto& item : items) text += one(item, paint);
  return text;
}

}  // namespace

std::string query_text(const Answer& answer, const Painter& paint) {
  if (!answer.nothing.empty()) return "";
  switch (answer.subject) {
    case Subject::kAction:
      return all(answer.actions, paint) + data_note("  ", paint);
    case Subject::kResourceType:
      return all(answer.resource_types, paint) + data_note("  ", paint);
    case Subject::kKey:
      return all(answer.keys, paint) + data_note("  ", paint);
    case Subject::kServices:
    case Subject::kActions:
    case Subject::kResourceTypes:
    case Subject::kKeys:
      return listed(answer, paint) + '\n' + data_note(counted(answer), paint);
  }
  return "";
}

}  // namespace cordon
