#pragma once
// One server, with a fresh database for each history.

#include <cstddef>
#include <string>
#include <utility>

#include "server/cluster.h"
#include "server/connection.h"
#include "support/result.h"

namespace lockstep::oracle {

class Databases {
 public:
  // `stubs`: from 18 on the server finds those of extensions that it doesn't have.
  [[nodiscard]] static Result<Databases> start(const std::string& postgres_bin, bool stubs);

  [[nodiscard]] int version() const { return cluster_.version(); }
  [[nodiscard]] Result<server::Connection> make();
  // The history of the last one is through, its connection closed.
  [[nodiscard]] Result<void> clear();

 private:
  Databases(server::Cluster cluster, server::Connection admin)
      : cluster_(std::move(cluster)), admin_(std::move(admin)) {}
  [[nodiscard]] Result<void> run(const std::string& sql);

  server::Cluster cluster_;
  server::Connection admin_;  // closed before the server ends
  std::size_t made_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace lockstep::oracle
