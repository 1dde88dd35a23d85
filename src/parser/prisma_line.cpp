#include "parser/prisma_line.h"

#include <cassert>
#include <string>
#include <utility>
#include <vector>

#include <tree_sitter/api.h>

#include "parser/prisma_string.h"

extern "C" const TSLanguage* tree_sitter_prisma();

namespace lockstep::prisma {
namespace {

struct DeleteTree {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

std::string_view opening(BlockKind block) {
  switch (block) {
    case BlockKind::datasource:
    case BlockKind::generator: return "datasource x {";
    case BlockKind::enum_: return "enum x {";
    case BlockKind::model:
    case BlockKind::view:
    case BlockKind::type: break;
  }
  return "model x {";
}

// The grammar knows no objects. With other brackets they are lists of named arguments to it.
std::string with_lists_for_objects(std::string_view line) {
  std::string result(line);
  bool in_string = false;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i] == '"') in_string = !in_string;
    if (in_string && result[i] == '\\') ++i;
    if (in_string) continue;
    if (result[i] == '{') result[i] = '[';
    if (result[i] == '}') result[i] = ']';
  }
  return result;
}

std::string_view type(TSNode node) { return ts_node_type(node); }

// What tree-sitter made of a line, as our own values.
class Lowering {
 public:
  // The tree's offsets are those of the line behind `prefix` bytes.
  Lowering(std::string_view line, std::uint32_t begin, std::uint32_t prefix)
      : line_(line), begin_(begin), prefix_(prefix) {}

  [[nodiscard]] std::optional<Item> item(TSNode node) const {
    if (type(node) == "column_declaration") return as_item(field(node));
    if (type(node) == "enumeral") return as_item(enum_value(node));
    if (type(node) == "assignment_expression") return as_item(setting(node));
    if (type(node) == "block_attribute_declaration") return as_item(attribute(node));
    return std::nullopt;
  }

 private:
  template <class Part>
  [[nodiscard]] static std::optional<Item> as_item(std::optional<Part> part) {
    if (!part) return std::nullopt;
    return std::optional<Item>(std::in_place, std::move(*part));
  }

  [[nodiscard]] std::string_view text(TSNode node) const {
    const std::uint32_t first = ts_node_start_byte(node);
    return line_.substr(first - prefix_, ts_node_end_byte(node) - first);
  }
  [[nodiscard]] Span span(TSNode node) const {
    return {begin_ + ts_node_start_byte(node) - prefix_, begin_ + ts_node_end_byte(node) - prefix_};
  }

  // What the node says by itself. The result's named children are the items; it is null for no items.
  std::optional<TSNode> fill(TSNode node, Value& value) const {
    value.span = span(node);
    if (type(node) == "type_expression") {
      value.label = text(ts_node_named_child(node, 0));
      node = ts_node_named_child(node, 1);
    }
    const std::string_view written = text(node);
    value.text = written;
    if (type(node) == "identifier" || type(node) == "member_expression") {
      value.kind = ValueKind::name;
    } else if (type(node) == "number") {
      value.kind = ValueKind::number;
    } else if (type(node) == "true" || type(node) == "false") {
      value.kind = ValueKind::boolean;
    } else if (type(node) == "null") {
      value.kind = ValueKind::null;
    } else if (type(node) == "string") {
      return fill_string(written, value);
    } else if (type(node) == "array") {
      return fill_list(node, value);
    } else if (type(node) == "call_expression") {
      return fill_call(node, value);
    } else {
      return std::nullopt;
    }
    return TSNode{};
  }

  static std::optional<TSNode> fill_string(std::string_view written, Value& value) {
    if (written.front() != '"') return std::nullopt;  // the grammar has strings in single quotes, Prisma not
    std::optional<std::string> decoded = decode_string(written.substr(1, written.size() - 2));
    if (!decoded) return std::nullopt;
    value.kind = ValueKind::string;
    value.text = std::move(*decoded);
    return TSNode{};
  }

  std::optional<TSNode> fill_list(TSNode node, Value& value) const {
    const bool object = text(node).front() == '{';
    if (text(node).back() != (object ? '}' : ']')) return std::nullopt;
    value.kind = object ? ValueKind::object : ValueKind::list;
    value.text.clear();
    return node;
  }

  std::optional<TSNode> fill_call(TSNode node, Value& value) const {
    const TSNode function = ts_node_named_child(node, 0);
    if (type(function) != "identifier" && type(function) != "member_expression") return std::nullopt;
    value.kind = ValueKind::call;
    value.text = text(function);
    return ts_node_named_child(node, 1);
  }

