// Versions of Postgres in the images of compose files and CI configurations.

#include "project/surroundings.h"

#include <gtest/gtest.h>

namespace lockstep::project {
namespace {

using Versions = std::vector<int>;

TEST(PostgresVersions, OfImages) {
  EXPECT_EQ(postgres_versions("image: postgres:16\n"), Versions{16});
  EXPECT_EQ(postgres_versions("image: 'postgres:15.4-alpine'"), Versions{15});
  EXPECT_EQ(postgres_versions("image: postgis/postgis:14-3.4"), Versions{14});
  EXPECT_EQ(postgres_versions("image: pgvector/pgvector:pg17"), Versions{17});
  EXPECT_EQ(postgres_versions("image: timescale/timescaledb:latest-pg16"), Versions{16});
  EXPECT_EQ(postgres_versions("image: bitnami/postgresql:18"), Versions{18});
  EXPECT_EQ(postgres_versions("[postgres:17, postgres:15, postgres:17]"), (Versions{15, 17}));
}

TEST(PostgresVersions, NotOfAddressesAndOtherThings) {
  EXPECT_EQ(postgres_versions("DATABASE_URL: postgresql://postgres:12345@localhost:5432/app"), Versions{});
  EXPECT_EQ(postgres_versions("image: postgres:latest"), Versions{});
  EXPECT_EQ(postgres_versions("image: postgres:${VERSION}"), Versions{});
  EXPECT_EQ(postgres_versions("image: postgres"), Versions{});
  EXPECT_EQ(postgres_versions("POSTGRES_PASSWORD: 16"), Versions{});
  EXPECT_EQ(postgres_versions(""), Versions{});
}

}  // namespace
}  // namespace lockstep::project
