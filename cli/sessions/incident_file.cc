// The incident file of a tree of sessions. Values are JSON, which is YAML too; in YAML the plain
// ones stand without quotes, and comments say what the format has no member for.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "cli/quote.h"
#include "cli/sessions/sessions.h"
#include "engine/incident/world/json_text.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using incident::json_text;
using incident::TrailChange;
using incident::TreeNode;

struct Member {
  std::string_view name;
  std::string value;  // JSON
};

struct Item {
  std::vector<std::string> comments;
  std::vector<Member> members;
};

struct File {
  std::vector<std::string> comments;
  std::vector<Member> head;
  std::vector<Item> credentials;
  std::vector<Item> events;
};

std::string text_value(std::string_view text) {
  return json_text(first_invalid_utf8(text) ? printable(text) : std::string(text));
}

class Maker {
 public:
  explicit Maker(const Sessions& sessions) : sessions_(sessions) {}

  File run() {
    head();
    for (const TreeNode& node : sessions_.tree.nodes) credential(node);
    for (const TrailChange& change : sessions_.tree.changes) {
      if (change.known) event(change);
    }
    return std::move(file_);
  }

 private:
  void head() {
    const auto& known = sessions_.tree.known_until;
    file_.comments.push_back(fmt::format(
        "cordon sessions: {} records of {} files{}", sessions_.records, sessions_.files.size(),
        known && !sessions_.incomplete ? ", until " + to_string(*known) : ""));
    if (sessions_.incomplete) {
      file_.comments.emplace_back("not all could be read: credentials and events may be missing,");
      file_.comments.emplace_back("so that they are taken to be complete up to the beginning only");
    }
    file_.head.push_back({"incident", text_value(fmt::format("what was minted from {}",
                                                             fmt::join(sessions_.seeds, ", ")))});
    accounts();
    if (sessions_.snapshot_at) {
      file_.head.push_back({"snapshotAt", text_value(to_string(*sessions_.snapshot_at))});
    } else if (const std::string words = undated_snapshot_in_words(sessions_); !words.empty()) {
      file_.comments.push_back(words);
    }
    if (known) {
      file_.head.push_back({"credentialsKnownUntil", text_value(to_string(*known))});
    }
    file_.head.push_back({"tolerate", R"(["sts:GetCallerIdentity"])"});
  }

  void accounts() {
    const auto& accounts = sessions_.accounts;
    if (accounts.empty()) {
      file_.comments.emplace_back(
          "to judge it, add `account:` with the file that this writes, or give it as --account:");
      file_.comments.emplace_back("  aws iam get-account-authorization-details > account.json");
      return;
    }
    if (accounts.size() == 1 && accounts.front().first.empty()) {
      file_.head.push_back({"account", text_value(accounts.front().second)});
      return;
    }
    std::vector<std::string> members;
    for (const auto& [id, path] : accounts) {
      members.push_back(fmt::format("{}: {}", json_text(id), text_value(path)));
    }
    file_.head.push_back({"accounts", fmt::format("{{{}}}", fmt::join(members, ", "))});
  }

  static void add(Item& item, std::string_view name, const std::string& text) {
    if (!text.empty()) item.members.push_back({name, text_value(text)});
  }
  static void add(Item& item, std::string_view name, const std::optional<Instant>& instant) {
    if (instant) item.members.push_back({name, text_value(to_string(*instant))});
  }

  void credential(const TreeNode& node) {
    Item item;
    if (const std::string words = use_in_words(node.use); !words.empty()) {
      item.comments.push_back(words);
    }
    if (const std::string words = doubt_in_words(node); !words.empty()) {
      item.comments.push_back(words);
    }
    add(item, "id", node.id);
    add(item, "kind", std::string(to_string(node.kind)));
    add(item, "principal", node.principal);
    add(item, "parent", node.parent);
    if (node.keys.size() == 1) add(item, "accessKeyId", node.keys.front());
    add(item, "issuedAt", node.issued);
    if (!node.renews) add(item, "expiresAt", node.expires);
    add(item, "setAt", node.password_set_at);
    add(item, "mfaAt", node.mfa_at);
    add(item, "sourceIdentity", node.source_identity);
    lists(item, node);
    if (node.renews) item.members.push_back({"renews", "true"});
    file_.credentials.push_back(std::move(item));
  }

