#include "rules/newer_functions.h"

#include <algorithm>
#include <array>

namespace lockstep::rules {
namespace {

struct Since {
  std::string_view name;
  int version;
};

// Of the release notes. https://www.postgresql.org/docs/release/
constexpr auto kFunctions = std::to_array<Since>({
    {"JSON", 17},
    {"JSON_ARRAY", 16},
    {"JSON_ARRAYAGG", 16},
    {"JSON_EXISTS", 17},
    {"JSON_OBJECT", 16},
    {"JSON_OBJECTAGG", 16},
    {"JSON_QUERY", 17},
    {"JSON_SCALAR", 17},
    {"JSON_SERIALIZE", 17},
    {"JSON_TABLE", 17},
    {"JSON_VALUE", 17},
    {"any_value", 16},
    {"array_reverse", 18},
    {"array_sample", 16},
    {"array_shuffle", 16},
    {"array_sort", 18},
    {"casefold", 18},
    {"crc32", 18},
    {"crc32c", 18},
    {"date_add", 16},
    {"date_subtract", 16},
    {"erf", 16},
    {"erfc", 16},
    {"gamma", 18},
    {"lgamma", 18},
    {"pg_input_is_valid", 16},
    {"random_normal", 16},
    {"regexp_count", 15},
    {"regexp_instr", 15},
    {"regexp_like", 15},
    {"regexp_substr", 15},
    {"to_bin", 17},
    {"to_oct", 17},
    {"unicode_assigned", 17},
    {"uuid_extract_timestamp", 17},
    {"uuid_extract_version", 17},
    {"uuidv4", 18},
    {"uuidv7", 18},
    {"xmltext", 17},
});

}  // namespace

int function_since(std::string_view name) {
  const auto function = std::ranges::find(kFunctions, name, &Since::name);
  return function == kFunctions.end() ? 0 : function->version;
}

}  // namespace lockstep::rules
