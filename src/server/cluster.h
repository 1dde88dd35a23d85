#pragma once
// A Postgres server of our own: in a temporary folder, on a unix socket alone, gone at the end, however that
// comes. Called by what needs a shadow database and by the tests that compare with a real server.

#include <memory>
#include <string>
#include <string_view>

#include "server/connection.h"
#include "support/result.h"

namespace lockstep::server {

class Cluster {
 public:
  // `postgres_bin`: the folder with the server's programs; empty: the one on PATH or in a usual place.
  [[nodiscard]] static Result<Cluster> start(const std::string& postgres_bin);
  Cluster(Cluster&&) noexcept;
  Cluster& operator=(Cluster&&) = delete;
  ~Cluster();

  [[nodiscard]] int version() const;             // major
  [[nodiscard]] const std::string& folder() const;  // what else is put there goes with it
  [[nodiscard]] std::string address(std::string_view database) const;
  [[nodiscard]] Result<Connection> connect(std::string_view database = "postgres") const;

 private:
  struct State;
  explicit Cluster(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lockstep::server