  static void lists(Item& item, const TreeNode& node) {
    std::vector<std::string> tags;
    for (const auto& [key, value] : node.tags) {
      tags.push_back(fmt::format("{}: {}", json_text(key), json_text(value)));
    }
    if (!tags.empty()) {
      item.members.push_back({"sessionTags", fmt::format("{{{}}}", fmt::join(tags, ", "))});
    }
    std::vector<std::string> policies;
    for (const std::string& policy : node.session_policies) {
      policies.push_back(policy.starts_with('{') ? policy : json_text(policy));
    }
    if (!policies.empty()) {
      item.members.push_back({"sessionPolicies", fmt::format("[{}]", fmt::join(policies, ", "))});
    }
  }

  void event(const TrailChange& change) {
    Item item;
    item.comments.push_back(change.by_tree ? fmt::format("with {}", change.by_key)
                                           : fmt::format("not the tree's: {}", change.by_arn));
    add(item, "at", std::optional(change.at));
    add(item, "call", change.call);
    if (is_account_id(change.account)) add(item, "account", change.account);
    if (change.by_tree) add(item, "by", maker_of(change));
    item.members.push_back({"parameters", change.parameters});
    file_.events.push_back(std::move(item));
  }

  // One key may be of several nodes, where records contradict each other.
  [[nodiscard]] std::string maker_of(const TrailChange& change) const {
    const auto& nodes = sessions_.tree.nodes;
    const auto made = std::ranges::find_if(nodes, [&](const TreeNode& node) {
      return std::ranges::find(node.keys, change.by_key) != node.keys.end();
    });
    return made == nodes.end() ? std::string() : made->id;
  }

  const Sessions& sessions_;
  File file_;
};

// --- YAML ---------------------------------------------------------------------------------------

/// A string that YAML reads as the same string without quotes.
bool is_plain(std::string_view text) {
  constexpr std::string_view kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:+=@, ";
  constexpr std::array<std::string_view, 8> kWords{"true", "false", "null", "yes",
                                                   "no",   "on",    "off",  "nan"};
  if (text.empty() || text.size() > 200 || text.find_first_not_of(kSafe) != std::string_view::npos)
    return false;
  const char first = text.front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  const bool time = text.size() >= 20 && text.ends_with('Z') && text[10] == 'T';
  if (!letter && !time) return false;
  if (text.ends_with(':') || text.ends_with(' ') || text.contains(": ")) return false;
  return text.size() > 1 && std::ranges::find(kWords, ascii_lower(text)) == kWords.end();
}

std::string yaml_value(const std::string& json) {
  if (!json.starts_with('"') || json.contains('\\')) return json;
  const std::string_view text = std::string_view(json).substr(1, json.size() - 2);
  return is_plain(text) ? std::string(text) : json;
}

void write_comments(std::string& out, std::string_view indent,
                    const std::vector<std::string>& comments) {
  for (const std::string& comment : comments) {
    out += fmt::format("{}# {}\n", indent, printable(comment));
  }
}

void write_items(std::string& out, std::string_view name, const std::vector<Item>& items) {
  if (items.empty()) return;
  out += fmt::format("{}:\n", name);
  for (const Item& item : items) {
    write_comments(out, "  ", item.comments);
    std::string_view before = "  - ";
    for (const Member& member : item.members) {
      out += fmt::format("{}{}: {}\n", before, member.name, yaml_value(member.value));
      before = "    ";
    }
  }
}

// --- JSON ---------------------------------------------------------------------------------------

void write_json_items(std::string& out, std::string_view name, const std::vector<Item>& items) {
  if (items.empty()) return;
  out += fmt::format(",\n  {}: [", json_text(name));
  std::string_view between = "\n";
  for (const Item& item : items) {
    std::vector<std::string> members;
    for (const Member& member : item.members) {
      members.push_back(fmt::format("      {}: {}", json_text(member.name), member.value));
    }
    out += fmt::format("{}    {{\n{}\n    }}", between, fmt::join(members, ",\n"));
    between = ",\n";
  }
  out += "\n  ]";
}

}  // namespace

std::string sessions_yaml(const Sessions& sessions) {
  const File file = Maker(sessions).run();
  std::string out;
  write_comments(out, "", file.comments);
  for (const Member& member : file.head) {
    out += fmt::format("{}: {}\n", member.name, yaml_value(member.value));
  }
  write_items(out, "credentials", file.credentials);
  write_items(out, "events", file.events);
  return out;
}

std::string sessions_json(const Sessions& sessions) {
  const File file = Maker(sessions).run();
  std::vector<std::string> head;
  for (const Member& member : file.head) {
    head.push_back(fmt::format("  {}: {}", json_text(member.name), member.value));
  }
  std::string out = fmt::format("{{\n{}", fmt::join(head, ",\n"));
  write_json_items(out, "credentials", file.credentials);
  write_json_items(out, "events", file.events);
  return out + "\n}\n";
}

}  // namespace cordon
