// Starts a Postgres server of its own, prints the folder, the process of the guardian's parent and how long
// it took, and stays until its standard input ends. For cluster_test.py.

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <string>

#include "server/cluster.h"

int main(int argc, char** argv) {
  const auto before = std::chrono::steady_clock::now();
  const auto cluster = lockstep::server::Cluster::start(argc > 1 ? argv[1] : "");
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - before);
  if (!cluster) {
    std::cout << "error " << cluster.error().path << ": " << cluster.error().reason << std::endl;
    return 2;
  }
  const auto connection = cluster->connect();
  if (!connection) return 2;
  std::cout << "folder " << cluster->folder() << "\nversion " << connection->version() << "\nseconds "
            << took.count() << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  return 0;
}
