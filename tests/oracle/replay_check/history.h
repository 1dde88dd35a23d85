#pragma once
// Migrations as replay_check reads them: the files of a folder, or one file, with their statements.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "parser/action.h"
#include "parser/source.h"
#include "support/result.h"

namespace lockstep::oracle {

// How the statements are sent.
enum class Runner {
  prisma,                // each file as one simple query; the first that fails is the last
  transaction_per_file,  // the same between BEGIN and COMMIT
  psql,                  // one by one; what is refused is left out
};

struct File {
  explicit File(std::string path, std::string bytes);
  SourceFile source;
  std::vector<Statement> statements;
};

struct History {
  std::string name;
  std::deque<File> files;
  Runner runner = Runner::prisma;
};

// Whether it is for a server of this major version: its first line may be `-- pg: >= 17` or `-- pg: < 15`.
[[nodiscard]] bool applies_to(const History& history, int version);

// Of a folder of migrations, of the projects in a folder, or of one file.
[[nodiscard]] Result<std::vector<History>> read_histories(const std::string& path);

// Many in one text, each behind a line `-- history: name`.
[[nodiscard]] std::vector<History> split_batch(std::string_view text);

}  // namespace lockstep::oracle
