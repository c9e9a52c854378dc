// Policies of buckets, keys, queues, topics and secrets.
#include <array>

#include "engine/incident/events/resource_change.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

std::string bucket_arn(const Change& change) {
  const std::string bucket = change.text("Bucket");
  return split_arn(bucket) ? bucket : fmt::format("arn:{}:s3:::{}", change.partition(), bucket);
}

EventOutcome put_bucket_policy(Change& change) {
  return put_document(change, bucket_arn(change), *parameter(change.event(), "Policy"));
}

EventOutcome delete_bucket_policy(Change& change) {
  return remove_document(change, bucket_arn(change));
}

EventOutcome put_key_policy(Change& change) {
  const std::string key = change.text("KeyId");
  const auto arn = find_resource(change, "kms", "key/", key);
  if (!arn) return unknown_resource(key);
  return put_document(change, *arn, *parameter(change.event(), "Policy"));
}

// `https://sqs.us-east-1.amazonaws.com/111122223333/name`: host, account, name.
std::optional<std::string> queue_arn(const Change& change, std::string_view url) {
  if (split_arn(url)) return std::string(url);
  const std::size_t name = url.rfind('/');
  if (name == std::string_view::npos || name == 0) return std::nullopt;
  const std::size_t account = url.rfind('/', name - 1);
  if (account == std::string_view::npos) return std::nullopt;
  const std::string_view owner = url.substr(account + 1, name - account - 1);
  const std::size_t host = url.find("://sqs.");
  if (host == std::string_view::npos || !is_account_id(owner)) return std::nullopt;
  const std::string_view region_on = url.substr(host + std::string_view("://sqs.").size());
  return fmt::format("arn:{}:sqs:{}:{}:{}", change.partition(),
                     region_on.substr(0, region_on.find('.')), owner, url.substr(name + 1));
}

// An empty text takes the policy away.
EventOutcome set_policy_attribute(Change& change, const std::string& arn, JsonValue policy) {
  const bool none = policy.is(JsonKind::kString) && policy.text().empty();
  return none ? remove_document(change, arn) : put_document(change, arn, policy);
}

EventOutcome set_queue_attributes(Change& change) {
  const std::string url = change.text("QueueUrl");
  const auto arn = queue_arn(change, url);
  if (!arn) return unchanged("`{}` is no URL of a queue", url);
  const auto policy = parameter(change.event(), "Attributes")->find("Policy");
  if (!policy) return unchanged("the policy of {} stays: `Attributes` has no `Policy`", *arn);
  return set_policy_attribute(change, *arn, *policy);
}

EventOutcome set_topic_attributes(Change& change) {
  const std::string arn = change.text("TopicArn");
  const auto value = parameter(change.event(), "AttributeValue");
  if (change.text("AttributeName") != "Policy" || !value) {
    return unchanged("the policy of {} stays: another attribute is set", arn);
  }
  return set_policy_attribute(change, arn, *value);
}

EventOutcome put_secret_policy(Change& change) {
  const std::string secret = change.text("SecretId");
  const auto arn = find_resource(change, "secretsmanager", "secret:", secret);
  if (!arn) return unknown_resource(secret);
  return put_document(change, *arn, *parameter(change.event(), "ResourcePolicy"));
}

EventOutcome delete_secret_policy(Change& change) {
  const std::string secret = change.text("SecretId");
  const auto arn = find_resource(change, "secretsmanager", "secret:", secret);
  if (!arn) return unknown_resource(secret);
  return remove_document(change, *arn);
}

constexpr std::array kCalls{
    EventCall{"s3:PutBucketPolicy", "Bucket Policy",
              "ConfirmRemoveSelfBucketAccess ExpectedBucketOwner", "sets the bucket's policy",
              put_bucket_policy},
    EventCall{"s3:DeleteBucketPolicy", "Bucket", "ExpectedBucketOwner", "the bucket has no policy",
              delete_bucket_policy},
    EventCall{"kms:PutKeyPolicy", "KeyId Policy", "PolicyName BypassPolicyLockoutSafetyCheck",
              "sets the key's policy", put_key_policy},
    EventCall{"sqs:SetQueueAttributes", "QueueUrl Attributes", "",
              "with `Policy` among the attributes: sets the queue's policy", set_queue_attributes},
    EventCall{"sns:SetTopicAttributes", "TopicArn AttributeName", "AttributeValue",
              "with `AttributeName: Policy`: sets the topic's policy", set_topic_attributes},
    EventCall{"secretsmanager:PutResourcePolicy", "SecretId ResourcePolicy", "BlockPublicPolicy",
              "sets the secret's policy", put_secret_policy},
    EventCall{"secretsmanager:DeleteResourcePolicy", "SecretId", "", "the secret has no policy",
              delete_secret_policy},
};

}  // namespace

std::span<const EventCall> resource_calls() { return kCalls; }

}  // namespace cordon::incident
