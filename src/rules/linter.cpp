#include "rules/linter.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "effects/effects.h"
#include "parser/script.h"
#include "replay/replay.h"
#include "rules/allowance.h"
#include "rules/fingerprint.h"
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

void hide(std::string_view secret, std::string& text) {
  constexpr std::string_view kHidden = "***";
  for (std::size_t at = text.find(secret); at != std::string::npos;
       at = text.find(secret, at + kHidden.size()))
    text.replace(at, secret.size(), kHidden);
}

void hide(std::string_view secret, Finding& finding) {
  for (std::string* text : {&finding.message, &finding.label, &finding.advice, &finding.object})
    hide(secret, *text);
  if (finding.allowed) hide(secret, *finding.allowed);
  // With asterisks in place of the secret it would change what the statement does.
  if (finding.fix &&
      std::ranges::any_of(finding.fix->edits, [&](const Edit& edit) { return edit.text.contains(secret); }))
    finding.fix.reset();
}

// One file that is reported on, from its first statement to its findings in order.
class FileRun {
 public:
  FileRun(const LintOptions& options, std::span<const ActiveRule> rules, const FileInput& input,
          catalog::Catalog& catalog)
      : options_(options), input_(input), catalog_(catalog), rules_(rules), session_(options.runner, {}) {}

  // Leaves the file's last transaction open.
  FileResult run(ScriptReader& reader) {
    std::vector<Statement> batch = reader.next();
    std::vector<Statement> next = reader.next();
    shape_.several_statements = batch.size() + next.size() > 1;
    while (!batch.empty()) {
      look_at_batch(batch);
      reader.take_back(std::exchange(batch, std::exchange(next, {})));
      next = reader.next();
    }
    look_at_end(reader);
    Allowances allowances(reader.directives(), options_.policy);
    allow_and_sort(allowances);
    result_.directives = reader.directives();
    return std::move(result_);
  }

 private:
  // A finding with the bytes that its fingerprint speaks of.
  struct Found {
    Finding finding;
    Span statement;
  };

  void look_at_batch(std::span<const Statement> batch) {
    shape_.may_defeat_splitter =
        shape_.may_defeat_splitter || std::ranges::any_of(batch, may_defeat_splitter, &Statement::action);
    session_.reshape(shape_);
    const StatementKinds kinds(batch);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      count(batch[i].action);
      look_at_statement(batch, i, kinds);
      begin_or_end_block();
      if (const auto refusal = replay::apply(batch[i], input_.migration, catalog_))
        refuse(*refusal, batch, i, kinds);
      follow_block(batch[i]);
      session_.apply(batch[i].action);
      hold_locks();
    }
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

  // Whether a finding in the statement says why Postgres refuses it.
  [[nodiscard]] bool is_told(Span statement) const {
    return std::ranges::any_of(found_, [&](const Found& found) {
      return found.statement == statement && find_rule(found.finding.rule)->info.tells_failure;
    });
  }

