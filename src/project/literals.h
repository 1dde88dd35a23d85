#pragma once
// Reads string literals out of package.json and prisma.config.*, by looking at the text alone:
// nothing of it is ever executed, and what isn't a plain literal counts as absent.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lockstep::project {

// The string under these keys of a JSON object.
[[nodiscard]] std::optional<std::string> json_string(std::string_view json,
                                                     std::span<const std::string_view> keys);

struct PrismaConfig {
  std::optional<std::string> schema;      // file or folder, relative to the config's folder
  std::optional<std::string> migrations;  // `migrations.path`
};
// A module in JavaScript or TypeScript that exports an object, `defineConfig({...})` or a variable
// that holds one of these. `path.join("a", "b")` of literals counts as a literal.
[[nodiscard]] PrismaConfig read_prisma_config(std::string_view module_text);

}  // namespace lockstep::project
