#pragma once
// Private to src/parser: walking raw trees of any kind of node.

#include <vector>

struct Node;

namespace lockstep {

// Adds the nodes right below `node`, lists among them, in order of its struct's members. Null ones
// are left out.
void push_children(const ::Node* node, std::vector<const ::Node*>& children);

}  // namespace lockstep
