#include "catalog/difference.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "catalog/facts.h"
#include "catalog/same_expression.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::catalog {
namespace {

bool same(const Fact& a, const Fact& b) {
  if (a.expression.empty() || b.expression.empty()) return a.text == b.text;
  return same_expression(a.expression, b.expression);
}

// One side's objects, and what of them it doesn't know.
class Side {
 public:
  explicit Side(const Catalog& catalog) : catalog_(catalog), objects_(describe(catalog)) {}

  [[nodiscard]] const Objects& objects() const { return objects_; }
  [[nodiscard]] const Object* find(const std::string& name) const {
    const auto found = objects_.find(name);
    return found == objects_.end() ? nullptr : &found->second;
  }
  // Of an object that it has, or might have: as a part of an uncertain one, or by a block of code.
  [[nodiscard]] bool doubts(const std::string& name, const std::string& parent) const {
    const Object* object = find(name);
    if (object == nullptr) object = find(parent);
    if (object != nullptr && object->uncertain) return true;
    return is_named_in_code(name) || (!parent.empty() && is_named_in_code(parent));
  }

 private:
  // The last part of "column audit.orders.total".
  [[nodiscard]] bool is_named_in_code(std::string_view name) const {
    const std::string_view last = name.substr(name.find_last_of(" .") + 1);
    return std::ranges::any_of(catalog_.code,
                               [&](const std::string& code) { return ascii::has_words(code, last); });
  }

  const Catalog& catalog_;
  Objects objects_;
};

class Comparison {
 public:
  Comparison(const Catalog& left, const Catalog& right) : left_(left), right_(right) {}

  std::vector<Difference> run() {
    std::set<std::string> names;
    for (const Side* side : {&left_, &right_}) {
      for (const auto& [name, object] : side->objects()) names.insert(name);
    }
    for (const std::string& name : names) compare(name);
    return std::move(differences_);
  }

 private:
  void compare(const std::string& name);
  void compare(const std::string& name, const Object& left, const Object& right);

  Side left_;
  Side right_;
  std::vector<Difference> differences_;
};

void Comparison::compare(const std::string& name) {
  const Object* left = left_.find(name);
  const Object* right = right_.find(name);
  if (left != nullptr && right != nullptr) return compare(name, *left, *right);
  const Object& present = left != nullptr ? *left : *right;
  const Side& other = left != nullptr ? right_ : left_;
  if (!present.parent.empty() && other.find(present.parent) == nullptr) return;
  differences_.push_back(
      {.object = name,
       .what = "",
       .left = left != nullptr ? "there" : "",
       .right = right != nullptr ? "there" : "",
       .uncertain = left_.doubts(name, present.parent) || right_.doubts(name, present.parent)});
}

void Comparison::compare(const std::string& name, const Object& left, const Object& right) {
  const bool uncertain = left_.doubts(name, left.parent) || right_.doubts(name, right.parent);
  std::set<std::string> whats;
  for (const Object* object : {&left, &right}) {
    for (const auto& [what, fact] : object->facts) whats.insert(what);
  }
  for (const std::string& what : whats) {
    const auto a = left.facts.find(what);
    const auto b = right.facts.find(what);
    const bool in_left = a != left.facts.end();
    const bool in_right = b != right.facts.end();
    if (in_left && in_right && same(a->second, b->second)) continue;
    differences_.push_back({.object = name,
                            .what = what,
                            .left = in_left ? a->second.text : "",
                            .right = in_right ? b->second.text : "",
                            .uncertain = uncertain});
  }
}

}  // namespace

std::vector<Difference> differences(const Catalog& left, const Catalog& right) {
  return Comparison(left, right).run();
}

std::string to_text(const Difference& difference, std::string_view left, std::string_view right) {
  if (difference.what.empty()) {
    return text::format("{}: only {}", difference.object, difference.left.empty() ? right : left);
  }
  const auto value = [](const std::string& text) { return text.empty() ? "none" : text; };
  return text::format("{}, {}: {} {}, {} {}", difference.object, difference.what, left,
                      value(difference.left), right, value(difference.right));
}

}  // namespace lockstep::catalog
