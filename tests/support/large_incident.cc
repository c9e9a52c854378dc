#include "tests/support/large_incident.h"

#include <fmt/format.h>

#include <algorithm>
#include <expected>
#include <iterator>
#include <memory>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace cordon::support {
namespace {

constexpr std::string_view kAccount = "111122223333";
constexpr std::size_t kGroups = 20;
constexpr std::size_t kManaged = 10;
constexpr std::size_t kBuckets = 10;
constexpr std::int64_t kNoon = 1'704'110'400'000;  // 2024-01-01T12:00:00Z
constexpr std::int64_t kMinute = 60'000;

std::string time(std::int64_t ms) { return to_string(Instant{ms}); }

std::string document(std::string_view statements) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
}

std::string allow(std::string_view actions, std::string_view resources) {
  return fmt::format(R"({{"Effect":"Allow","Action":[{}],"Resource":[{}]}})", actions, resources);
}

constexpr std::string_view kDenyAll =
    R"({"Sid":"Stop","Effect":"Deny","Action":"*","Resource":"*"})";

std::string deny_all_with(std::string_view condition) {
  return fmt::format(
      R"({{"Sid":"Stop","Effect":"Deny","Action":"*","Resource":"*","Condition":{{{}}}}})",
      condition);
}

class IncidentText {
 public:
  explicit IncidentText(const IncidentSize& size)
      : size_(size), users_((size.principals + 1) / 2), roles_(size.principals - users_) {
    random_.seed(size.seed);
  }

