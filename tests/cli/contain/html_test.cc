// The HTML report: one page in which nothing runs and nothing is loaded, whatever an incident's
// names are.

#include <array>
#include <string>
#include <string_view>

#include "cli/contain/timeline_svg.h"
#include "doctest/doctest.h"
#include "tests/support/hostile_incident.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

constexpr std::array<std::string_view, 36> kTags{
    "!DOCTYPE", "body", "circle",  "code",  "defs",   "div",   "figcaption", "figure", "g",
    "h1",       "h2",   "head",    "html",  "li",     "line",  "meta",       "ol",     "p",
    "pattern",  "rect", "section", "span",  "strong", "style", "svg",        "table",  "tbody",
    "td",       "text", "th",      "thead", "time",   "title", "tr",         "ul",     "wbr"};

// What is wrong with the tag that begins at `open`.
std::string tag_complaint(std::string_view page, std::size_t open) {
  const std::string_view tag = page.substr(open + 1, page.find('>', open) - open - 1);
  const std::string_view bare = tag.starts_with('/') ? tag.substr(1) : tag;
  const std::string_view name = bare.substr(0, bare.find_first_of(" /"));
  if (std::ranges::find(kTags, name) == kTags.end()) return std::string(tag);
  for (const std::string_view word : {" on", " src", " href", "javascript", "http:", "https:"}) {
    if (tag.contains(word)) return std::string(tag);
  }
  const std::size_t url = tag.find("url(");
  const bool own = url == std::string_view::npos || tag.substr(url).starts_with("url(#p-");
  return own ? "" : std::string(tag);
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

TEST_CASE("contain html: nothing but our own tags, and none that loads or runs") {
  const std::string page = written("html", hostile_incident());
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    CHECK(tag_complaint(page, at) == "");
  }
  CHECK(xml_complaint(page) == "");
  CHECK(page.contains("&lt;script&gt;"));
  CHECK(page.contains("default-src 'none'"));
  CHECK(!page.contains("@import"));
  CHECK(!page.contains('\x1b'));
  CHECK(tag_complaint("<script>", 0) != "");
  CHECK(tag_complaint("<p onclick=\"x\">", 0) != "");
  CHECK(tag_complaint("<rect fill=\"url(http://x)\">", 0) != "");
  if (has_xml_validator()) CHECK(xml_complaint("<p>") != "");
}

std::string many_keys(std::size_t keys) {
  std::string credentials;
  for (std::size_t i = 0; i < keys; ++i) {
    credentials += fmt::format(
        "- {{id: key-{}, kind: access-key, accessKeyId: AKIA{}, principal: "
        "\"arn:aws:iam::111122223333:user/bob\"}}\n",
        i, i);
  }
  return credentials;
}

TEST_CASE("contain html: of many credentials the picture shows those that stay open") {
  const std::string deleted =
      incident::event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIA0}");
  const std::string page = written("html", incident::judged(many_keys(kMostBars + 1), deleted));
  const std::string picture =
      page.substr(page.find("<svg"), page.find("</svg>") - page.find("<svg"));
  CHECK(count(picture, "<text text-anchor=\"end\"") == kMostBars);
  CHECK(!picture.contains(">key-0<"));
  CHECK(picture.contains(fmt::format(">key-{}<", kMostBars)));
  CHECK(page.contains("200 of 201 credentials are drawn"));
  CHECK(page.contains("<code>key-0</code>"));
  CHECK(!written("html", incident::judged(many_keys(2), deleted)).contains("are drawn"));
}

TEST_CASE("contain html: steps that lie near to each other share a number") {
  const auto picture_of = [](std::string_view second) {
    const std::string events =
        incident::event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIA0}") +
        incident::event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIA1}", second);
    return written("html", incident::judged(many_keys(2), events));
  };
  CHECK(picture_of("2024-01-01T12:00:01Z").contains(">1-2</text>"));
  const std::string apart = picture_of("2024-01-01T18:00:00Z");
  CHECK(!apart.contains(">1-2</text>"));
  CHECK(apart.contains(">1</text>"));
  CHECK(apart.contains(">2</text>"));
}

}  // namespace
}  // namespace cordon::support