  // The catalog is still that before the statement.
  void refuse(const replay::Refusal& refusal, std::span<const Statement> batch, std::size_t index,
              const StatementKinds& kinds) {
    if (result_.stops && !options_.keep_going) return;
    result_.stops = true;
    if (is_told(batch[index].span)) return;
    const effects::Context before = effects_context();
    const RuleInput input{.file = input_,
                          .before = catalog_,
                          .session = session_,
                          .statement = batch[index],
                          .preceding = batch.first(index),
                          .following = batch.subspan(index + 1),
                          .kinds = kinds,
                          .held = held_,
                          .effects_context = before};
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_refusal == nullptr) continue;
      RuleContext cx(input, active.rule->info.id, active.severity, new_findings_);
      active.rule->on_refusal(refusal, cx);
    }
    keep_new(batch[index].span);
  }

  void look_at_statement(std::span<const Statement> batch, std::size_t index, const StatementKinds& kinds) {
    const Statement& statement = batch[index];
    const effects::Context before = effects_context();
    const effects::Effect effect = effects::of(statement.action, before);
    needs_no_block_ = effect.in_transaction == effects::InTransaction::refused;
    const RuleInput input{.file = input_,
                          .before = catalog_,
                          .session = session_,
                          .statement = statement,
                          .preceding = batch.first(index),
                          .following = batch.subspan(index + 1),
                          .kinds = kinds,
                          .held = held_,
                          .effects_context = before,
                          .effect = &effect};
    const std::size_t known = found_.size();
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_statement == nullptr || is_told(active)) continue;
      RuleContext cx(input, active.rule->info.id, active.severity, new_findings_);
      active.rule->on_statement(statement.action, cx);
    }
    keep_new(statement.span);
    for (effects::Lock& lock : RuleContext(input, {}, {}, new_findings_).blocking_locks())
      locked_.push_back({.lock = std::move(lock),
                         .statement = statement.span,
                         .long_work = !effect.work.empty(),
                         .adds_columns = adds_columns(statement.action)});

    const auto* alter = std::get_if<action::AlterTable>(&statement.action);
    if (alter != nullptr) {
      for (const AlterCommand& command : alter->commands) look_at_command(*alter, command, input);
      keep_new(statement.span);
    }
    note_told(known);
  }

  // Of the findings of a rule that speaks once in a file the first of the worst is kept. Behind the statement
  // that it stands in none can be earlier; one about what stands before its statement, a comment, may still
  // come.
  void note_told(std::size_t known) {
    for (const Found& found : std::span(found_).subspan(known)) {
      if (found.finding.span.begin < found.statement.begin) continue;
      for (const ActiveRule& active : rules_)
        if (active.rule->info.once_per_file && active.rule->info.id == found.finding.rule &&
            found.finding.severity >= active.severity)
          told_.insert(active.rule);
    }
  }

  bool is_told(const ActiveRule& active) const {
    return active.rule->info.once_per_file && told_.contains(active.rule);
  }

  void look_at_command(const action::AlterTable& alter, const AlterCommand& command, RuleInput input) {
    const effects::Effect effect = effects::of(alter, command, input.effects_context);
    input.effect = &effect;
    input.command = &command;
    for (const ActiveRule& active : rules_) {
      if (active.rule->on_command == nullptr || is_told(active)) continue;
      RuleContext cx(input, active.rule->info.id, active.severity, new_findings_);
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
      FileContext cx(input_, active.rule->info.id, active.severity, new_findings_);
      active.rule->on_file_end(end, cx);
    }
    for (Finding& finding : std::exchange(new_findings_, {})) {
      const Span span = finding.span;
      found_.push_back({.finding = std::move(finding), .statement = span});
    }
  }

  void keep_new(Span statement) {
    for (Finding& finding : new_findings_) {
      found_.push_back({.finding = std::move(finding), .statement = statement});
    }
    new_findings_.clear();
  }

  // What the comments allow, then what is wrong with the comments themselves.
  void allow_and_sort(Allowances& allowances) {
    sort();
    keep_first_of_file();
    for (Found& found : found_) allowances.apply(found.finding, found.statement);
    for (const Allowance& allowance : allowances.all()) {
      for (const ActiveRule& active : rules_) {
        if (active.rule->on_allowance == nullptr) continue;
        FileContext cx(input_, active.rule->info.id, active.severity, new_findings_);
        active.rule->on_allowance(allowance, cx);
      }
      keep_new(allowance.directive->span);
    }
    sort();
    add_fingerprints();
    hide_secrets();
    for (Found& found : found_) result_.findings.push_back(std::move(found.finding));
  }

  void sort() {
    std::ranges::stable_sort(found_, {}, [](const Found& found) {
      const Finding& f = found.finding;
      return std::tuple(f.span.begin, std::string_view(f.rule), f.span.end, std::string_view(f.message));
    });
  }

  // The findings are in order.
  void keep_first_of_file() {
    for (const ActiveRule& active : rules_) {
      if (!active.rule->info.once_per_file) continue;
      const auto is_of_rule = [&](const Found& found) { return found.finding.rule == active.rule->info.id; };
      auto kept = std::ranges::find_if(found_, is_of_rule);
      if (kept == found_.end()) continue;
      for (auto other = kept + 1; other != found_.end(); ++other) {
        if (is_of_rule(*other) && other->finding.severity > kept->finding.severity) kept = other;
      }
      found_.erase(std::remove_if(kept + 1, found_.end(), is_of_rule), found_.end());
      found_.erase(std::remove_if(found_.begin(), kept, is_of_rule), kept);
    }
  }

  // Advice and messages of other rules quote the source, too.
  void hide_secrets() {
    for (const Found& secret : found_) {
      if (!secret.finding.secret) continue;
      const Span span = secret.finding.span;
      for (Found& found : found_) hide(input_.source.substr(span.begin, span.size()), found.finding);
    }
  }

  void add_fingerprints() {
    std::map<std::string, std::uint32_t> seen;
    for (Found& found : found_) {
      Finding& finding = found.finding;
      const std::string_view statement = input_.source.substr(found.statement.begin, found.statement.size());
      finding.fingerprint = fingerprint(finding.rule, finding.object, statement, 0);
      const std::uint32_t ordinal = seen[finding.fingerprint]++;
      if (ordinal > 0) finding.fingerprint = fingerprint(finding.rule, finding.object, statement, ordinal);
    }
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
  std::set<const Rule*> told_;  // that speak once in a file, and have
  std::vector<Finding> new_findings_;  // of the statement that is looked at
  std::vector<Found> found_;
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