  std::string write() {
    out_ = R"({"incident":"a large one","snapshotAt":"2024-01-01T00:00:00Z",)";
    account();
    organization();
    list("resources", kBuckets, &IncidentText::bucket);
    list("credentials", size_.credentials, &IncidentText::credential);
    list("events", size_.events, &IncidentText::event);
    out_ += R"("tolerate":["sts:GetCallerIdentity"],"assumptions":{"propagation":")";
    out_ += size_.seed % 3 == 0 ? "90s" : "0s";
    out_ += R"("}})";
    return std::move(out_);
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  template <class... Args>
  void add(fmt::format_string<Args...> text, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), text, std::forward<Args>(args)...);
  }

  void list(std::string_view name, std::size_t count, void (IncidentText::*item)(std::size_t)) {
    add(R"("{}":[)", name);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out_ += ',';
      (this->*item)(i);
    }
    out_ += "],";
  }

  void account() {
    out_ += R"("account":{)";
    list("UserDetailList", users_, &IncidentText::user);
    list("GroupDetailList", kGroups, &IncidentText::group);
    list("RoleDetailList", roles_, &IncidentText::role);
    list("Policies", kManaged, &IncidentText::managed);
    out_.back() = '}';
    out_ += ',';
  }

  // Some can do much, some little, some nothing; some only what hangs on time, session or tag.
  std::string permissions(std::size_t i) {
    switch (i % 7) {
      case 0:
        return document(allow(R"("*")", R"("*")"));
      case 1:
        return document(
            allow(R"("s3:Get*","s3:List*")", R"("arn:aws:s3:::data","arn:aws:s3:::data/*")"));
      case 2:
        return document(allow(R"("ec2:StartInstances","ec2:StopInstances")", R"("*")"));
      case 3:
        return document(allow(R"("s3:GetObject")",
                              R"("arn:aws:s3:::home/${aws:username}/*","arn:aws:s3:::b1/*")"));
      case 4:
        return document(R"({"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{)"
                        R"("DateLessThan":{"aws:CurrentTime":"2024-01-01T20:00:00Z"}}})");
      case 5:
        return document(
            R"({"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"StringEquals":)"
            R"({"aws:PrincipalTag/team":"red"}}})");
      default:
        return document(allow(R"("sts:AssumeRole")", fmt::format(R"("{}")", role_arn(0))));
    }
  }

  void user(std::size_t i) {
    add(R"({{"UserName":"u{0}","Path":"/","UserId":"AIDA{0:017}",)"
        R"("Arn":"arn:aws:iam::{1}:user/u{0}","GroupList":["g{2}"],"UserPolicyList":[)"
        R"({{"PolicyName":"work","PolicyDocument":{3}}}],"AttachedManagedPolicies":[)"
        R"({{"PolicyName":"m{4}","PolicyArn":"{5}"}}],)"
        R"("Tags":[{{"Key":"team","Value":"{6}"}}]}})",
        i, kAccount, i % kGroups, permissions(i), i % kManaged, managed_arn(i % kManaged),
        i % 2 == 0 ? "red" : "blue");
  }

  void group(std::size_t i) {
    add(R"({{"GroupName":"g{0}","Path":"/","GroupId":"AGPA{0:017}",)"
        R"("Arn":"arn:aws:iam::{1}:group/g{0}","GroupPolicyList":[{{"PolicyName":"look",)"
        R"("PolicyDocument":{2}}}],"AttachedManagedPolicies":[]}})",
        i, kAccount, document(allow(R"("logs:DescribeLogGroups")", R"("*")")));
  }

  void role(std::size_t i) {
    const std::string trusted =
        i % 3 == 0 ? user_arn(i % users_) : fmt::format("arn:aws:iam::{}:root", kAccount);
    add(R"({{"RoleName":"r{0}","Path":"/","RoleId":"AROA{0:017}","Arn":"{1}",)"
        R"("AssumeRolePolicyDocument":{2},"InstanceProfileList":[{3}],"RolePolicyList":[)"
        R"({{"PolicyName":"work","PolicyDocument":{4}}}],"AttachedManagedPolicies":[],)"
        R"("Tags":[]}})",
        i, role_arn(i), trust(trusted), profile(i), permissions(i + 3));
  }

  static std::string trust(std::string_view principal) {
    return document(fmt::format(
        R"({{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"sts:AssumeRole"}})", principal));
  }

  static std::string profile(std::size_t i) {
    if (i % 4 != 0) return {};
    return fmt::format(
        R"({{"InstanceProfileName":"p{0}","Path":"/","InstanceProfileId":"AIPA{0:017}",)"
        R"("Arn":"arn:aws:iam::{1}:instance-profile/p{0}","Roles":[]}})",
        i, kAccount);
  }

  void managed(std::size_t i) {
    add(R"({{"PolicyName":"m{0}","Arn":"{1}","Path":"/","DefaultVersionId":"v1",)"
        R"("PolicyVersionList":[{{"VersionId":"v1","IsDefaultVersion":true,"Document":{2}}},)"
        R"({{"VersionId":"v2","IsDefaultVersion":false,"Document":{3}}}]}})",
        i, managed_arn(i), document(allow(fmt::format(R"("sns:Publish{}")", i), R"("*")")),
        document(kDenyAll));
  }

  void organization() {
    add(R"("organization":{{"managementAccount":"999999999999","policies":{{)"
        R"("p-region":{{"type":"scp","document":{0}}},"p-stop":{{"type":"scp","document":{1}}}}},)"
        R"("targets":{{"r-ab12":{{"policies":["p-FullAWSAccess"]}},)"
        R"("{2}":{{"parent":"r-ab12","policies":["p-FullAWSAccess","p-region"]}}}}}},)",
        document(R"({"Effect":"Deny","Action":"rds:*","Resource":"*"})"),
        document(deny_all_with(
            R"("StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/u1*"})")),
        kAccount);
  }

  void bucket(std::size_t i) {
    add(R"({{"arn":"arn:aws:s3:::b{0}","policy":{1}}})", i, bucket_policy(i, user_arn(i % users_)));
  }

  static std::string bucket_policy(std::size_t i, std::string_view principal) {
    return document(
        fmt::format(R"({{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"s3:GetObject",)"
                    R"("Resource":"arn:aws:s3:::b{}/*"}})",
                    principal, i));
  }

  // Keys first, then what was minted from them; of users and roles in turn.
  void credential(std::size_t i) {
    const std::size_t keys = std::min(users_, (size_.credentials + 1) / 2);
    const std::int64_t issued =
        kNoon - 180 * kMinute + static_cast<std::int64_t>(i % 97 * 2) * kMinute;
    if (i < keys) {
      add(R"({{"id":"key-{0}","kind":"access-key","accessKeyId":"AKIA{0:016}","principal":"{1}"}})",
          i, user_arn(i));
      return;
    }
    const std::size_t parent = i % keys;
    switch (below(8)) {
      case 0:
        add(R"({{"id":"c{0}","kind":"get-session-token","parent":"key-{1}","issuedAt":"{2}",)"
            R"("duration":"36h","mfaAt":"{2}"}})",
            i, parent, time(issued));
        return;
      case 1:
        add(R"({{"id":"c{0}","kind":"get-federation-token","parent":"key-{1}","name":"f{2}",)"
            R"("issuedAt":"{3}","duration":"12h","sessionPolicies":[{4}]}})",
            i, parent, i % 5, time(issued), permissions(0));
        return;
      case 2:
        add(R"({{"id":"c{0}","kind":"console-password","principal":"{1}"{2}}})", i,
            user_arn(i % users_),
            one_in(2) ? fmt::format(R"(,"setAt":"{}")", time(issued)) : std::string());
        return;
      case 3:
        add(R"({{"id":"c{0}","kind":"instance-profile","parent":"key-{1}","principal":"{2}",)"
            R"("issuedAt":"{3}","renews":true}})",
            i, parent, role_arn(i % roles_), time(issued));
        return;
      default:
        add(R"({{"id":"c{0}","kind":"assume-role","parent":"key-{1}","principal":"{2}",)"
            R"("sessionName":"s{0}","issuedAt":"{3}","duration":"{4}h"}})",
            i, parent, role_arn(i % roles_), time(issued), 1 + below(12));
    }
  }

  void event(std::size_t i) {
    const std::int64_t at = kNoon + static_cast<std::int64_t>(i) * kMinute;
    const bool wide = one_in(size_.wide_step_one_in);
    const auto [call, parameters] = wide ? wide_step() : one_in(2) ? user_step() : other_step();
    add(R"({{"at":"{}","call":"{}","parameters":{{{}}}}})", time(at), call, parameters);
  }

  struct Step {
    std::string_view call;
    std::string parameters;
  };

  // One in ten speaks of somebody who is not there.
  std::string some_user() { return fmt::format("u{}", below(users_ + 1 + users_ / 10)); }
  std::string some_role() { return fmt::format("r{}", below(roles_ + 1 + roles_ / 10)); }

  std::string stopping_document() {
    switch (below(6)) {
      case 0:
        return document(kDenyAll);
      case 1:
        return document(
            deny_all_with(R"("NumericGreaterThan":{"aws:MultiFactorAuthAge":"14400"})"));
      case 2:
        return document(deny_all_with(R"("StringLike":{"aws:userid":"*:s1*"})"));
      case 3:
        return document(
            deny_all_with(R"("DateLessThan":{"aws:CurrentTime":"2024-01-02T00:00:00Z"})"));
      default:
        return document(deny_all_with(
            fmt::format(R"("DateLessThan":{{"aws:TokenIssueTime":"{}"}})",
                        time(kNoon - static_cast<std::int64_t>(below(200)) * kMinute))));
    }
  }

  Step user_step() {
    const std::string user = fmt::format(R"("UserName":"{}")", some_user());
    switch (below(14)) {
      case 0:
        return {"iam:DeleteAccessKey", fmt::format(R"("AccessKeyId":"AKIA{:016}")", below(users_))};
      case 1:
        return {"iam:UpdateAccessKey",
                fmt::format(R"("AccessKeyId":"AKIA{:016}","Status":"{}")", below(users_),
                            one_in(2) ? "Active" : "Inactive")};
      case 2:
        return {"iam:DeleteUser", user};
      case 3:
        return {"iam:CreateUser", user};
      case 4:
        return {"iam:UpdateUser", fmt::format(R"({},"NewUserName":"{}")", user, some_user())};
      case 5:
        return {"iam:DeleteUserPolicy", user + R"(,"PolicyName":"work")"};
      case 6:
        return {"iam:AttachUserPolicy",
                fmt::format(R"({},"PolicyArn":"{}")", user, managed_arn(below(kManaged + 1)))};
      case 7:
        return {"iam:RemoveUserFromGroup",
                fmt::format(R"({},"GroupName":"g{}")", user, below(kGroups))};
      case 8:
        return {"iam:TagUser", user + R"(,"Tags":[{"Key":"team","Value":"red"}])"};
      case 9:
        return {"iam:DeleteLoginProfile", user};
      case 10:
        return {"iam:UpdateLoginProfile", user + R"(,"Password":"x")"};
      case 11:
        return {"iam:PutUserPermissionsBoundary", fmt::format(R"({},"PermissionsBoundary":"{}")",
                                                              user, managed_arn(below(kManaged)))};
      default:
        return {"iam:PutUserPolicy", fmt::format(R"({},"PolicyName":"stop","PolicyDocument":{})",
                                                 user, stopping_document())};
    }
  }

  Step other_step() {
    const std::string role = fmt::format(R"("RoleName":"{}")", some_role());
    const std::string group = fmt::format(R"("GroupName":"g{}")", below(kGroups));
    switch (below(10)) {
      case 0:
        return {"iam:DeleteRolePolicy", role + R"(,"PolicyName":"work")"};
      case 1:
        return {"iam:RemoveRoleFromInstanceProfile",
                fmt::format(R"({0},"InstanceProfileName":"p{1}")", role, below(roles_))};
      case 2:
        return {"iam:PutGroupPolicy", fmt::format(R"({},"PolicyName":"stop","PolicyDocument":{})",
                                                  group, stopping_document())};
      case 3:
        return {"iam:DeleteGroup", group};
      case 4:
        return {"iam:SetDefaultPolicyVersion",
                fmt::format(R"("PolicyArn":"{}","VersionId":"v2")", managed_arn(below(kManaged)))};
      case 5:
        return {"iam:TagRole", role + R"(,"Tags":[{"Key":"team","Value":"red"}])"};
      default:
        return {"iam:PutRolePolicy", fmt::format(R"({},"PolicyName":"stop","PolicyDocument":{})",
                                                 role, stopping_document())};
    }
  }

  Step wide_step() {
    switch (below(7)) {
      case 0:
        return {"organizations:AttachPolicy",
                fmt::format(R"("PolicyId":"p-stop","TargetId":"{}")", kAccount)};
      case 1:
        return {"organizations:DetachPolicy",
                fmt::format(R"("PolicyId":"p-stop","TargetId":"{}")", kAccount)};
      case 2:
        return {"iam:UpdateAssumeRolePolicy",
                fmt::format(R"("RoleName":"{}","PolicyDocument":{})", some_role(),
                            trust(user_arn(below(users_))))};
      case 3:
        return {"iam:DeleteRole", fmt::format(R"("RoleName":"{}")", some_role())};
      case 4:
        return {"iam:CreateRole", fmt::format(R"("RoleName":"{}","AssumeRolePolicyDocument":{})",
                                              some_role(), trust(user_arn(below(users_))))};
      case 5:
        return {"s3:DeleteBucketPolicy", fmt::format(R"("Bucket":"b{}")", below(kBuckets))};
      default: {
        const std::size_t bucket = below(kBuckets);
        const std::string session = fmt::format("arn:aws:sts::{}:assumed-role/r{}/s{}", kAccount,
                                                below(roles_), below(size_.credentials));
        return {"s3:PutBucketPolicy",
                fmt::format(R"("Bucket":"b{}","Policy":{})", bucket,
                            bucket_policy(bucket, one_in(2) ? session : user_arn(below(users_))))};
      }
    }
  }

  static std::string user_arn(std::size_t i) {
    return fmt::format("arn:aws:iam::{}:user/u{}", kAccount, i);
  }
  static std::string role_arn(std::size_t i) {
    return fmt::format("arn:aws:iam::{}:role/r{}", kAccount, i);
  }
  static std::string managed_arn(std::size_t i) {
    return fmt::format("arn:aws:iam::{}:policy/m{}", kAccount, i);
  }

  IncidentSize size_;
  std::size_t users_;
  std::size_t roles_;
  std::mt19937 random_;
  std::string out_;
};

}  // namespace

std::string large_incident(const IncidentSize& size) { return IncidentText(size).write(); }

incident::IncidentResult read_incident_text(std::string text) {
  const incident::LoadFile no_files = [](std::string_view path) -> std::expected<SourcePtr, Error> {
    return std::unexpected(Error{std::string(path)});
  };
  return incident::read_incident(std::make_shared<Source>("incident.json", std::move(text)),
                                 no_files);
}

}  // namespace cordon::support
