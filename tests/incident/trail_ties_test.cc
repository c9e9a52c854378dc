// What ties keys to the tree whose making no record tells, and what is said of them.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/incident/trail_log.h"

namespace cordon::incident {
namespace {

TEST_CASE("keys whose making is not recorded are tied to the tree as far as something ties them") {
  struct Row {
    std::string_view name;
    Log log;
    std::string tree;
    std::string_view notes;
  };
  const std::string first = "AKIAEVE access-key user/eve\n";
  const auto started = [] { return Log().add("09:00:00", "s3:ListBuckets", user("AKIAEVE")); };
  const auto chained = [] {
    return Log()
        .add("09:10:00", "sts:AssumeRole", user("AKIAEVE"), ask_role("x"),
             assumed("ASIA1", "x", "May 1, 2024, 10:10:00 AM"))
        .add("09:11:00", "s3:ListBuckets",
             role("ASIA1", "09:10:00", "x", "ops", R"(,"sourceIdentity":"eve")"));
  };
  const std::string chain =
      "  ASIA1 assume-role assumed-role/ops/x 09:10-10:10 by sts:AssumeRole\n";
  const Row rows[] = {
      {"a session token of the user: possible, 36 hours at most",
       started().add("10:00:00", "s3:ListBuckets", token("ASIA2", "09:30:00")),
       "  ASIA2 get-session-token user/eve 09:30-05-02T21:30 assumed possible\n",
       "2: the making of ASIA2 is not recorded: a temporary credential of the same user "
       "(possible)\n"},
      {"issued before the tree had anything",
       started().add("10:00:00", "s3:ListBuckets", token("ASIA2", "08:30:00")), "", ""},
      {"made with another key of the user, as a record says",
       started()
           .add("09:20:00", "sts:GetSessionToken", user("AKIAOTHER"), "null",
                "{" + credentials("ASIA2") + "}")
           .add("10:00:00", "s3:ListBuckets", token("ASIA2", "09:20:00")),
       "", ""},
      {"the same session of the same role",
       chained().add("11:00:00", "s3:ListBuckets", role("ASIA2", "10:30:00", "x")),
       chain + "  ASIA2 assume-role assumed-role/ops/x 10:30-22:30 assumed likely\n",
       "3: the making of ASIA2 is not recorded: has the role and the session name of ASIA1 "
       "(likely)\n"},
      {"another session with the tree's source identity",
       chained().add("11:00:00", "s3:ListBuckets",
                     role("ASIA2", "10:30:00", "y", "dev", R"(,"sourceIdentity":"eve")")),
       chain + "    ASIA2 assume-role assumed-role/dev/y 10:30-22:30 assumed identity eve likely\n",
       "3: the making of ASIA2 is not recorded: has the source identity `eve` of the tree "
       "(likely)\n"},
      {"another session of the role, which nothing else ties",
       chained().add("11:00:00", "s3:ListBuckets", role("ASIA2", "10:30:00", "y")), chain,
       "3: the making of ASIA2 is not recorded; as sessions of "
       "arn:aws:iam::111122223333:role/ops they may be the tree's, but nothing else says so: left "
       "out\n"},
      {"an instance that the tree got into",
       started()
           .add("09:10:00", "ssm:StartSession", user("AKIAEVE"), R"({"target":"i-7"})")
           .add("09:30:00", "s3:ListBuckets",
                role("ASIA7", "06:00:00", "i-7", "web", R"(,"ec2RoleDelivery":"2.0")")),
       "  i-7 instance-profile assumed-role/web/i-7 06:00-? renews likely\n",
       "3: the making of i-7 is not recorded: a session of i-7, which the tree got by "
       "ssm:StartSession (likely)\n"},
      {"a sign-in of the user, which may be its owner's",
       started()
           .add("09:20:00", "signin:ConsoleLogin", user(""), "null",
                R"({"ConsoleLogin":"Success"})")
           .add("09:21:00", "s3:ListBuckets", token("ASIA2", "09:20:00")),
       "",
       "2: arn:aws:iam::111122223333:user/eve signs in to the console at 2024-05-01T09:20:00Z; "
       "nothing says that it is not its owner: left out (--user takes it in)\n"},
      {"a caller whom only the other account's record names",
       chained().add(
           "09:30:00", "sts:AssumeRole",
           R"({"type":"AWSAccount","principalId":"AROAops:x","accountId":"111122223333"})",
           R"({"roleArn":"arn:aws:iam::444455556666:role/far","roleSessionName":"z"})",
           assumed("ASIA2", "z", "", "far")),
       chain + "    ASIA2 assume-role assumed-role/far/z 09:30-10:30 assumed by sts:AssumeRole\n",
       ""},
      {"two accounts' records of one event, of which only the other's tells the key",
       started()
           .add("09:30:00", "sts:AssumeRole", user("AKIAEVE"),
                R"({"roleArn":"arn:aws:iam::444455556666:role/far","roleSessionName":"z"})", "null",
                R"(,"sharedEventID":"s1")")
           .add("09:30:00", "sts:AssumeRole",
                R"({"type":"AWSAccount","principalId":"AIDAwho","accountId":"111122223333"})",
                R"({"roleArn":"arn:aws:iam::444455556666:role/far","roleSessionName":"z"})",
                assumed("ASIA2", "z", "", "far"), R"(,"sharedEventID":"s1")"),
       "  ASIA2 assume-role assumed-role/far/z 09:30-10:30 assumed by sts:AssumeRole\n", ""},
      {"a role that is handed to a service",
       started().add("09:10:00", "glue:CreateJob", user("AKIAEVE"),
                     R"({"role":"arn:aws:iam::111122223333:role/glue"})"),
       "",
       "2: AKIAEVE hands arn:aws:iam::111122223333:role/glue to a service by glue:CreateJob: "
       "sessions that the service opens by itself are in the tree only where they are recorded\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Grown grown = grow(row.log);
    CHECK(grown.tree == first + row.tree);
    CHECK(grown.notes == row.notes);
  }
}

TEST_CASE("notes of one kind are one note") {
  Log log = Log().add("09:00:00", "s3:ListBuckets", user("AKIAEVE"));
  for (int i = 1; i <= 5; ++i) {
    log.add("09:10:00", "glue:CreateJob", user("AKIAEVE"),
            R"({"role":"arn:aws:iam::111122223333:role/glue"})");
    log.add(fmt::format("09:2{}:00", i), "signin:ConsoleLogin", user(""), "null",
            R"({"ConsoleLogin":"Success"})");
  }
  CHECK(grow(log).notes ==
        "3: arn:aws:iam::111122223333:user/eve signs in to the console at 2024-05-01T09:21:00Z, "
        "2024-05-01T09:22:00Z, 2024-05-01T09:23:00Z and 2 more; nothing says that it is not its "
        "owner: left out (--user takes it in)\n"
        "2: AKIAEVE hands arn:aws:iam::111122223333:role/glue to a service by glue:CreateJob: "
        "sessions that the service opens by itself are in the tree only where they are "
        "recorded\n");
}

}  // namespace
}  // namespace cordon::incident
