#pragma once
// Which rules run, and how severe each is: a pack of rules.d with what the project's configuration
// and the command line change about it.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "project/config.h"
#include "rules/option.h"
#include "support/finding.h"
#include "support/result.h"

namespace lockstep::rules {

struct Rule;

// A rule that a policy turns on.
struct ActiveRule {
  const Rule* rule;
  Severity severity;
};

class Policy {
 public:
  // A pack that is embedded in the program: "recommended", or "strict", which says what it changes about it.
  [[nodiscard]] static Result<Policy> from_pack(std::string_view name);
  // A pack as text, a table `[rules]`; `path` is for messages.
  [[nodiscard]] static Result<Policy> from_toml(std::string_view toml, std::string_view path);

  // What a pack or a configuration says, line by line; an error names the line of the file `path`.
  [[nodiscard]] Result<void> set(std::span<const project::RuleSetting> settings, std::string_view path);
  // What the other one sets holds from now on.
  void extend(const Policy& other);

  [[nodiscard]] Severity severity(std::string_view rule) const;  // off when the pack has no such rule

  // In all of these a rule is called by its id, a peer's id ("squawk:ban-drop-column") or the name of
  // its group; an unknown name is an error that tells the nearest right one.
  [[nodiscard]] Result<void> set_severity(std::string_view rule, Severity severity);
  [[nodiscard]] Result<void> select(const std::vector<std::string>& rules);  // only these
  [[nodiscard]] Result<void> ignore(const std::vector<std::string>& rules);  // these not

  // An option that no such rule has, or a value of another kind, is an error that says what is right.
  [[nodiscard]] Result<void> set_option(std::string_view rule, std::string_view option,
                                        const OptionValue& value);
  // What set_option() said of the rule with this id; null: its default holds.
  [[nodiscard]] const OptionValue* option(std::string_view rule, std::string_view option) const;

 private:
  std::map<std::string, Severity, std::less<>> severities_;
  using Options = std::map<std::string, OptionValue, std::less<>>;
  std::map<std::string, Options, std::less<>> options_;  // by rule
};

// "no rule is called that", with the nearest right name.
[[nodiscard]] Error unknown_rule(std::string place, std::string_view name);

}  // namespace lockstep::rules
