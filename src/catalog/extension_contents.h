#pragma once
// What the usual extensions bring in every version of Postgres. Of an extension that isn't listed nothing
// is known but its name.

#include <string_view>

#include "catalog/catalog.h"

namespace lockstep::catalog {

struct ExtensionContents {
  std::string_view name;
  std::string_view needs;  // another extension; empty: none
  std::string_view types;  // names with a space between them
  std::string_view functions;
  std::string_view operator_classes;
};
[[nodiscard]] const ExtensionContents* find_extension_contents(std::string_view extension);  // null: unknown

// The extension of the catalog that brings what has this name; null when none is known to.
[[nodiscard]] const Extension* find_extension_with(const Catalog& catalog,
                                                   std::string_view ExtensionContents::* list,
                                                   std::string_view name);
// Whether an extension may have brought it that the catalog can't tell of: one that isn't listed here, or on
// a platform one that no migration makes.
[[nodiscard]] bool may_be_extensions(const Catalog& catalog, std::string_view ExtensionContents::* list,
                                     std::string_view name);

}  // namespace lockstep::catalog