  [[nodiscard]] std::optional<Value> value(TSNode root) const {
    struct Open {
      TSNode node;
      Value* value;
      std::size_t depth;
    };
    Value result;
    std::vector<Open> open = {{root, &result, 1}};
    while (!open.empty()) {
      const Open next = open.back();
      open.pop_back();
      const std::optional<TSNode> items = fill(next.node, *next.value);
      if (!items || next.depth > kDeepestValue) return std::nullopt;
      if (ts_node_is_null(*items)) continue;
      next.value->items.resize(ts_node_named_child_count(*items));
      for (std::uint32_t i = 0; i < next.value->items.size(); ++i) {
        open.push_back({ts_node_named_child(*items, i), &next.value->items[i], next.depth + 1});
      }
    }
    return result;
  }

  [[nodiscard]] std::optional<Attribute> attribute(TSNode node) const {
    std::optional<Value> written = value(ts_node_named_child(node, 0));
    if (!written) return std::nullopt;
    return Attribute{
        .name = std::move(written->text), .arguments = std::move(written->items), .span = span(node)};
  }

  // Those behind the first `count` named children; false when one can't be read.
  bool attributes(TSNode node, std::uint32_t count, std::vector<Attribute>& result) const {
    for (std::uint32_t i = count; i < ts_node_named_child_count(node); ++i) {
      std::optional<Attribute> written = attribute(ts_node_named_child(node, i));
      if (!written) return false;
      result.push_back(std::move(*written));
    }
    return true;
  }

  [[nodiscard]] std::optional<Field> field(TSNode node) const {
    const TSNode name = ts_node_named_child(node, 0);
    const TSNode type_node = ts_node_named_child(node, 1);
    Field result;
    result.name = text(name);
    result.name_span = span(name);
    result.type_span = span(type_node);
    result.span = span(node);
    if (!field_type(type_node, result) || !attributes(node, 2, result.attributes)) return std::nullopt;
    return result;
  }

  bool field_type(TSNode node, Field& result) const {
    const std::optional<Value> written = value(ts_node_named_child(node, 0));
    if (!written) return false;
    result.type = written->text;
    if (written->kind == ValueKind::call) {
      if (written->text != "Unsupported" || written->items.size() != 1) return false;
      if (written->items.front().kind != ValueKind::string) return false;
      result.unsupported = true;
      result.type = written->items.front().text;
    }
    if (ts_node_named_child_count(node) == 1) return true;
    const TSNode arity = ts_node_named_child(node, 1);
    result.optional = type(arity) == "maybe";
    result.list = !result.optional;
    return result.optional || (text(arity).front() == '[' && ts_node_named_child_count(arity) == 0);
  }

  [[nodiscard]] std::optional<EnumValue> enum_value(TSNode node) const {
    const TSNode name = ts_node_named_child(node, 0);
    EnumValue result;
    result.name = text(name);
    result.name_span = span(name);
    result.span = span(node);
    if (!attributes(node, 1, result.attributes)) return std::nullopt;
    return result;
  }

  [[nodiscard]] std::optional<Setting> setting(TSNode node) const {
    std::optional<Value> written = value(ts_node_named_child(node, 1));
    if (!written) return std::nullopt;
    return Setting{.name = std::string(text(ts_node_named_child(node, 0))),
                   .value = std::move(*written),
                   .span = span(node)};
  }

  std::string_view line_;
  std::uint32_t begin_;
  std::uint32_t prefix_;
};

bool may_hold(BlockKind block, const Item& item) {
  const bool settings = block == BlockKind::datasource || block == BlockKind::generator;
  if (std::holds_alternative<Attribute>(item)) return !settings;
  if (std::holds_alternative<Setting>(item)) return settings;
  return std::holds_alternative<EnumValue>(item) == (block == BlockKind::enum_);
}

}  // namespace

LineReader::LineReader() : parser_(ts_parser_new()) {
  [[maybe_unused]] const bool known = ts_parser_set_language(parser_.get(), tree_sitter_prisma());
  assert(known);
}

void LineReader::Delete::operator()(TSParser* parser) const { ts_parser_delete(parser); }

std::optional<Item> LineReader::read(BlockKind block, std::string_view line, std::uint32_t begin) {
  const std::string_view prefix = opening(block);
  const std::string text = std::string(prefix) + with_lists_for_objects(line) + "\n}";
  const std::unique_ptr<TSTree, DeleteTree> tree(
      ts_parser_parse_string(parser_.get(), nullptr, text.data(), static_cast<std::uint32_t>(text.size())));
  const TSNode file = ts_tree_root_node(tree.get());
  if (ts_node_has_error(file) || ts_node_named_child_count(file) != 1) return std::nullopt;

  const TSNode declaration = ts_node_named_child(file, 0);  // its name, then what stands in braces
  const TSNode body = ts_node_named_child(declaration, 1);
  if (ts_node_named_child_count(body) != 1) return std::nullopt;
  const Lowering lowering(line, begin, static_cast<std::uint32_t>(prefix.size()));
  std::optional<Item> item = lowering.item(ts_node_named_child(body, 0));
  if (item && !may_hold(block, *item)) return std::nullopt;
  return item;
}

}  // namespace lockstep::prisma
