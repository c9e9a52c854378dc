// The names of a caller (semantics.md 4.6): what resource policies match, aws:PrincipalArn, the id.

#include "engine/caller.h"

#include <fmt/format.h>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string line(const Caller& caller) {
  std::string text = fmt::format("{}; {}; {}; {}", describe(caller.kind), caller.arn,
                                 caller.principal_arn, caller.principal_type);
  if (!caller.userid.empty()) text += "; id " + caller.userid;
  if (caller.service_linked != Truth::kFalse) {
    text += caller.service_linked == Truth::kTrue ? "; service-linked" : "; maybe service-linked";
  }
  return text;
}

std::string read(std::string_view text) {
  const auto caller = parse_principal(text);
  return caller ? line(*caller) : caller.error();
}

struct Row {
  std::string_view text, line;
};

TEST_CASE("4.6: the principals of requests and their names") {
  const Row rows[] = {
      {"arn:aws:iam::111122223333:user/team/alice",
       "IAM user; arn:aws:iam::111122223333:user/team/alice; "
       "arn:aws:iam::111122223333:user/team/alice; User"},
      {"arn:aws:sts::111122223333:assumed-role/app/nightly",
       "role session; arn:aws:sts::111122223333:assumed-role/app/nightly; "
       "arn:aws:iam::111122223333:role/app; AssumedRole"},
      {"arn:aws:iam::111122223333:role/team/app",
       "role session; arn:aws:iam::111122223333:role/team/app; "
       "arn:aws:iam::111122223333:role/team/app; AssumedRole"},
      {"arn:aws:sts::111122223333:federated-user/carol",
       "federated user; arn:aws:sts::111122223333:federated-user/carol; "
       "arn:aws:sts::111122223333:federated-user/carol; FederatedUser; id 111122223333:carol"},
      {"arn:aws:iam::111122223333:root",
       "root user; arn:aws:iam::111122223333:root; arn:aws:iam::111122223333:root; Account; "
       "id 111122223333"},
      {"111122223333",
       "root user; arn:aws:iam::111122223333:root; arn:aws:iam::111122223333:root; Account; "
       "id 111122223333"},
      {"arn:aws-cn:sts::111122223333:assumed-role/app/nightly",
       "role session; arn:aws-cn:sts::111122223333:assumed-role/app/nightly; "
       "arn:aws-cn:iam::111122223333:role/app; AssumedRole"},
      {"*", "anonymous caller; ; ; Anonymous; id anonymous"},
      {"anonymous", "anonymous caller; ; ; Anonymous; id anonymous"},
      {"ec2.amazonaws.com", "AWS service; ec2.amazonaws.com; ; "},
      {"arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
       "role session; "
       "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX; "
       "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX; "
       "AssumedRole; service-linked"},
      {"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s",
       "role session; arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s; "
       "arn:aws:iam::111122223333:role/AWSServiceRoleForX; AssumedRole; maybe service-linked"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.line);
  }
}

TEST_CASE("4.6: what is no principal of a request says what is expected") {
  const Row rows[] = {
      {"alice",
       "principal `alice`: expected an ARN, a service principal such as `ec2.amazonaws.com`, or "
       "`*`"},
      {"arn:aws:iam::1:user/alice",
       "principal `arn:aws:iam::1:user/alice`: the account of an ARN is 12 digits, not `1`"},
      {"arn:aws:iam::111122223333:group/admins",
       "principal `arn:aws:iam::111122223333:group/admins`: expected the ARN of a user, role, "
       "assumed-role session, federated-user or account root"},
      {"arn:aws:iam::111122223333:user/",
       "principal `arn:aws:iam::111122223333:user/`: expected the ARN of a user, role, "
       "assumed-role session, federated-user or account root"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.line);
  }
}

TEST_CASE("5.1: the id of a user is its aws:userid, of a session it has the session's name") {
  Caller user = parse_principal("arn:aws:iam::111122223333:user/alice").value();
  user.identify("AIDACKCEVSQ6C2EXAMPLE");
  CHECK(user.userid == "AIDACKCEVSQ6C2EXAMPLE");
  Caller session = parse_principal("arn:aws:sts::111122223333:assumed-role/app/nightly").value();
  session.identify("AROACKCEVSQ6C2EXAMPLE");
  CHECK(session.userid == "AROACKCEVSQ6C2EXAMPLE:nightly");
  Caller role = parse_principal("arn:aws:iam::111122223333:role/app").value();
  role.identify("AROACKCEVSQ6C2EXAMPLE");
  CHECK(role.userid.empty());  // of which session nobody told
}

}  // namespace
}  // namespace cordon
