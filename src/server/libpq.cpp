#include "server/libpq.h"

#include <dlfcn.h>

#include <array>
#include <string>

namespace lockstep::server {
namespace {

// By the loader's own rules first; Homebrew and Postgres.app keep theirs out of its way.
constexpr std::array<const char*, 6> kPlaces = {
    "libpq.so.5",
    "libpq.5.dylib",
    "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
    "/usr/local/opt/libpq/lib/libpq.5.dylib",
    "/Applications/Postgres.app/Contents/Versions/latest/lib/libpq.5.dylib",
    "libpq.so"};

template <class Function>
bool find(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(::dlsym(library, name));
  return function != nullptr;
}

bool find_all(void* library, Libpq& pq) {
  return find(library, "PQconnectdb", pq.connect) && find(library, "PQfinish", pq.finish) &&
         find(library, "PQstatus", pq.status) && find(library, "PQerrorMessage", pq.error_message) &&
         find(library, "PQserverVersion", pq.server_version) &&
         find(library, "PQtransactionStatus", pq.transaction_status) &&
         find(library, "PQsetNoticeReceiver", pq.set_notice_receiver) &&
         find(library, "PQexec", pq.execute) && find(library, "PQclear", pq.clear) &&
         find(library, "PQresultStatus", pq.result_status) &&
         find(library, "PQresultErrorField", pq.error_field) && find(library, "PQntuples", pq.rows) &&
         find(library, "PQnfields", pq.columns) && find(library, "PQgetisnull", pq.is_null) &&
         find(library, "PQgetlength", pq.length) && find(library, "PQgetvalue", pq.value);
}

Result<Libpq> load() {
  for (const char* place : kPlaces) {
    void* library = ::dlopen(place, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) continue;
    Libpq pq;
    if (find_all(library, pq)) return pq;
    ::dlclose(library);
  }
  return std::unexpected(Error{"libpq", "Postgres' client library is not installed",
                               "install it: Debian has it as libpq5, Homebrew as libpq"});
}

}  // namespace

const Result<Libpq>& Libpq::get() {
  static const Result<Libpq> kLibrary = load();
  return kLibrary;
}

}  // namespace lockstep::server
