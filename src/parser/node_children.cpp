#include "parser/node_children.h"

#include "parser/tree.h"

namespace lockstep {
namespace {

using Children = std::vector<const ::Node*>;

template <class T>
void push(const T* child, Children& children) {
  if (child != nullptr) children.push_back(reinterpret_cast<const ::Node*>(child));
}

// Nodes that libpg_query's list of members, below, leaves to its includer. Values have no children.
void _outList(Children& out, const ::List* node) {
  for (const ::Node* element : tree::elements(node)) push(element, out);
}
void _outAConst(Children&, const ::A_Const*) {}
void _outInteger(Children&, const ::Integer*) {}
void _outFloat(Children&, const ::Float*) {}
void _outBoolean(Children&, const ::Boolean*) {}
void _outString(Children&, const ::String*) {}
void _outBitString(Children&, const ::BitString*) {}
void _outIntList(Children&, const ::List*) {}
void _outOidList(Children&, const ::List*) {}

// The list calls a macro for each member of each node, as libpg_query's own output functions define
// them. Ours keep those that point to nodes.
#define OUT_TYPE(message, type) [[maybe_unused]] Children&
#define WRITE_NODE_PTR_FIELD(message, out_name, json_name, member) push(node->member, out)
#define WRITE_LIST_FIELD(message, out_name, json_name, member) push(node->member, out)
#define WRITE_SPECIFIC_NODE_PTR_FIELD(message, type, type_name, out_name, json_name, member) \
  push(node->member, out)
// A node that another begins with has the tag of that one.
#define WRITE_SPECIFIC_NODE_FIELD(message, type, type_name, out_name, json_name, member) \
  _out##type(out, &node->member)
#define WRITE_INT_FIELD(message, out_name, json_name, member)
#define WRITE_UINT_FIELD(message, out_name, json_name, member)
#define WRITE_UINT64_FIELD(message, out_name, json_name, member)
#define WRITE_LONG_FIELD(message, out_name, json_name, member)
#define WRITE_CHAR_FIELD(message, out_name, json_name, member)
#define WRITE_ENUM_FIELD(message, type, out_name, json_name, member)
#define WRITE_FLOAT_FIELD(message, out_name, json_name, member)
#define WRITE_BOOL_FIELD(message, out_name, json_name, member)
#define WRITE_STRING_FIELD(message, out_name, json_name, member)
#define WRITE_BITMAPSET_FIELD(message, out_name, json_name, member)
#include "pg_query_outfuncs_defs.c"

#define OUT_NODE(message, function, name, upper_name, type, member) \
  _out##function(children, tree::as<::type>(node))

}  // namespace

void push_children(const ::Node* node, Children& children) {
  switch (node->type) {
#include "pg_query_outfuncs_conds.c"
    default: break;
  }
}

}  // namespace lockstep
