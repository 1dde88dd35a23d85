#include "rules/extension_objects.h"

#include <algorithm>
#include <array>

namespace lockstep::rules {
namespace {

struct Provided {
  std::string_view name;
  std::string_view extension;
};

constexpr auto kProvided = std::to_array<Provided>({
    {"citext", "citext"},
    {"crypt", "pgcrypto"},
    {"gen_random_bytes", "pgcrypto"},
    {"gen_salt", "pgcrypto"},
    {"geography", "postgis"},
    {"geometry", "postgis"},
    {"gin_trgm_ops", "pg_trgm"},
    {"gist_trgm_ops", "pg_trgm"},
    {"hstore", "hstore"},
    {"ltree", "ltree"},
    {"similarity", "pg_trgm"},
    {"unaccent", "unaccent"},
    {"uuid_generate_v1", "uuid-ossp"},
    {"uuid_generate_v4", "uuid-ossp"},
    {"vector", "vector"},
    {"vector_cosine_ops", "vector"},
    {"vector_ip_ops", "vector"},
    {"vector_l2_ops", "vector"},
});

}  // namespace

std::string_view extension_of(std::string_view name) {
  const auto provided = std::ranges::find(kProvided, name, &Provided::name);
  return provided == kProvided.end() ? std::string_view() : provided->extension;
}

}  // namespace lockstep::rules
