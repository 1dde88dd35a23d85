#include "server/extension_stubs.h"

#include <algorithm>
#include <array>

#include "parser/type_name.h"
#include "support/file.h"
#include "support/text.h"

namespace lockstep::server {
namespace {

// A type that holds what is written and takes modifiers, as a varlena of bytes: {0} is its name.
constexpr std::string_view kType = R"(
CREATE TYPE {0};
CREATE FUNCTION {0}_in(cstring, oid, integer) RETURNS {0} AS 'textin' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_out({0}) RETURNS cstring AS 'textout' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_typmod_in(cstring[]) RETURNS integer AS 'varchartypmodin' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_typmod_out(integer) RETURNS cstring AS 'varchartypmodout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE {0} (INPUT = {0}_in, OUTPUT = {0}_out, TYPMOD_IN = {0}_typmod_in, TYPMOD_OUT = {0}_typmod_out,
                 STORAGE = extended);
)";

// Its order, by which it may be in keys.
constexpr std::string_view kOrder = R"(
CREATE FUNCTION {0}_lt({0}, {0}) RETURNS boolean AS 'bytealt' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_le({0}, {0}) RETURNS boolean AS 'byteale' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_eq({0}, {0}) RETURNS boolean AS 'byteaeq' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_ne({0}, {0}) RETURNS boolean AS 'byteane' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_ge({0}, {0}) RETURNS boolean AS 'byteage' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_gt({0}, {0}) RETURNS boolean AS 'byteagt' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_cmp({0}, {0}) RETURNS integer AS 'byteacmp' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION {0}_hash({0}) RETURNS integer AS 'hashvarlena' LANGUAGE internal IMMUTABLE STRICT;
CREATE OPERATOR < (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_lt, COMMUTATOR = >, NEGATOR = >=);
CREATE OPERATOR <= (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_le, COMMUTATOR = >=, NEGATOR = >);
CREATE OPERATOR = (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_eq, COMMUTATOR = =, NEGATOR = <>, HASHES, MERGES);
CREATE OPERATOR <> (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_ne, COMMUTATOR = <>, NEGATOR = =);
CREATE OPERATOR >= (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_ge, COMMUTATOR = <=, NEGATOR = <);
CREATE OPERATOR > (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_gt, COMMUTATOR = <, NEGATOR = <=);
CREATE OPERATOR CLASS {0}_ops DEFAULT FOR TYPE {0} USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =,
  OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 {0}_cmp({0}, {0});
CREATE OPERATOR CLASS {0}_hash_ops DEFAULT FOR TYPE {0} USING hash AS OPERATOR 1 =, FUNCTION 1 {0}_hash({0});
)";

// Distances and the indexes for them, which are hash indexes here: they take none of the real ones' options.
constexpr std::string_view kDistances = R"(
CREATE FUNCTION {0}_distance({0}, {0}) RETURNS double precision AS 'SELECT 0::float8' LANGUAGE sql IMMUTABLE STRICT;
CREATE OPERATOR <-> (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_distance, COMMUTATOR = <->);
CREATE OPERATOR <#> (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_distance, COMMUTATOR = <#>);
CREATE OPERATOR <=> (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_distance, COMMUTATOR = <=>);
CREATE OPERATOR <+> (LEFTARG = {0}, RIGHTARG = {0}, FUNCTION = {0}_distance, COMMUTATOR = <+>);
CREATE OPERATOR CLASS {0}_l2_ops FOR TYPE {0} USING hnsw AS FUNCTION 1 {0}_hash({0});
CREATE OPERATOR CLASS {0}_ip_ops FOR TYPE {0} USING hnsw AS FUNCTION 1 {0}_hash({0});
CREATE OPERATOR CLASS {0}_cosine_ops FOR TYPE {0} USING hnsw AS FUNCTION 1 {0}_hash({0});
CREATE OPERATOR CLASS {0}_l1_ops FOR TYPE {0} USING hnsw AS FUNCTION 1 {0}_hash({0});
CREATE OPERATOR CLASS {0}_l2_ops FOR TYPE {0} USING ivfflat AS FUNCTION 1 {0}_hash({0});
CREATE OPERATOR CLASS {0}_ip_ops FOR TYPE {0} USING ivfflat AS FUNCTION 1 {0}_hash({0});
CREATE OPERATOR CLASS {0}_cosine_ops FOR TYPE {0} USING ivfflat AS FUNCTION 1 {0}_hash({0});
)";

constexpr std::string_view kVectorIndexes = R"(
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
CREATE ACCESS METHOD ivfflat TYPE INDEX HANDLER hashhandler;
)";

// Text both ways, as citext has it.
constexpr std::string_view kTextCasts = R"(
CREATE CAST ({0} AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST ({0} AS varchar) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (text AS {0}) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE CAST (varchar AS {0}) WITHOUT FUNCTION AS ASSIGNMENT;
)";

constexpr std::string_view kUuid = R"(
CREATE FUNCTION uuid_nil() RETURNS uuid AS $$SELECT '00000000-0000-0000-0000-000000000000'::uuid$$ LANGUAGE sql IMMUTABLE;
CREATE FUNCTION uuid_generate_v1() RETURNS uuid AS 'SELECT gen_random_uuid()' LANGUAGE sql;
CREATE FUNCTION uuid_generate_v1mc() RETURNS uuid AS 'SELECT gen_random_uuid()' LANGUAGE sql;
CREATE FUNCTION uuid_generate_v4() RETURNS uuid AS 'SELECT gen_random_uuid()' LANGUAGE sql;
)";

