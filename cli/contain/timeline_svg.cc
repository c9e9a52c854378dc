#include "cli/contain/timeline_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/contain/axis.h"
#include "cli/contain/wording.h"
#include "cli/quote.h"
#include "cli/xml_text.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

// In the picture's own units, near to pixels.
constexpr double kWidth = 960;
constexpr double kNames = 200;  // to the left of the bars
constexpr double kBars = kWidth - kNames - 10;
constexpr double kTop = 24;  // the steps' numbers stand there
constexpr double kRow = 26;
constexpr double kBar = 18;
constexpr double kLetter = 6.5;  // of the labels, about
constexpr double kTick = 14;     // nearer steps share a number
constexpr std::size_t kRoundInstants = 6;
constexpr std::size_t kLongestName = 28;

// Stripes and dots, so that the stretches are told apart without colours.
constexpr std::string_view kPatterns = R"svg(<defs>
<pattern id="p-live" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="live" width="7" height="7"/><rect class="mark" width="2" height="7"/></pattern>
<pattern id="p-unknown" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="unknown" width="7" height="7"/><circle class="mark" cx="3.5" cy="3.5" r="1.5"/></pattern>
<pattern id="p-residual" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="residual" width="6" height="6"/><rect class="mark" width="1.5" height="6"/></pattern>
<pattern id="p-denied" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="denied" width="6" height="6"/><rect class="mark" width="6" height="1.5"/></pattern>
<pattern id="p-dead" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="dead" width="6" height="6"/></pattern>
</defs>
)svg";

std::string cut(std::string_view name) {
  std::string shown = printable(name);
  std::size_t at = 0;
  for (std::size_t count = 0; at < shown.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(shown[at]) & 0xC0U) != 0x80U;
    if (starts && count++ == kLongestName) return shown.substr(0, at) + "…";
  }
  return shown;
}

// Those that are open in the end before the others, each in the file's order.
std::vector<const CredentialReport*> drawn(const Report& report) {
  std::vector<const CredentialReport*> credentials;
  for (const CredentialReport& credential : report.credentials) credentials.push_back(&credential);
  if (credentials.size() <= kMostBars) return credentials;
  std::ranges::stable_partition(credentials, [](const CredentialReport* credential) {
    return !credential->timeline.empty() && !is_closed(credential->timeline.back().what.verdict);
  });
  credentials.resize(kMostBars);
  return credentials;
}

class Picture {
 public:
  explicit Picture(const JudgedIncident& judged)
      : judged_(judged), axis_(axis_of(judged)), credentials_(drawn(judged.report)) {}

  std::string draw() {
    out_ = fmt::format(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Timeline: a bar a credential, a tick "
        "a step; the table says the same in words\">\n{}",
        kWidth, bottom() + 56, kPatterns);
    round_times();
    double y = kTop;
    for (const CredentialReport* credential : credentials_)
      row(*credential, std::exchange(y, y + kRow));
    ticks();
    legend();
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] double bottom() const {
    return kTop + kRow * static_cast<double>(credentials_.size());
  }
  [[nodiscard]] double x_of(Instant at) const { return kNames + kBars * axis_.part_of(at); }

  void line(std::string_view kind, double x, double from, double to) {
    out_ += fmt::format(
        "<line class=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n", kind, x,
        x, from, to);
  }

  void text(std::string_view anchor, double x, double y, std::string_view words) {
    out_ += fmt::format("<text text-anchor=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", anchor, x,
                        y, xml_text(words));
  }

  // `08-15 12:00` below a thin line.
  void round_times() {
    for (const Instant at : round_instants(axis_, kRoundInstants)) {
      const double x = x_of(at);
      line("grid", x, kTop, bottom() + 6);
      std::string label = to_string(at).substr(5, 11);
      std::ranges::replace(label, 'T', ' ');
      text("middle", std::clamp(x, kNames + 36, kWidth - 36), bottom() + 20, label);
    }
  }

  void row(const CredentialReport& credential, double y) {
    out_ += fmt::format("<g><title>{}</title>", xml_text(printable(credential.credential->id)));
    text("end", kNames - 8, y + 17, cut(credential.credential->id));
    out_ += "</g>\n";
    for (const Stretch& stretch : credential.timeline) {
      if (stretch.from <= axis_.end) bar(stretch, y + (kRow - kBar) / 2);
    }
  }

  void bar(const Stretch& stretch, double y) {
    const double begin = x_of(stretch.from);
    const double width = std::max(x_of(stretch.to.value_or(axis_.end)) - begin, 1.0);
    const std::string_view verdict = to_string(stretch.what.verdict);
    const std::string title =
        fmt::format("{} from {}: {}", verdict, to_string(stretch.from), standing_words(stretch));
    out_ += fmt::format(
        "<g><title>{}</title><rect class=\"bar\" fill=\"url(#p-{})\" x=\"{:.1f}\" y=\"{:.1f}\" "
        "width=\"{:.1f}\" height=\"{}\"/>",
        xml_text(printable(title)), verdict, begin, y, width, kBar);
    const double label = static_cast<double>(verdict.size()) * kLetter + 8;
    if (label + 4 <= width) {
      out_ += fmt::format(
          "<rect class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"12\"/>",
          begin + 3, y + 3, label);
      text("start", begin + 7, y + 13, verdict);
    }
    out_ += "</g>\n";
  }

  // Steps whose ticks would touch share a number: `1-3`.
  void ticks() {
    double last_x = -kTick;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    const auto number = [&] {
      if (last == 0) return;
      text("middle", last_x, 12,
           first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last));
    };
    for (const StepReport& step : judged_.report.steps) {
      const double x = x_of(step.event->at);
      line("step", x, 16, bottom());
      if (x - last_x >= kTick) {
        number();
        first = step.event->index + 1;
        last_x = x;
      }
      last = step.event->index + 1;
    }
    number();
  }

  void legend() {
    double x = kNames;
    for (const std::string_view verdict : kVerdictNames) {
      out_ += fmt::format(
          "<rect class=\"bar\" fill=\"url(#p-{})\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"24\" "
          "height=\"12\"/>\n",
          verdict, x, bottom() + 38);
      text("start", x + 30, bottom() + 48, verdict);
      x += 110;
    }
  }

  const JudgedIncident& judged_;
  Axis axis_;
  std::vector<const CredentialReport*> credentials_;
  std::string out_;
};

}  // namespace

std::string timeline_svg(const JudgedIncident& judged) { return Picture(judged).draw(); }

}  // namespace cordon
