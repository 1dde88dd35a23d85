#include "catalog/extension_contents.h"

#include <algorithm>
#include <array>

#include "support/ascii.h"

namespace lockstep::catalog {
namespace {

// pg_depend of servers 15 and 18 with the contrib modules, without the functions that only types and operator
// classes call and without those that Postgres itself has as well; vector and postgis from their sources:
// https://github.com/pgvector/pgvector/tree/master/sql
// https://github.com/postgis/postgis/blob/master/postgis/postgis.sql.in
// tests/oracle/extensions_test.py compares.
constexpr auto kContents = std::to_array<ExtensionContents>({
    {"btree_gin", "", "", "",
     "bit_ops bool_ops bpchar_ops bytea_ops char_ops cidr_ops date_ops enum_ops float4_ops "
     "float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops macaddr8_ops macaddr_ops "
     "money_ops name_ops numeric_ops oid_ops text_ops time_ops timestamp_ops timestamptz_ops "
     "timetz_ops uuid_ops varbit_ops varchar_ops"},
    {"btree_gist", "", "gbtreekey16 gbtreekey32 gbtreekey4 gbtreekey8 gbtreekey_var", "",
     "gist_bit_ops gist_bpchar_ops gist_bytea_ops gist_cash_ops gist_cidr_ops "
     "gist_date_ops gist_enum_ops gist_float4_ops gist_float8_ops gist_inet_ops gist_int2_ops "
     "gist_int4_ops gist_int8_ops gist_interval_ops gist_macaddr8_ops gist_macaddr_ops "
     "gist_numeric_ops gist_oid_ops gist_text_ops gist_time_ops gist_timestamp_ops "
     "gist_timestamptz_ops gist_timetz_ops gist_uuid_ops gist_vbit_ops"},
    {"citext", "", "citext",
     "citext citext_cmp citext_eq citext_ge citext_gt citext_hash citext_hash_extended "
     "citext_larger citext_le citext_lt citext_ne citext_pattern_cmp citext_pattern_ge "
     "citext_pattern_gt citext_pattern_le citext_pattern_lt citext_smaller citextout citextsend",
     "citext_ops citext_pattern_ops"},
    {"cube", "", "cube",
     "cube cube_cmp cube_contained cube_contains cube_coord cube_coord_llur cube_dim cube_distance "
     "cube_enlarge cube_eq cube_ge cube_gt cube_inter cube_is_point cube_le cube_ll_coord cube_lt "
     "cube_ne cube_overlap cube_size cube_subset cube_union cube_ur_coord distance_chebyshev "
     "distance_taxicab",
     "cube_ops gist_cube_ops"},
    {"earthdistance", "cube", "earth",
     "earth earth_box earth_distance gc_to_sec geo_distance latitude ll_to_earth longitude "
     "sec_to_gc",
     ""},
    {"fuzzystrmatch", "", "",
     "difference dmetaphone dmetaphone_alt levenshtein levenshtein_less_equal metaphone soundex "
     "text_soundex",
     ""},
    {"hstore", "", "ghstore hstore",
     "akeys avals defined delete each exist exists_all exists_any fetchval hs_concat hs_contained "
     "hs_contains hstore hstore_cmp hstore_eq hstore_ge hstore_gt hstore_hash hstore_hash_extended "
     "hstore_le hstore_lt hstore_ne hstore_to_array hstore_to_json hstore_to_json_loose "
     "hstore_to_jsonb hstore_to_jsonb_loose hstore_to_matrix hstore_version_diag isdefined "
     "isexists populate_record skeys slice slice_array svals tconvert",
     "btree_hstore_ops gin_hstore_ops gist_hstore_ops hash_hstore_ops"},
    {"intarray", "", "intbig_gkey query_int",
     "_int_contained _int_contains _int_different _int_inter _int_overlap _int_same _int_union "
     "boolop icount idx intarray_del_elem intarray_push_array intarray_push_elem intset "
     "intset_subtract intset_union_elem rboolop sort sort_asc sort_desc subarray uniq",
     "gin__int_ops gist__int_ops gist__intbig_ops"},
    {"ltree", "", "lquery ltree ltree_gist ltxtquery",
     "index lca lt_q_regex lt_q_rregex ltq_regex ltq_rregex ltree2text ltree_addltree "
     "ltree_addtext ltree_cmp ltree_eq ltree_ge ltree_gt ltree_isparent ltree_le ltree_lt ltree_ne "
     "ltree_risparent ltree_textadd ltxtq_exec ltxtq_rexec nlevel subltree subpath text2ltree",
     "gist__ltree_ops gist_ltree_ops ltree_ops"},
    {"moddatetime", "", "", "moddatetime", ""},
    {"pg_trgm", "", "gtrgm",
     "set_limit show_limit show_trgm similarity similarity_dist similarity_op "
     "strict_word_similarity strict_word_similarity_commutator_op "
     "strict_word_similarity_dist_commutator_op strict_word_similarity_dist_op "
     "strict_word_similarity_op word_similarity word_similarity_commutator_op "
     "word_similarity_dist_commutator_op word_similarity_dist_op word_similarity_op",
     "gin_trgm_ops gist_trgm_ops"},
    {"pgcrypto", "", "",
     "armor crypt dearmor decrypt decrypt_iv digest encrypt encrypt_iv gen_random_bytes gen_salt "
     "hmac pgp_armor_headers pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_pub_encrypt "
     "pgp_pub_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_sym_encrypt "
     "pgp_sym_encrypt_bytea",
     ""},
    {"postgis", "", "box2d box2df box3d geography geometry gidx spheroid",
     "st_area st_asgeojson st_astext st_buffer st_centroid st_contains st_distance st_dwithin "
     "st_geogfromtext st_geomfromgeojson st_geomfromtext st_intersects st_isvalid st_length "
     "st_makeenvelope st_makepoint st_setsrid st_srid st_transform st_within st_x st_y",
     "brin_geography_inclusion_ops brin_geometry_inclusion_ops_2d btree_geography_ops "
     "btree_geometry_ops gist_geography_ops gist_geometry_ops_2d gist_geometry_ops_nd "
     "spgist_geography_ops_nd spgist_geometry_ops_2d"},
    {"tablefunc", "", "", "connectby crosstab crosstab2 crosstab3 crosstab4 normal_rand", ""},
    {"unaccent", "", "", "unaccent", ""},
    {"uuid-ossp", "", "",
     "uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 "
     "uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500",
     ""},
    {"vector", "", "halfvec sparsevec vector",
     "binary_quantize cosine_distance hamming_distance inner_product jaccard_distance l1_distance "
     "l2_distance l2_norm l2_normalize subvector vector_dims vector_norm",
     "bit_hamming_ops bit_jaccard_ops halfvec_cosine_ops halfvec_ip_ops halfvec_l1_ops "
     "halfvec_l2_ops halfvec_ops sparsevec_cosine_ops sparsevec_ip_ops sparsevec_l1_ops "
     "sparsevec_l2_ops sparsevec_ops vector_cosine_ops vector_ip_ops vector_l1_ops vector_l2_ops "
     "vector_ops"},
});
static_assert(std::ranges::is_sorted(kContents, {}, &ExtensionContents::name));

}  // namespace

const ExtensionContents* find_extension_contents(std::string_view extension) {
  const auto found = std::ranges::lower_bound(kContents, extension, {}, &ExtensionContents::name);
  return found == kContents.end() || found->name != extension ? nullptr : &*found;
}

const Extension* find_extension_with(const Catalog& catalog, std::string_view ExtensionContents::* list,
                                     std::string_view name) {
  for (const auto& [key, extension] : catalog.extensions) {
    const ExtensionContents* contents = find_extension_contents(extension.name);
    if (contents != nullptr && ascii::has_words(contents->*list, name)) return &extension;
  }
  return nullptr;
}

bool may_be_extensions(const Catalog& catalog, std::string_view ExtensionContents::* list,
                       std::string_view name) {
  const auto is_listed = [](const auto& entry) {
    return find_extension_contents(entry.second.name) != nullptr;
  };
  if (!std::ranges::all_of(catalog.extensions, is_listed)) return true;
  return catalog.platform && std::ranges::any_of(kContents, [&](const ExtensionContents& contents) {
           return ascii::has_words(contents.*list, name);
         });
}

}  // namespace lockstep::catalog