constexpr std::string_view kCrypto = R"(
CREATE FUNCTION gen_random_bytes(integer) RETURNS bytea AS 'SELECT ''''::bytea' LANGUAGE sql;
CREATE FUNCTION digest(text, text) RETURNS bytea AS 'SELECT sha256($1::bytea)' LANGUAGE sql IMMUTABLE STRICT;
CREATE FUNCTION digest(bytea, text) RETURNS bytea AS 'SELECT sha256($1)' LANGUAGE sql IMMUTABLE STRICT;
CREATE FUNCTION crypt(text, text) RETURNS text AS 'SELECT md5($1)' LANGUAGE sql IMMUTABLE STRICT;
CREATE FUNCTION gen_salt(text) RETURNS text AS 'SELECT $1' LANGUAGE sql STRICT;
)";

constexpr std::string_view kUnaccent =
    "CREATE FUNCTION unaccent(text) RETURNS text AS 'SELECT $1' LANGUAGE sql STABLE STRICT;\n";

std::string for_type(std::string_view pattern, std::string_view type) {
  return text::vformat(fmt::string_view(pattern.data(), pattern.size()), fmt::make_format_args(type));
}

std::string type_script(std::string_view type) { return for_type(kType, type) + for_type(kOrder, type); }

std::string vector_script() {
  std::string script(kVectorIndexes);
  for (const char* type : {"vector", "halfvec", "sparsevec"})
    script += type_script(type) + for_type(kDistances, type);
  return script;
}

constexpr std::array<std::string_view, 7> kExtensions = {"citext",   "hstore",    "pgcrypto", "postgis",
                                                         "unaccent", "uuid-ossp", "vector"};

std::string script_of(std::string_view extension) {
  if (extension == "vector") return vector_script();
  if (extension == "hstore") return type_script("hstore");
  if (extension == "postgis") return type_script("geometry") + type_script("geography");
  if (extension == "citext") return type_script("citext") + for_type(kTextCasts, "citext");
  if (extension == "pgcrypto") return std::string(kCrypto);
  if (extension == "unaccent") return std::string(kUnaccent);
  return extension == "uuid-ossp" ? std::string(kUuid) : std::string();
}

Result<void> write(const std::string& path, std::string_view bytes) {
  Result<file::PendingFile> pending = file::PendingFile::write(path, bytes);
  if (!pending) return std::unexpected(pending.error());
  return pending->commit();
}

// The row of the extension comes first, so that all with a higher number is its own.
constexpr std::string_view kInPlace = R"(DO $stub$
DECLARE
  extension oid;
  own_schema text := coalesce(nullif({1}, ''), current_schema());
  old_path text := current_setting('search_path');
  old_mods text := current_setting('allow_system_table_mods');
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = {0}) THEN
    IF {2} THEN RETURN; END IF;
    RAISE duplicate_object USING MESSAGE = format('extension "%s" already exists', {0});
  END IF;
  PERFORM set_config('allow_system_table_mods', 'on', true);
  PERFORM set_config('search_path', quote_ident(own_schema) || ', pg_catalog', true);
  INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    VALUES (pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index'), {0}, current_user::regrole,
            quote_ident(own_schema)::regnamespace, false, '0')
    RETURNING oid INTO extension;
  EXECUTE {3};
  INSERT INTO pg_depend
    SELECT class, oid, 0, 'pg_extension'::regclass, extension, 0, 'e' FROM
      (SELECT 'pg_type'::regclass class, oid FROM pg_type WHERE typcategory <> 'A'
       UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc
       UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
       UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
       UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
       UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
       UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am) made
    WHERE oid > extension;
  PERFORM set_config('search_path', old_path, true);
  PERFORM set_config('allow_system_table_mods', old_mods, true);
END $stub$)";

}  // namespace

bool has_extension_stub(std::string_view extension) {
  return std::ranges::find(kExtensions, extension) != kExtensions.end();
}

Result<void> install_extension_stubs(const std::string& folder, Connection& admin) {
  const std::string place = file::join(folder, "extension");
  if (auto made = file::make_folder(place); !made) return made;
  for (const std::string_view extension : kExtensions) {
    const std::string path = file::join(place, extension);
    if (auto done = write(path + ".control", "default_version = '0'\n"); !done) return done;
    if (auto done = write(path + "--0.sql", script_of(extension)); !done) return done;
  }
  for (const std::string& sql :
       {"ALTER SYSTEM SET extension_control_path = " + quote_string("$system:" + folder),
        std::string("SELECT pg_reload_conf()")}) {
    if (auto error = admin.run(sql)) return std::unexpected(Error{"Postgres server", to_text(*error), ""});
  }
  return {};
}

std::string in_place_of_create_extension(std::string_view extension, std::string_view schema,
                                         bool if_not_exists) {
  return text::vformat(fmt::string_view(kInPlace.data(), kInPlace.size()),
                       fmt::make_format_args(quote_string(extension), quote_string(schema),
                                             std::string_view(if_not_exists ? "true" : "false"),
                                             quote_string(script_of(extension))));
}

}  // namespace lockstep::server
