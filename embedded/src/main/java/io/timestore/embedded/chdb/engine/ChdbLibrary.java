package io.timestore.embedded.chdb.engine;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code libchdb.so} that are used, named as in its header {@code chdb.h} (public
 * repository chdb-io/chdb-core, {@code programs/local/chdb.h}). A connection runs one statement at
 * a time; handles are not safe for use by two threads at once.
 */
interface ChdbLibrary extends Library {

  /** Must be called with 0 before the first connect: the JVM needs its own signal handlers. */
  void chdb_set_signal_handlers_enabled(int enabled);

  /** Answers a pointer to the connection handle, or null. */
  @Nullable Pointer chdb_connect(int argc, String[] argv);

  void chdb_close_conn(Pointer connectionHolder);

  Pointer chdb_query_n(Pointer conn, byte[] query, long queryLen, byte[] format, long formatLen);

  Pointer chdb_stream_query_n(
      Pointer conn, byte[] query, long queryLen, byte[] format, long formatLen);

  Pointer chdb_stream_fetch_result(Pointer conn, Pointer stream);

  void chdb_destroy_query_result(Pointer result);

  Pointer chdb_stream_insert_n(
      Pointer conn, byte[] query, long queryLen, byte[] format, long formatLen);

  int chdb_stream_append(Pointer insert, byte[] data, long len);

  Pointer chdb_stream_done(Pointer insert);

  @Nullable Pointer chdb_stream_insert_error(Pointer insert);

  void chdb_destroy_insert_stream(Pointer insert);

  @Nullable Pointer chdb_result_buffer(Pointer result);

  long chdb_result_length(Pointer result);

  long chdb_result_rows_read(Pointer result);

  long chdb_result_bytes_read(Pointer result);

  long chdb_result_storage_rows_read(Pointer result);

  long chdb_result_storage_bytes_read(Pointer result);

  long chdb_result_rows_written(Pointer result);

  long chdb_result_bytes_written(Pointer result);

  @Nullable Pointer chdb_result_error(Pointer result);
}
