#include "rules/linter.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "effects/effects.h"
#include "parser/script.h"
#include "replay/replay.h"
#include "rules/allowance.h"
#include "rules/file_findings.h"
#include "rules/file_part.h"
#include "rules/session.h"
#include "support/ascii.h"

namespace lockstep::rules {
namespace {

std::vector<ActiveRule> active_rules(const LintOptions& options) {
  std::vector<ActiveRule> active;
  for (const Rule* rule : options.rules) {
    const Severity severity = options.policy.severity(rule->info.id);
    if (severity != Severity::off) active.push_back({.rule = rule, .severity = severity});
  }
  return active;
}

// TimeZone decides whether timestamp to timestamptz rewrites. The server's holds where the file sets none:
// Prisma's engine sets it in some versions only.
std::optional<bool> is_utc(std::string_view zone) {
  constexpr std::string_view kNames[] = {"utc", "etc/utc", "gmt"};
  if (zone.empty() || ascii::same(zone, "default")) return std::nullopt;
  return std::ranges::any_of(kNames, [&](std::string_view name) { return ascii::same(zone, name); });
}

bool adds_columns(const Action& action) {
  const auto* alter = std::get_if<action::AlterTable>(&action);
  return alter != nullptr && std::ranges::all_of(alter->commands, [](const AlterCommand& command) {
           return std::holds_alternative<action::AddColumn>(command.fact);
         });
}

// One file that is reported on, from its first statement to its findings in order.
class FileRun {
 public:
  FileRun(const LintOptions& options, std::span<const ActiveRule> rules, const FileInput& input,
          catalog::Catalog& catalog)
      : options_(options),
        input_(input),
        catalog_(catalog),
        rules_(rules),
        session_(options.runner, {}),
        found_(rules, input.source) {}

  // Leaves the file's last transaction open.
  FileResult run(ScriptReader& reader) {
    std::vector<Statement> batch = reader.next();
    std::vector<Statement> next = reader.next();
    shape_.several_statements = batch.size() + next.size() > 1;
    while (!batch.empty()) {
      FilePart part(std::exchange(batch, std::exchange(next, {})), input_.source);
      look_at_part(part);
      reader.take_back(std::move(part).release());
      next = reader.next();
    }
    look_at_end(reader);
    Allowances allowances(reader.directives(), options_.policy);
    allow(allowances);
    result_.findings = found_.finish();
    result_.directives = reader.directives();
    return std::move(result_);
  }

 private:
  void look_at_part(const FilePart& part) {
    const std::span<const Statement> statements = part.statements();
    shape_.may_defeat_splitter = shape_.may_defeat_splitter ||
                                 std::ranges::any_of(statements, may_defeat_splitter, &Statement::action);
    session_.reshape(shape_);
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Statement& statement = statements[i];
      const FilePart::Code* code = part.code(i);
      count(statement.action);
      look_at_statement(part, i);
      begin_or_end_block();
      const auto refusal =
          code != nullptr ? run_code(part, i, *code) : replay::apply(statement, input_.migration, catalog_);
      if (refusal) refuse(*refusal, part, i);
      follow_block(statement);
      session_.apply(statement.action);
      hold_locks();
      if (code != nullptr) i += code->nodes.size();
    }
  }

  // Looks at each statement in a DO block when it first runs, or may run.
  std::optional<replay::Refusal> run_code(const FilePart& part, std::size_t block,
                                          const FilePart::Code& code) {
    const bool own = session_.in_transaction() != Certainty::yes;
    code_ = part.statements()[block].span;
    if (own) own_transaction_ = code_;
    session_.enter_code();
    std::vector<bool> seen(code.nodes.size());
    const auto look = [&](std::uint32_t node) {
      const auto found = std::ranges::equal_range(code.nodes, node);
      for (auto each = found.begin(); each != found.end(); ++each) {
        const auto ordinal = static_cast<std::size_t>(each - code.nodes.begin());
        if (seen[ordinal]) continue;
        seen[ordinal] = true;
        const std::size_t index = block + 1 + ordinal;
        look_at_statement(part, index);
        const Action& action = part.statements()[index].action;
        if (own || !std::holds_alternative<action::Transaction>(action)) session_.apply(action);
        hold_locks();
      }
    };
    const replay::CodeWatch watch{.body = code.body, .before = look};
    auto refusal = replay::apply(part.statements()[block], input_.migration, catalog_, &watch);
    session_.leave_code();
    code_ = own_transaction_ = {};
    return refusal;
  }

