#include "tests/support/scene.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cordon::support {

Case read_case(const Scene& scene) {
  std::string request = fmt::format(R"("principal":"{}","action":"{}","resource":"{}","at":"{}")",
                                    scene.principal, scene.action, scene.resource, scene.at);
  if (!scene.credential.empty()) request += fmt::format(R"(,"credential":{})", scene.credential);
  if (!scene.account.empty()) request += fmt::format(R"(,"resourceAccount":"{}")", scene.account);
  request += fmt::format(R"(,"context":{{{}}})", scene.context);
  return read_case(
      fmt::format(R"({{"request":{{{}}},"policies":{{{}}}}})", request, scene.policies));
}

std::string decide(const Scene& scene) { return decide(read_case(scene)); }

std::string credential(std::string_view kind, std::string_view issued, std::string_view mfa) {
  std::string object = fmt::format(R"({{"kind":"{}")", kind);
  if (!issued.empty()) object += fmt::format(R"(,"issuedAt":"{}")", issued);
  if (!mfa.empty()) object += fmt::format(R"(,"mfaAt":"{}")", mfa);
  return object + "}";
}

std::string layer(std::string_view name, const std::vector<std::string_view>& documents) {
  const bool levels = name == "scps" || name == "rcps";
  const std::string list = fmt::format("[{}]", fmt::join(documents, ","));
  return levels ? fmt::format(R"("{}":[{}])", name, list) : fmt::format(R"("{}":{})", name, list);
}

std::string deny_when(std::string_view condition) {
  return document(
      fmt::format(R"({{"Effect":"Deny","Action":"*","Resource":"*","Condition":{}}})", condition));
}

std::string grant(std::string_view principal, std::string_view condition) {
  return document(
      fmt::format(R"({{"Effect":"Allow","Principal":{},"Action":"s3:GetObject","Resource":"*",
          "Condition":{}}})",
                  principal, condition));
}

std::string aws(std::string_view principal) { return fmt::format(R"({{"AWS":"{}"}})", principal); }

}  // namespace cordon::support
