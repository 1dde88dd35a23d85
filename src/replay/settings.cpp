#include "replay/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include "support/ascii.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::replay {
namespace {

enum class Unit : std::uint8_t { none, memory, time };

struct Number {
  std::string_view name;
  Unit unit = Unit::none;
  double least = 0;
  double most = 0;
};

constexpr double kMostInteger = 2147483647;
constexpr double kMostReal = 1.79769e+308;

// pg_settings of Postgres 14 to 18, by what a session may do with them. One that versions treat differently
// is one that it may set; of bounds that differ the widest. tests/oracle/settings_test.py asks the servers.
// PGC_INTERNAL
constexpr std::string_view kFixed =
    "block_size data_checksums data_directory_mode debug_assertions huge_pages_status in_hot_standby "
    "integer_datetimes is_superuser lc_collate lc_ctype max_function_args max_identifier_length "
    "max_index_keys num_os_semaphores segment_size server_encoding server_version server_version_num "
    "shared_memory_size shared_memory_size_in_huge_pages ssl_library wal_block_size wal_segment_size";

// PGC_POSTMASTER
constexpr std::string_view kOfServer =
    "archive_mode autovacuum_freeze_max_age autovacuum_max_workers autovacuum_multixact_freeze_max_age "
    "autovacuum_worker_slots "
    "bonjour bonjour_name cluster_name commit_timestamp_buffers config_file data_directory "
    "data_sync_retry debug_io_direct dynamic_shared_memory_type event_source external_pid_file hba_file "
    "hot_standby huge_page_size huge_pages ident_file ignore_invalid_pages io_max_combine_limit "
    "io_max_concurrency io_method jit_provider listen_addresses logging_collector "
    "max_active_replication_origins max_connections max_files_per_process max_locks_per_transaction "
    "max_logical_replication_workers max_notify_queue_pages max_pred_locks_per_transaction "
    "max_prepared_transactions max_replication_slots max_wal_senders max_worker_processes "
    "min_dynamic_shared_memory multixact_member_buffers multixact_offset_buffers notify_buffers "
    "old_snapshot_threshold port recovery_target recovery_target_action recovery_target_inclusive "
    "recovery_target_lsn recovery_target_name recovery_target_time recovery_target_timeline "
    "recovery_target_xid reserved_connections serializable_buffers shared_buffers shared_memory_type "
    "shared_preload_libraries subtransaction_buffers superuser_reserved_connections "
    "trace_connection_negotiation track_activity_query_size track_commit_timestamp transaction_buffers "
    "unix_socket_directories unix_socket_group unix_socket_permissions wal_buffers wal_decode_buffer_size "
    "wal_level wal_log_hints";

// PGC_SIGHUP
constexpr std::string_view kOfFile =
    "allow_alter_system archive_cleanup_command archive_command archive_library archive_timeout "
    "authentication_timeout autovacuum autovacuum_analyze_scale_factor autovacuum_analyze_threshold "
    "autovacuum_naptime autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit "
    "autovacuum_vacuum_insert_scale_factor autovacuum_vacuum_insert_threshold "
    "autovacuum_vacuum_max_threshold autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold "
    "autovacuum_work_mem bgwriter_delay bgwriter_flush_after bgwriter_lru_maxpages "
    "bgwriter_lru_multiplier checkpoint_completion_target checkpoint_flush_after checkpoint_timeout "
    "checkpoint_warning db_user_namespace file_extend_method fsync full_page_writes gss_accept_delegation "
    "hot_standby_feedback idle_replication_slot_timeout io_workers krb_caseins_users krb_server_keyfile "
    "log_autovacuum_min_duration log_checkpoints log_destination log_directory log_file_mode log_filename "
    "log_hostname log_line_prefix log_recovery_conflict_waits log_rotation_age log_rotation_size "
    "log_startup_progress_interval log_timezone log_truncate_on_rotation "
    "max_parallel_apply_workers_per_subscription max_pred_locks_per_page max_pred_locks_per_relation "
    "max_slot_wal_keep_size max_standby_archive_delay max_standby_streaming_delay "
    "max_sync_workers_per_subscription max_wal_size min_wal_size oauth_validator_libraries pre_auth_delay "
    "primary_conninfo primary_slot_name promote_trigger_file recovery_end_command "
    "recovery_init_sync_method recovery_min_apply_delay recovery_prefetch remove_temp_files_after_crash "
    "restart_after_crash restore_command send_abort_for_crash send_abort_for_kill ssl ssl_ca_file "
    "ssl_cert_file ssl_ciphers ssl_crl_dir ssl_crl_file ssl_dh_params_file ssl_ecdh_curve ssl_groups "
    "ssl_key_file ssl_max_protocol_version ssl_min_protocol_version ssl_passphrase_command "
    "ssl_passphrase_command_supports_reload ssl_prefer_server_ciphers ssl_tls13_ciphers "
    "stats_temp_directory summarize_wal sync_replication_slots synchronized_standby_slots "
    "synchronous_standby_names syslog_facility syslog_ident syslog_sequence_numbers syslog_split_messages "
    "trace_recovery_messages vacuum_defer_cleanup_age wal_keep_size wal_receiver_create_temp_slot "
    "wal_receiver_status_interval wal_receiver_timeout wal_retrieve_retry_interval wal_summary_keep_time "
    "wal_sync_method wal_writer_delay wal_writer_flush_after";

// PGC_BACKEND and PGC_SU_BACKEND
constexpr std::string_view kOfConnection =
    "ignore_system_indexes jit_debugging_support jit_profiling_support log_connections log_disconnections "
    "post_auth_delay";

// PGC_USERSET and PGC_SUSET, by type; with those that pg_settings leaves out.
constexpr std::string_view kBooleans =
    "allow_in_place_tablespaces allow_system_table_mods array_nulls check_function_bodies "
    "debug_pretty_print debug_print_parse debug_print_plan debug_print_rewritten "
    "default_transaction_deferrable default_transaction_read_only enable_async_append enable_bitmapscan "
    "enable_distinct_reordering enable_gathermerge enable_group_by_reordering enable_hashagg "
    "enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan enable_material "
    "enable_memoize enable_mergejoin enable_nestloop enable_parallel_append enable_parallel_hash "
    "enable_partition_pruning enable_partitionwise_aggregate enable_partitionwise_join "
    "enable_presorted_aggregate enable_self_join_elimination enable_seqscan enable_sort enable_tidscan "
    "escape_string_warning event_triggers exit_on_error geqo ignore_checksum_failure jit jit_dump_bitcode "
    "jit_expressions jit_tuple_deforming lo_compat_privileges log_duration log_executor_stats "
    "log_lock_failures log_lock_waits log_parser_stats log_planner_stats log_replication_commands "
    "log_statement_stats md5_password_warnings parallel_leader_participation quote_all_identifiers "
    "row_security standard_conforming_strings synchronize_seqscans trace_notify trace_sort "
    "track_activities track_cost_delay_timing track_counts track_io_timing track_wal_io_timing "
    "transaction_deferrable transaction_read_only transform_null_equals update_process_title "
    "vacuum_truncate wal_init_zero wal_recycle zero_damaged_pages";

constexpr std::string_view kTexts =
    "application_name backslash_quote backtrace_functions bytea_output client_encoding "
    "client_min_messages compute_query_id constraint_exclusion createrole_self_grant datestyle "
    "debug_deadlocks debug_logical_replication_streaming debug_parallel_query default_table_access_method "
    "default_tablespace default_text_search_config default_toast_compression "
    "default_transaction_isolation default_with_oids dynamic_library_path extension_control_path "
    "file_copy_method force_parallel_mode icu_validation_level intervalstyle lc_messages lc_monetary "
    "lc_numeric lc_time local_preload_libraries log_btree_build_stats log_error_verbosity "
    "log_min_error_statement log_min_messages log_statement optimize_bounded_sort password_encryption "
    "plan_cache_mode restrict_nonsystem_relation_kind role search_path seed session_authorization "
    "session_preload_libraries session_replication_role sort_mem ssl_renegotiation_limit "
    "stats_fetch_consistency synchronous_commit temp_tablespaces timezone timezone_abbreviations "
    "trace_lock_oidmin trace_lock_table trace_locks trace_lwlocks trace_sort trace_syncscan "
    "trace_userlocks track_functions transaction_isolation vacuum_mem wal_compression "
    "wal_consistency_checking wal_debug xmlbinary xmloption";

constexpr auto kNumbers = std::to_array<Number>({
    {"backend_flush_after", Unit::memory, 0, 256},
    {"client_connection_check_interval", Unit::time, 0, kMostInteger},
    {"commit_delay", Unit::none, 0, 100000},
    {"commit_siblings", Unit::none, 0, 1000},
    {"cpu_index_tuple_cost", Unit::none, 0, kMostReal},
    {"cpu_operator_cost", Unit::none, 0, kMostReal},
    {"cpu_tuple_cost", Unit::none, 0, kMostReal},
    {"cursor_tuple_fraction", Unit::none, 0, 1},
    {"deadlock_timeout", Unit::time, 1, kMostInteger},
    {"debug_discard_caches", Unit::none, 0, 0},
    {"default_statistics_target", Unit::none, 1, 10000},
    {"effective_cache_size", Unit::memory, 1, kMostInteger},
    {"effective_io_concurrency", Unit::none, 0, 1000},
    {"extra_float_digits", Unit::none, -15, 3},
    {"from_collapse_limit", Unit::none, 1, kMostInteger},
    {"geqo_effort", Unit::none, 1, 10},
    {"geqo_generations", Unit::none, 0, kMostInteger},
    {"geqo_pool_size", Unit::none, 0, kMostInteger},
    {"geqo_seed", Unit::none, 0, 1},
    {"geqo_selection_bias", Unit::none, 1.5, 2},
    {"geqo_threshold", Unit::none, 2, kMostInteger},
    {"gin_fuzzy_search_limit", Unit::none, 0, kMostInteger},
    {"gin_pending_list_limit", Unit::memory, 64, kMostInteger},
    {"hash_mem_multiplier", Unit::none, 1, 1000},
    {"idle_in_transaction_session_timeout", Unit::time, 0, kMostInteger},
    {"idle_session_timeout", Unit::time, 0, kMostInteger},
    {"io_combine_limit", Unit::memory, 1, 128},
    {"jit_above_cost", Unit::none, -1, kMostReal},
    {"jit_inline_above_cost", Unit::none, -1, kMostReal},
    {"jit_optimize_above_cost", Unit::none, -1, kMostReal},
    {"join_collapse_limit", Unit::none, 1, kMostInteger},
    {"lock_timeout", Unit::time, 0, kMostInteger},
    {"log_min_duration_sample", Unit::time, -1, kMostInteger},
    {"log_min_duration_statement", Unit::time, -1, kMostInteger},
    {"log_parameter_max_length", Unit::memory, -1, 1073741823},
    {"log_parameter_max_length_on_error", Unit::memory, -1, 1073741823},
    {"log_statement_sample_rate", Unit::none, 0, 1},
    {"log_temp_files", Unit::memory, -1, kMostInteger},
    {"log_transaction_sample_rate", Unit::none, 0, 1},
    {"logical_decoding_work_mem", Unit::memory, 64, kMostInteger},
    {"maintenance_io_concurrency", Unit::none, 0, 1000},
    {"maintenance_work_mem", Unit::memory, 64, kMostInteger},
    {"max_parallel_maintenance_workers", Unit::none, 0, 1024},
    {"max_parallel_workers", Unit::none, 0, 1024},
    {"max_parallel_workers_per_gather", Unit::none, 0, 1024},
    {"max_stack_depth", Unit::memory, 100, kMostInteger},
    {"min_parallel_index_scan_size", Unit::memory, 0, 715827882},
    {"min_parallel_table_scan_size", Unit::memory, 0, 715827882},
    {"parallel_setup_cost", Unit::none, 0, kMostReal},
    {"parallel_tuple_cost", Unit::none, 0, kMostReal},
    {"random_page_cost", Unit::none, 0, kMostReal},
    {"recursive_worktable_factor", Unit::none, 0.001, 1000000},
    {"scram_iterations", Unit::none, 1, kMostInteger},
    {"seq_page_cost", Unit::none, 0, kMostReal},
    {"statement_timeout", Unit::time, 0, kMostInteger},
    {"tcp_keepalives_count", Unit::none, 0, kMostInteger},
    {"tcp_keepalives_idle", Unit::time, 0, kMostInteger},
    {"tcp_keepalives_interval", Unit::time, 0, kMostInteger},
    {"tcp_user_timeout", Unit::time, 0, kMostInteger},
    {"temp_buffers", Unit::memory, 100, 1073741823},
    {"temp_file_limit", Unit::memory, -1, kMostInteger},
    {"transaction_timeout", Unit::time, 0, kMostInteger},
    {"vacuum_buffer_usage_limit", Unit::memory, 0, 16777216},
    {"vacuum_cost_delay", Unit::time, 0, 100},
    {"vacuum_cost_limit", Unit::none, 1, 10000},
    {"vacuum_cost_page_dirty", Unit::none, 0, 10000},
    {"vacuum_cost_page_hit", Unit::none, 0, 10000},
    {"vacuum_cost_page_miss", Unit::none, 0, 10000},
    {"vacuum_failsafe_age", Unit::none, 0, 2100000000},
    {"vacuum_freeze_min_age", Unit::none, 0, 1000000000},
    {"vacuum_freeze_table_age", Unit::none, 0, 2000000000},
    {"vacuum_max_eager_freeze_failure_rate", Unit::none, 0, 1},
    {"vacuum_multixact_failsafe_age", Unit::none, 0, 2100000000},
    {"vacuum_multixact_freeze_min_age", Unit::none, 0, 1000000000},
    {"vacuum_multixact_freeze_table_age", Unit::none, 0, 2000000000},
    {"wal_sender_timeout", Unit::time, 0, kMostInteger},
    {"wal_skip_threshold", Unit::memory, 0, kMostInteger},
    {"work_mem", Unit::memory, 64, kMostInteger},
});

bool knows_name(std::string_view name) {
  const auto has = [&](std::string_view names) { return ascii::has_words(names, name); };
  return has(kBooleans) || has(kTexts) || contains(kNumbers, name, &Number::name);
}

// SET TRANSACTION and its kin are statements of their own.
bool is_of_transaction(std::string_view name) {
  return name == "transaction" || name == "session characteristics" || name == "transaction snapshot";
}

bool may_change(Context& cx, std::string_view name) {
  const auto refuse = [&](std::string_view why) {
    return cx.refuse(sqlstate::kCannotChangeRuntimeParameter,
                     text::format("parameter \"{}\" cannot be {}", name, why));
  };
  if (ascii::has_words(kFixed, name)) return refuse("changed");
  if (ascii::has_words(kOfServer, name)) return refuse("changed without restarting the server");
  if (ascii::has_words(kOfFile, name)) return refuse("changed now");
  if (ascii::has_words(kOfConnection, name)) return refuse("set after connection start");
  return knows_name(name) || cx.refuse(sqlstate::kUndefinedObject,
                                       text::format("unrecognized configuration parameter \"{}\"", name));
}

// convert_to_base_unit of
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/misc/guc.c
bool is_unit(std::string_view text, Unit unit) {
  constexpr std::string_view kMemory[] = {"B", "kB", "MB", "GB", "TB"};
  constexpr std::string_view kTime[] = {"us", "ms", "s", "min", "h", "d"};
  if (unit == Unit::memory) return contains(kMemory, text);
  return unit == Unit::time && contains(kTime, text);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii::is_space(text.back())) text.remove_suffix(1);
  return text;
}