  // The block that the tool opens. What Postgres refuses in one is told by a rule of its own, and stops no
  // history: many a project has run such a file in another way.
  void begin_or_end_block() {
    if (needs_no_block_ && !session_.in_explicit_block()) {
      catalog_.commit();
    } else if (session_.in_transaction() == Certainty::yes) {
      catalog_.begin_transaction();
    }
  }

  void follow_block(const Statement& statement) {
    const auto* transaction = std::get_if<action::Transaction>(&statement.action);
    const bool begins = transaction != nullptr && transaction->kind == action::Transaction::Kind::begin;
    if (begins && !session_.in_explicit_block()) block_ = statement.span;
  }

  // Locks last until their transaction ends, which may be the statement itself.
  void hold_locks() {
    file_locks_.insert(file_locks_.end(), locked_.begin(), locked_.end());
    if (std::exchange(transaction_, session_.transaction()) != transaction_) {
      held_.clear();
    } else {
      std::ranges::move(locked_, std::back_inserter(held_));
    }
    locked_.clear();
  }

  void count(const Action& action) {
    using std::holds_alternative;
    if (holds_alternative<action::PsqlCommand>(action) || holds_alternative<action::CopyData>(action)) return;
    ++result_.statements;
    const bool unread =
        holds_alternative<action::Opaque>(action) || holds_alternative<action::SyntaxError>(action);
    if (unread) ++result_.skipped;
  }

  [[nodiscard]] effects::Context effects_context() const {
    return {.before = catalog_,
            .postgres = options_.postgres,
            .utc_session = is_utc(session_.setting("timezone"))};
  }

  [[nodiscard]] RuleInput input_of(const FilePart& part, std::size_t index,
                                   const effects::Context& before) const {
    return {.file = input_,
            .before = catalog_,
            .session = session_,
            .statement = part.statements()[index],
            .preceding = part.statements().first(index),
            .following = part.statements().subspan(index + 1),
            .kinds = part.kinds(),
            .held = held_,
            .effects_context = before,
            .own_transaction = own_transaction_};
  }

