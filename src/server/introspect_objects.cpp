// Publications, statistics, default privileges, and what a database knows by a name alone.

#include <algorithm>
#include <array>
#include <utility>

#include "server/introspection.h"

namespace lockstep::server {
namespace {

using catalog::Publication;
using catalog::Statistics;

std::string statistics_kind(char letter) {
  switch (letter) {
    case 'd': return "ndistinct";
    case 'f': return "dependencies";
    case 'm': return "mcv";
    default: return "";  // of expressions, which nobody writes
  }
}

ObjectKind privileged_kind(char letter) {
  switch (letter) {
    case 'S': return ObjectKind::sequence;
    case 'f': return ObjectKind::function;
    case 'T': return ObjectKind::type;
    case 'n': return ObjectKind::schema;
    default: return ObjectKind::table;
  }
}

ObjectKind named_kind(std::string_view name) {
  static constexpr std::array<ObjectKind, 7> kKinds = {
      ObjectKind::cast,     ObjectKind::collation, ObjectKind::event_trigger,
      ObjectKind::language, ObjectKind::server,    ObjectKind::foreign_data_wrapper,
      ObjectKind::schema};
  const auto found = std::ranges::find(kKinds, name, object_kind_name);
  return found == kKinds.end() ? ObjectKind::other : *found;
}

}  // namespace

void Introspection::read_publications() {
  for_each(R"(
      SELECT pubname, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot,
             obj_description(oid, 'pg_publication')
      FROM pg_publication)",
           [&](const Row& row) {
             Publication publication;
             publication.name = row.text(0);
             publication.all_tables = row.flag(1);
             publication.insert = row.flag(2);
             publication.update = row.flag(3);
             publication.remove = row.flag(4);
             publication.truncate = row.flag(5);
             publication.via_partition_root = row.flag(6);
             if (row.has(7)) publication.attached.edit().comment = row.text(7);
             catalog_.put(std::move(publication));
           });
  constexpr int kHasParts = 15;  // columns, rows and schemas
  const bool has_parts = connection_.version() >= kHasParts;
  for_each(
      std::string("SELECT pubname, prrelid, ") +
          (has_parts ? "array_to_string(prattrs, ' '), pg_get_expr(prqual, prrelid)" : "NULL, NULL") +
          " FROM pg_publication_rel JOIN pg_publication p ON p.oid = prpubid ORDER BY pubname, prrelid",
      [&](const Row& row) {
        catalog_.edit<Publication>("", row.text(0))
            ->tables.push_back(
                {.table = oid(row.text(1)), .columns = row.numbers(2), .where = expression(row.text(3))});
      });
  if (!has_parts) return;
  for_each(
      R"(
      SELECT pubname, nspname FROM pg_publication_namespace JOIN pg_publication p ON p.oid = pnpubid
             JOIN pg_namespace n ON n.oid = pnnspid ORDER BY 1, nspname COLLATE "C")",
      [&](const Row& row) { catalog_.edit<Publication>("", row.text(0))->schemas.push_back(row.text(1)); });
}

void Introspection::read_statistics() {
  for_each(R"(
      SELECT nspname, stxname, stxrelid, array_to_string(stxkind, chr(10)), stxkeys,
             array_to_string(pg_get_statisticsobjdef_expressions(s.oid), chr(10)),
             obj_description(s.oid, 'pg_statistic_ext')
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = stxnamespace)",
           [&](const Row& row) {
             Statistics statistics;
             statistics.schema = row.text(0);
             statistics.name = row.text(1);
             statistics.table = oid(row.text(2));
             for (const std::string& kind : row.lines(3)) {
               const std::string name = statistics_kind(kind.front());
               if (!name.empty()) statistics.kinds.push_back(name);
             }
             std::ranges::sort(statistics.kinds);
             statistics.columns = row.numbers(4);
             for (const std::string& text : row.lines(5)) statistics.expressions.push_back(expression(text));
             if (row.has(6)) statistics.attached.edit().comment = row.text(6);
             catalog_.put(std::move(statistics));
           });
}

// Of all schemas: what differs from what an object comes with anyway; of one schema: what is added to that.
void Introspection::read_default_privileges() {
  std::vector<catalog::DefaultPrivileges> all;
  const std::string sql = R"(
      SELECT CASE WHEN defaclrole <> current_user::regrole THEN defaclrole::regrole::text END, nspname,
             defaclobjtype,)" +
                          default_privileges() + R"(
      FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = defaclnamespace ORDER BY 1, 2, 3)";
  for_each(sql, [&](const Row& row) {
    catalog::Attached attached;
    attach(attached, row, 3);
    all.push_back({.role = row.text(0),
                   .schema = row.text(1),
                   .kind = privileged_kind(row.letter(2)),
                   .privileges = std::move(attached.privileges)});
  });
  catalog_.set_default_privileges(std::move(all));
}

void Introspection::read_named_objects() {
  for_each(R"(
      SELECT kind, nspname, name, comment FROM (
        SELECT 'collation' kind, nspname, collname name, 'pg_collation'::regclass class, c.oid,
               obj_description(c.oid, 'pg_collation') comment
        FROM pg_collation c JOIN pg_namespace n ON n.oid = collnamespace
        UNION ALL SELECT 'cast', NULL, format_type(castsource, NULL) || ' as ' || format_type(casttarget, NULL),
               'pg_cast'::regclass, oid, obj_description(oid, 'pg_cast')
        FROM pg_cast c WHERE NOT EXISTS  -- those between a range and its multirange come with these
               (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid
                AND d.deptype = 'i')
        UNION ALL SELECT 'event trigger', NULL, evtname, 'pg_event_trigger'::regclass, oid,
               obj_description(oid, 'pg_event_trigger') FROM pg_event_trigger
        UNION ALL SELECT 'language', NULL, lanname, 'pg_language'::regclass, oid,
               obj_description(oid, 'pg_language') FROM pg_language
        UNION ALL SELECT 'server', NULL, srvname, 'pg_foreign_server'::regclass, oid,
               obj_description(oid, 'pg_foreign_server') FROM pg_foreign_server
        UNION ALL SELECT 'foreign data wrapper', NULL, fdwname, 'pg_foreign_data_wrapper'::regclass, oid,
               obj_description(oid, 'pg_foreign_data_wrapper') FROM pg_foreign_data_wrapper) o
      WHERE o.oid >= 16384 AND NOT EXISTS
            (SELECT FROM pg_depend WHERE classid = class AND objid = o.oid AND deptype = 'e'))",
           [&](const Row& row) {
             catalog::NamedObject object{
                 .kind = named_kind(row.text(0)), .schema = row.text(1), .name = row.text(2), .origin = {}};
             if (row.has(3)) object.attached.edit().comment = row.text(3);
             catalog_.put_named(std::move(object));
           });
}

}  // namespace lockstep::server