// What stands in front of a unit decides only where there is none.
bool takes_number(Context& cx, const Number& setting, std::string_view written) {
  const auto invalid = [&] {
    return cx.refuse(sqlstate::kInvalidParameterValue,
                     text::format("invalid value for parameter \"{}\": \"{}\"", setting.name, written));
  };
  const std::string_view text = trimmed(written);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return text.starts_with('+') || text.starts_with('.') || invalid();
  const std::string_view rest = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (!rest.empty()) return text.starts_with("0") || is_unit(rest, setting.unit) || invalid();
  constexpr double kRounding = 0.5;  // of a fraction, where the setting is an integer
  return (value >= setting.least - kRounding && value <= setting.most + kRounding) ||
         cx.refuse(sqlstate::kInvalidParameterValue,
                   text::format("{} is outside the valid range for parameter \"{}\"", text, setting.name));
}

// parse_bool of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/bool.c
bool is_boolean(std::string_view text) {
  constexpr std::string_view kWords[] = {"true", "false", "yes", "no", "on", "off", "1", "0"};
  const std::string value = ascii::lower(text);
  const auto begins_so = [&](std::string_view word) { return word.starts_with(value); };
  return !value.empty() && value != "o" && std::ranges::any_of(kWords, begins_so);
}

}  // namespace

bool may_set(Context& cx, const action::SetVariable& statement) {
  const std::string& name = statement.name;
  const bool all = statement.reset && name == "all";
  if (all || contains(name, '.') || is_of_transaction(name)) return true;
  if (!may_change(cx, name)) return false;
  if (statement.values.size() != 1) return true;
  const std::string& value = statement.values.front();
  if (ascii::has_words(kBooleans, name)) {
    return is_boolean(value) || cx.refuse(sqlstate::kInvalidParameterValue,
                                          text::format("parameter \"{}\" requires a Boolean value", name));
  }
  const auto number = std::ranges::find(kNumbers, name, &Number::name);
  return number == kNumbers.end() || takes_number(cx, *number, value);
}

}  // namespace lockstep::replay
