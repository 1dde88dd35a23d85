#pragma once
// Private to src/server: the functions of libpq that are called, found in the library at run time, so that
// a program that asks no server needs none. https://www.postgresql.org/docs/current/libpq.html

#include "support/result.h"

struct pg_conn;
struct pg_result;

namespace lockstep::server {

struct Libpq {
  pg_conn* (*connect)(const char* connection) = nullptr;
  void (*finish)(pg_conn*) = nullptr;
  int (*status)(const pg_conn*) = nullptr;
  char* (*error_message)(const pg_conn*) = nullptr;
  int (*server_version)(const pg_conn*) = nullptr;
  int (*transaction_status)(const pg_conn*) = nullptr;
  void (*(*set_notice_receiver)(pg_conn*, void (*)(void*, const pg_result*),
                                void*))(void*, const pg_result*) = nullptr;
  pg_result* (*execute)(pg_conn*, const char* sql) = nullptr;
  void (*clear)(pg_result*) = nullptr;
  int (*result_status)(const pg_result*) = nullptr;
  char* (*error_field)(const pg_result*, int field) = nullptr;
  int (*rows)(const pg_result*) = nullptr;
  int (*columns)(const pg_result*) = nullptr;
  int (*is_null)(const pg_result*, int row, int column) = nullptr;
  int (*length)(const pg_result*, int row, int column) = nullptr;
  char* (*value)(const pg_result*, int row, int column) = nullptr;

  // Opened once a process, and never closed.
  [[nodiscard]] static const Result<Libpq>& get();
};

// Of libpq-fe.h and postgres_ext.h, which are part of the protocol's and the library's interface.
inline constexpr int kConnectionOk = 0;
inline constexpr int kEmptyQuery = 0;
inline constexpr int kCommandOk = 1;
inline constexpr int kTuplesOk = 2;
inline constexpr int kTransactionIdle = 0;
inline constexpr int kTransactionFailed = 3;
inline constexpr char kSqlState = 'C';
inline constexpr char kMessage = 'M';
inline constexpr char kDetail = 'D';
inline constexpr char kPosition = 'P';

}  // namespace lockstep::server
