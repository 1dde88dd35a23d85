/// What:  `ALTER TYPE ... RENAME VALUE`.
/// When:  the type was not made in the same migration.
/// Why:   the label is the value: rows that had the old one have the new one at once. The running release
///        fails where it writes or compares the old label, and Prisma's client where it reads one that it
///        doesn't know. The new release fails the same way until the migration is through.
/// Do:    with Prisma, rename the value in the schema and keep the label: `NEW @map("old")`. Otherwise add
///        the new value, have the application take both, and update the rows in batches.
/// Allow: nothing reads or writes the value while the release is rolled out.
/// See:   https://www.postgresql.org/docs/current/sql-altertype.html
#include <string>

#include "rules/advice.h"
#include "rules/origins.h"
#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"migrationpilot:MP060"};
constexpr RuleInfo kInfo{
    .id = "enum-value-renamed",
    .group = "compatibility",
    .since = "0.1.0",
    .summary = "a value of an enum changes under the running release",
    .aliases = kAliases,
};

std::string advice(const action::Rename& rename, const RuleContext& cx) {
  if (cx.runner().kind == project::RunnerKind::prisma) {
    return text::format("rename the value in schema.prisma alone, and keep its label: @map(\"{}\")",
                        rename.from.text);
  }
  return text::format(
      "add the new value beside the old one, and use it {}, once every release knows both:\n"
      "  ALTER TYPE {} ADD VALUE {} AFTER {};",
      afterwards(cx.runner()), cx.sql(rename.object), cx.text(rename.to.span), cx.text(rename.from.span));
}

void check(const action::Rename& rename, RuleContext& cx) {
  if (rename.kind != ObjectKind::enum_value) return;
  if (made_here(ObjectKind::type, rename.object, cx)) return;
  const std::string name = to_text(rename.object);
  cx.report(rename.from.span, "renaming {} of {} to {} breaks the release that is still running",
            rename.from.text, name, rename.to.text)
      .object(name)
      .advise(advice(rename, cx));
}

}  // namespace

extern const Rule enum_value_renamed;
constinit const Rule enum_value_renamed = make_rule<check>(kInfo);

}  // namespace lockstep::rules
