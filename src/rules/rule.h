#pragma once
// The whole of what a rule file sees. A rule is one `<group>/<rule_id>.cpp` with a RuleInfo and one
// function per fact it looks at; the type of the function's first parameter is the query:
//
//   void check(const action::CreateIndex& index, RuleContext& cx);
//   extern const Rule create_index_not_concurrent;
//   constinit const Rule create_index_not_concurrent = make_rule<check>(kInfo);
//
// A check may also take any statement (const Action&) or why Postgres refuses it (const replay::Refusal&), or
// with a FileContext& an allowance comment (const Allowance&) or what the whole file adds up to (const
// FileEnd&), or with a ProjectContext& the folder of migrations and its repository (const ProjectFacts&). The
// table of rules is generated from the folder. Severities come from rules.d.

#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "parser/action.h"
#include "rules/allowance.h"
#include "rules/context.h"
#include "rules/file_end.h"
#include "rules/option.h"

namespace lockstep::project {
struct ProjectFacts;
}
namespace lockstep::replay {
struct Refusal;
}

namespace lockstep::rules {

class ProjectContext;  // project_context.h

struct RuleInfo {
  std::string_view id;  // names the hazard, kebab-case; file name with underscores
  std::string_view group;  // its folder
  std::string_view since;  // version of lockstep that had it first
  std::string_view summary;  // one line, lower case
  std::span<const std::string_view> aliases = {};  // peers' ids: "squawk:ban-drop-column"
  bool once_per_file = false;  // only the first of a file's worst findings is reported
  bool tells_failure = false;  // where it has a finding, why Postgres refuses the statement is told
  std::span<const RuleOption> options = {};
};

struct Rule {
  RuleInfo info;
  void (*on_statement)(const Action&, RuleContext&) = nullptr;
  void (*on_command)(const AlterFact&, RuleContext&) = nullptr;  // a command of an ALTER TABLE
  void (*on_refusal)(const replay::Refusal&, RuleContext&) = nullptr;  // asked behind on_statement
  void (*on_allowance)(const Allowance&, FileContext&) = nullptr;
  void (*on_file_end)(const FileEnd&, FileContext&) = nullptr;
  void (*on_project)(const project::ProjectFacts&, ProjectContext&) = nullptr;
};

namespace detail {

template <class Function>
struct FactOf;
template <class Fact, class Context>
struct FactOf<void (*)(const Fact&, Context&)> {
  using type = Fact;
};

// Whether a check that takes `Fact` looks at values of `Subject`: the same type, or one of its alternatives.
template <class Fact, class Subject>
struct LooksAt : std::bool_constant<std::same_as<Fact, Subject>> {};
template <class Fact, class... Facts>
struct LooksAt<Fact, std::variant<Facts...>>
    : std::bool_constant<std::same_as<Fact, std::variant<Facts...>> || (std::same_as<Fact, Facts> || ...)> {};

template <auto Check, class Subject>
inline constexpr bool kLooksAt = LooksAt<typename FactOf<decltype(Check)>::type, Subject>::value;

template <auto Check, class Subject, class Context>
void try_check(const Subject& subject, Context& cx) {
  if constexpr (kLooksAt<Check, Subject>) {
    using Fact = typename FactOf<decltype(Check)>::type;
    if constexpr (std::same_as<Fact, Subject>) {
      Check(subject, cx);
    } else if (const auto* fact = std::get_if<Fact>(&subject)) {
      Check(*fact, cx);
    }
  }
}

template <class Subject, class Context, auto... Checks>
void run(const Subject& subject, Context& cx) {
  (try_check<Checks>(subject, cx), ...);
}

template <class Subject, class Context, auto... Checks>
constexpr auto runner() -> void (*)(const Subject&, Context&) {
  if constexpr ((kLooksAt<Checks, Subject> || ...)) return &run<Subject, Context, Checks...>;
  return nullptr;
}

}  // namespace detail

template <auto... Checks>
constexpr Rule make_rule(const RuleInfo& info) {
  static_assert(
      ((detail::kLooksAt<Checks, Action> || detail::kLooksAt<Checks, AlterFact> ||
        detail::kLooksAt<Checks, replay::Refusal> || detail::kLooksAt<Checks, Allowance> ||
        detail::kLooksAt<Checks, FileEnd> || detail::kLooksAt<Checks, project::ProjectFacts>) &&
       ...),
      "a check takes a fact of action.h or a Refusal and a RuleContext&, an Allowance or FileEnd and a "
      "FileContext&, or ProjectFacts and a ProjectContext&");
  return {.info = info,
          .on_statement = detail::runner<Action, RuleContext, Checks...>(),
          .on_command = detail::runner<AlterFact, RuleContext, Checks...>(),
          .on_refusal = detail::runner<replay::Refusal, RuleContext, Checks...>(),
          .on_allowance = detail::runner<Allowance, FileContext, Checks...>(),
          .on_file_end = detail::runner<FileEnd, FileContext, Checks...>(),
          .on_project = detail::runner<project::ProjectFacts, ProjectContext, Checks...>()};
}

// All rules, sorted by id. Generated from src/rules/*/*.cpp.
[[nodiscard]] std::span<const Rule* const> all_rules();

// By id or by a peer's id ("ban-drop-column", "squawk:ban-drop-column", "E6"); null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view id_or_alias);

// The same for peers' ids that cover several rules of ours, and for groups: all of them, sorted by id.
[[nodiscard]] std::vector<const Rule*> find_rules(std::string_view id_alias_or_group);

// The id nearest to a wrong one; empty when none is near.
[[nodiscard]] std::string_view nearest_rule(std::string_view wrong);

}  // namespace lockstep::rules
