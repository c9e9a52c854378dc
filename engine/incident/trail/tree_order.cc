#include "engine/incident/trail/tree_order.h"

#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <utility>

namespace cordon::incident {
namespace {

using Places = std::vector<std::size_t>;

class Order {
 public:
  explicit Order(std::vector<TreeNode>& nodes) : nodes_(nodes), done_(nodes.size()) {}

  std::vector<std::string> run() {
    std::ranges::stable_sort(nodes_, {}, [](const TreeNode& node) {
      return std::pair(node.issued.value_or(node.password_set_at.value_or(Instant{})), node.id);
    });
    Places roots;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      (nodes_[i].parent.empty() ? roots : children_[nodes_[i].parent]).push_back(i);
    }
    for (const std::size_t root : roots) walk(root);
    std::vector<std::string> circular;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (done_[i]) continue;
      circular.push_back(nodes_[i].id);
      nodes_[i].parent.clear();
      walk(i);
    }
    nodes_ = std::move(ordered_);
    return circular;
  }

 private:
  void walk(std::size_t root) {
    Places stack{root};
    while (!stack.empty()) {
      const std::size_t place = stack.back();
      stack.pop_back();
      if (done_[place]) continue;
      done_[place] = true;
      TreeNode& node = nodes_[place];
      if (const auto below = children_.find(node.id); below != children_.end()) {
        for (const std::size_t child : std::views::reverse(below->second)) {
          if (done_[child]) continue;
          nodes_[child].depth = node.depth + 1;
          stack.push_back(child);
        }
      }
      ordered_.push_back(std::move(node));
    }
  }

  std::vector<TreeNode>& nodes_;
  std::vector<bool> done_;
  std::unordered_map<std::string, Places> children_;
  std::vector<TreeNode> ordered_;
};

}  // namespace

std::vector<std::string> order_nodes(std::vector<TreeNode>& nodes) { return Order(nodes).run(); }

}  // namespace cordon::incident
