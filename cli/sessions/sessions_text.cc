#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/quote.h"
#include "cli/sessions/sessions.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

using incident::Confidence;
using incident::TrailChange;
using incident::TreeNode;

constexpr std::int64_t kMinute = 60'000;

/// `12h`, `1h30m`, `36h`.
std::string length(std::int64_t ms) {
  const std::int64_t minutes = ms / kMinute;
  if (minutes % 60 == 0) return fmt::format("{}h", minutes / 60);
  return minutes < 60 ? fmt::format("{}m", minutes)
                      : fmt::format("{}h{}m", minutes / 60, minutes % 60);
}

std::string plural(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

class Writer {
 public:
  Writer(const Sessions& sessions, const Painter& paint) : sessions_(sessions), paint_(paint) {}

  std::string run() {
    header();
    for (std::size_t i = 0; i < sessions_.tree.nodes.size(); ++i) node(i);
    changes();
    notes();
    return std::move(out_);
  }

 private:
  void header() {
    out_ += fmt::format(
        "{}\n", paint_(Ink::kStrong,
                       printable(fmt::format("Minted from {}", fmt::join(sessions_.seeds, ", ")))));
    std::string line = fmt::format("{} of {}", plural(sessions_.records, "record"),
                                   plural(sessions_.files.size(), "file"));
    if (sessions_.incomplete) {
      line += ", some of which could not be read: from the beginning on there may be more";
    } else if (sessions_.tree.known_until) {
      line += fmt::format(", known until {}", to_string(*sessions_.tree.known_until));
    }
    if (sessions_.duplicates > 0) {
      line += fmt::format("; {} twice, counted once", plural(sessions_.duplicates, "record"));
    }
    if (sessions_.tree.failed_calls > 0) {
      line += fmt::format("; {} of these credentials failed",
                          plural(sessions_.tree.failed_calls, "call"));
    }
    out_ += wrap(line, {.first = 2, .rest = 2}) + "\n";
  }

  void node(std::size_t index) {
    const TreeNode& node = sessions_.tree.nodes[index];
    const std::size_t indent = 2 * std::min<std::size_t>(node.depth, 20);
    out_ += fmt::format("{}{}{}  {}\n", std::string(indent, ' '), node.depth > 0 ? "`- " : "",
                        paint_(Ink::kStrong, printable(node.id)), to_string(node.kind));
    const std::size_t inside = indent + (node.depth > 0 ? 5 : 2);
    line(node.principal, inside);
    line(life(node), inside);
    line(use_in_words(node.use), inside);
    line(doubt_in_words(node), inside, Ink::kDoubt);
  }

  void line(const std::string& text, std::size_t indent, Ink ink = Ink::kPlain) {
    if (text.empty()) return;
    const std::string lines = wrap(text, {.first = indent, .rest = indent});
    out_ += fmt::format("{}\n", paint_(ink, lines.substr(0, lines.size() - 1)));
  }

  static std::string life(const TreeNode& node) {
    std::string text = node.call.empty() ? "" : "by " + node.call;
    const auto add = [&text](const std::string& more) {
      text += (text.empty() ? "" : ", ") + more;
    };
    if (node.password_set_at) add("set " + to_string(*node.password_set_at));
    if (node.issued) add("issued " + to_string(*node.issued));
    if (node.renews) {
      add("renews itself");
    } else if (node.expires) {
      add(fmt::format(
          "expires {}{}", to_string(*node.expires),
          node.issued ? fmt::format(" ({})", length(node.expires->ms - node.issued->ms)) : ""));
    }
    if (node.mfa_at) add("with MFA");
    if (!node.source_identity.empty()) add("source identity " + node.source_identity);
    if (!node.session_policies.empty()) {
      add(node.session_policies.size() == 1
              ? "with a session policy"
              : fmt::format("with {} session policies", node.session_policies.size()));
    }
    return text;
  }

  void changes() {
    if (sessions_.tree.changes.empty()) return;
    out_ += fmt::format("\n{}\n", paint_(Ink::kStrong, "Changes"));
    for (const TrailChange& change : sessions_.tree.changes) {
      out_ += wrap(fmt::format("{}  {} {}{}", to_string(change.at), change.call,
                               change.by_tree ? "with " + change.by_key : "by " + change.by_arn,
                               change.known ? "" : " (not modelled)"),
                   {.first = 2, .rest = 4});
    }
  }

  void notes() {
    if (sessions_.tree.notes.empty()) return;
    out_ += fmt::format("\n{}\n", paint_(Ink::kStrong, "To know"));
    for (const incident::TrailNote& note : sessions_.tree.notes) {
      out_ += wrap(fmt::format("{}{}", place_of(sessions_, note), note.message),
                   {.first = 2, .rest = 4});
    }
  }

  const Sessions& sessions_;
  const Painter& paint_;
  std::string out_;
};

}  // namespace

std::string sessions_text(const Sessions& sessions, const Painter& paint) {
  return Writer(sessions, paint).run();
}

std::string place_of(const Sessions& sessions, const incident::TrailNote& note) {
  if (!note.place) return {};
  const std::string& file = sessions.files[note.place->file];
  return fmt::format("{}: record {}: ", file == "-" ? "<stdin>" : file, note.place->record);
}

std::string use_in_words(const incident::KeyUse& use) {
  if (use.calls == 0) return {};
  std::string text = use.calls == 1 ? fmt::format("seen once, {}", to_string(use.first))
                                    : fmt::format("seen {} times, {} to {}", use.calls,
                                                  to_string(use.first), to_string(use.last));
  if (!use.addresses.empty()) {
    text += fmt::format(", from {}{}", fmt::join(use.addresses, ", "),
                        use.more_addresses ? " and others" : "");
  }
  return text;
}

std::string undated_snapshot_in_words(const Sessions& sessions) {
  if (sessions.snapshot_at ||
      !std::ranges::any_of(sessions.tree.changes, &incident::TrailChange::known)) {
    return {};
  }
  return "the events are applied on top of the account snapshot: if it shows some of them already, "
         "tell when it was taken, by --snapshot-at or as `snapshotAt`";
}

std::string doubt_in_words(const TreeNode& node) {
  std::string text;
  if (node.confidence != Confidence::kRecorded) {
    text = fmt::format("{}: {}", node.confidence == Confidence::kLikely ? "likely" : "possible",
                       node.why);
  }
  if (node.expiry_assumed && !node.renews) {
    text +=
        fmt::format("{}no record tells its end: {} is assumed", text.empty() ? "" : "; ",
                    node.call.starts_with("sts:") ? "AWS's default" : "the latest that AWS allows");
  }
  return text;
}

}  // namespace cordon
