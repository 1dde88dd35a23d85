/// What:  a `BEGIN`, `COMMIT`, `ROLLBACK` or `SAVEPOINT` that does something else than it says, because of
///        the transaction it stands in, or does not.
/// When:  `BEGIN` in an open transaction, of the file or of the migration tool; a `BEGIN` that nothing ends;
///        `COMMIT` or `ROLLBACK` without `BEGIN`; `SAVEPOINT` and its kin outside a transaction block. A pair
///        of `BEGIN` and `COMMIT`, as Prisma writes it around an enum that is made anew, is fine.
/// Why:   a second `BEGIN` is only a warning, and the first `COMMIT` ends both. What stands behind a `BEGIN`
///        without `COMMIT` is lost when the session ends. `COMMIT` in a file that the tool runs as one
///        transaction keeps the part before it, even if the rest fails; `ROLLBACK` drops it while the
///        migration still counts as applied. `SAVEPOINT` outside a block is an error.
/// Do:    one `BEGIN` and one `COMMIT`, and none in a file that the tool runs in a transaction of its own.
/// Allow: a `COMMIT` that is meant to split the file.
/// See:   https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
#include <string>

#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

using Kind = action::Transaction::Kind;

constexpr std::string_view kAliases[] = {
    "squawk:transaction-nesting",
    "squawk:ban-uncommitted-transaction",
    "pgfence:unclosed-transaction",
    "migrationpilot:MP053",
};
constexpr RuleInfo kInfo{
    .id = "transaction-control",
    .group = "transaction",
    .since = "0.1.0",
    .summary = "BEGIN, COMMIT or ROLLBACK do something else than they say",
    .aliases = kAliases,
};

bool in_tools_block(const RuleContext& cx) {
  return cx.runner().kind == project::RunnerKind::transaction_per_file &&
         cx.session().in_transaction_without_begin() == Certainty::yes;
}

void check_begin(RuleContext& cx) {
  const Span span = cx.statement().keyword;
  if (in_tools_block(cx)) {
    cx.report(span, "BEGIN does nothing here, and the next COMMIT ends the tool's transaction")
        .label(cx.session().why_in_transaction())
        .advise("take out BEGIN and COMMIT");
  } else if (cx.session().in_explicit_block()) {
    cx.report(span, "BEGIN in an open transaction does nothing: the next COMMIT ends it all")
        .advise("take it out, or end the open transaction with COMMIT first");
  }
}

void check_end(std::string_view verb, RuleContext& cx) {
  if (cx.session().in_explicit_block()) return;
  const Span span = cx.statement().keyword;
  const bool keeps = verb == "COMMIT";
  if (in_tools_block(cx)) {
    cx.report(span, "{} ends the tool's transaction: {}", verb,
              keeps ? "what is before it stays if the rest fails" : "what is before it is undone")
        .label(cx.session().why_in_transaction())
        .advise(text::format("take out the {}", verb));
    return;
  }
  const Certainty shared = cx.session().in_transaction();
  if (shared == Certainty::no) {
    cx.report(span, "{} without BEGIN {}", verb,
              keeps ? "does nothing" : "undoes nothing: each statement is already committed")
        .advise(keeps ? "put BEGIN in front of what belongs together, or take out the COMMIT"
                      : "put BEGIN in front of what it shall undo, or take it out");
    return;
  }
  FindingBuilder finding = cx.report(span, "{} without BEGIN {}", verb,
                                     keeps ? "keeps what is before it, even if the rest fails"
                                           : "undoes what is before it, and the migration still counts");
  finding.label(cx.session().why_in_transaction())
      .advise(keeps ? "take it out, or make two migrations"
                    : "take out what it shall undo, and the ROLLBACK");
  if (keeps) finding.severity(Severity::warning);
}

void check_savepoint(std::string_view verb, RuleContext& cx) {
  if (cx.session().in_explicit_block() || in_tools_block(cx)) return;
  cx.report(cx.statement().keyword, "{} fails: it can only be used between BEGIN and COMMIT", verb)
      .advise("put BEGIN and COMMIT around what it belongs to");
}

void check(const action::Transaction& transaction, RuleContext& cx) {
  // https://www.postgresql.org/docs/current/plpgsql-transactions.html
  if (cx.session().in_code()) return;
  switch (transaction.kind) {
    case Kind::begin: check_begin(cx); break;
    case Kind::commit: check_end("COMMIT", cx); break;
    case Kind::rollback: check_end("ROLLBACK", cx); break;
    case Kind::savepoint: check_savepoint("SAVEPOINT", cx); break;
    case Kind::release: check_savepoint("RELEASE", cx); break;
    case Kind::rollback_to: check_savepoint("ROLLBACK TO", cx); break;
    case Kind::prepare:
    case Kind::commit_prepared:
    case Kind::rollback_prepared: break;
  }
}

void check_end_of_file(const FileEnd& file, FileContext& cx) {
  if (file.open_block.empty() || cx.runner().kind == project::RunnerKind::transaction_per_file) return;
  cx.report(file.open_block, "nothing ends this BEGIN: what stands behind it is lost")
      .label("no COMMIT follows")
      .advise("put COMMIT at the end");
}

}  // namespace

extern const Rule transaction_control;
constinit const Rule transaction_control = make_rule<check, check_end_of_file>(kInfo);

}  // namespace lockstep::rules