  // The catalog is still that before the statement.
  void refuse(const replay::Refusal& refusal, const FilePart& part, std::size_t index) {
    if (result_.stops && !options_.keep_going) return;
    result_.stops = true;
    const Span statement = part.statements()[index].span;
    if (found_.tells_failure(statement)) return;
    const effects::Context before = effects_context();
    const RuleInput input = input_of(part, index, before);
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_refusal == nullptr) continue;
      RuleContext cx(input, active.rule->info.id, active.severity, found_.reported());
      active.rule->on_refusal(refusal, cx);
    }
    keep(statement);
  }

  void look_at_statement(const FilePart& part, std::size_t index) {
    const Statement& statement = part.statements()[index];
    const effects::Context before = effects_context();
    const effects::Effect effect = effects::of(statement.action, before);
    needs_no_block_ = effect.in_transaction == effects::InTransaction::refused;
    RuleInput input = input_of(part, index, before);
    input.effect = &effect;
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_statement == nullptr || found_.is_told(active)) continue;
      RuleContext cx(input, active.rule->info.id, active.severity, found_.reported());
      active.rule->on_statement(statement.action, cx);
    }
    keep(statement.span);
    for (effects::Lock& lock : RuleContext(input, {}, {}, found_.reported()).blocking_locks())
      locked_.push_back({.lock = std::move(lock),
                         .statement = statement.span,
                         .long_work = !effect.work.empty(),
                         .adds_columns = adds_columns(statement.action)});

    const auto* alter = std::get_if<action::AlterTable>(&statement.action);
    if (alter != nullptr) {
      for (const AlterCommand& command : alter->commands) look_at_command(*alter, command, input);
      keep(statement.span);
    }
  }

  void look_at_command(const action::AlterTable& alter, const AlterCommand& command, RuleInput input) {
    const effects::Effect effect = effects::of(alter, command, input.effects_context);
    input.effect = &effect;
    input.command = &command;
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_command == nullptr || found_.is_told(active)) continue;
      RuleContext cx(input, active.rule->info.id, active.severity, found_.reported());
      active.rule->on_command(command.fact, cx);
    }
  }

  void look_at_end(const ScriptReader& reader) {
    const FileEnd end{.source = input_.source,
                      .after = catalog_,
                      .session = session_,
                      .comments = reader.comments(),
                      .directives = reader.directives(),
                      .statements = result_.statements,
                      .locks = file_locks_,
                      .open_block = session_.in_explicit_block() ? block_ : Span{}};
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_file_end == nullptr) continue;
      FileContext cx(input_, active.rule->info.id, active.severity, found_.reported());
      active.rule->on_file_end(end, cx);
    }
    found_.keep();
  }

  // What the rules reported of the statement.
  void keep(Span statement) { found_.keep(statement, code_.empty() ? statement : code_); }

  // What the comments allow, then what is wrong with the comments themselves.
  void allow(Allowances& allowances) {
    found_.sort();
    found_.allow(allowances);
    for (const Allowance& allowance : allowances.all()) {
      for (const ActiveRule& active : rules_) {
        if (active.rule->on_allowance == nullptr) continue;
        FileContext cx(input_, active.rule->info.id, active.severity, found_.reported());
        active.rule->on_allowance(allowance, cx);
      }
      keep(allowance.directive->span);
    }
    found_.sort();
  }

  const LintOptions& options_;
  const FileInput& input_;
  catalog::Catalog& catalog_;
  std::span<const ActiveRule> rules_;
  project::FileShape shape_;
  Session session_;
  std::uint32_t transaction_ = 0;
  bool needs_no_block_ = false;  // the statement that is looked at is refused in one
  std::vector<HeldLock> held_;  // before the statement
  std::vector<HeldLock> locked_;  // by it
  std::vector<HeldLock> file_locks_;
  Span block_;  // the file's last BEGIN
  Span code_;  // the DO block that is run
  Span own_transaction_;  // the same where it is one
  FileFindings found_;
  FileResult result_;
};

}  // namespace

Linter::Linter(LintOptions options, bool complete)
    : options_(std::move(options)), active_(active_rules(options_)) {
  catalog_.complete = complete;
}

void Linter::set_policy(Policy policy) {
  options_.policy = std::move(policy);
  active_ = active_rules(options_);
}

std::uint32_t Linter::begin_file(std::uint32_t file) {
  files_.push_back(file);
  replay::begin_migration(catalog_);
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Linter::replay(const SourceFile& source, std::uint32_t file) {
  ScriptReader reader(source, {.spans = false});
  replay(reader, file);
}

FileResult Linter::lint(const SourceFile& source, std::uint32_t file) {
  ScriptReader reader(source);
  return lint(reader, file);
}

void Linter::replay(ScriptReader& reader, std::uint32_t file) {
  const std::uint32_t migration = begin_file(file);
  for (std::vector<Statement> batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      auto refusal = replay::apply(statement, migration, catalog_);
      if (!refusal || doubt_) continue;
      doubt_ = Doubt{.file = file, .refusal = std::move(*refusal)};
      catalog_.complete = false;
    }
    reader.take_back(std::move(batch));
  }
}

FileResult Linter::lint(ScriptReader& reader, std::uint32_t file) {
  const std::uint32_t migration = begin_file(file);
  const FileInput input{.source = reader.source().bytes(),
                        .file = file,
                        .migration = migration,
                        .files = files_,
                        .runner = options_.runner,
                        .policy = options_.policy,
                        .tables = options_.tables,
                        .postgres = options_.postgres,
                        .postgres_known = options_.postgres_known,
                        .released = options_.released};
  FileResult result = FileRun(options_, active_, input, catalog_).run(reader);
  if (result.stops) catalog_.rollback();  // what no COMMIT has kept
  return result;
}

}  // namespace lockstep::rules
