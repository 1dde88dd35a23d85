#pragma once
// Credentials in text, by the shapes that their issuers give them and by what stands before them: pure
// functions, so that SQL and schema files ask alike. What may be an example, a placeholder or a hash is none:
// a missed one is found by the next tool, a false alarm is what people switch off.

#include <string>
#include <string_view>
#include <vector>

#include "support/span.h"

namespace lockstep {

struct Secret {
  std::string_view what;  // "a GitHub token"
  Span span;  // of the part that nobody may read
};

// Keys, tokens, private keys, passwords in URLs, connection strings and commands, and members of JSON that
// are called so, in order.
[[nodiscard]] std::vector<Secret> find_secrets(std::string_view text);

// What find_secrets() leaves of prose, as comments are: `API_KEY=...`, `password: ...`.
[[nodiscard]] std::vector<Secret> find_named_secrets(std::string_view prose);

// The prose with asterisks in place of both.
[[nodiscard]] std::string without_secrets(std::string prose);

// By its name a column or option holds a secret: password, apiKey, client_secret; not token_id, passwordHash.
[[nodiscard]] bool names_secret(std::string_view name);

// A value of such a column that is one, and not a hash, an id or a placeholder.
[[nodiscard]] bool is_secret_value(std::string_view name, std::string_view value);

// A password that was typed, and not what Postgres keeps of one, or a placeholder.
// https://www.postgresql.org/docs/current/catalog-pg-authid.html
[[nodiscard]] bool is_plain_password(std::string_view value);

}  // namespace lockstep
