package io.timestore.embedded.chdb.engine;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** A result, or one chunk of it, in the engine's own memory until closed. For one thread. */
public final class EngineResult implements AutoCloseable {
  private final ChdbLibrary library;
  private final Pointer result;

  private EngineResult(ChdbLibrary library, Pointer result) {
    this.library = library;
    this.result = result;
  }

  /** Wraps a result; a failed one is freed and thrown. */
  static EngineResult of(ChdbLibrary library, Pointer result) throws EngineException {
    Pointer error = library.chdb_result_error(result);
    if (error != null) {
      String text = error.getString(0, "UTF-8");
      library.chdb_destroy_query_result(result);
      throw EngineException.reported(text);
    }
    return new EngineResult(library, result);
  }

  public long length() {
    return library.chdb_result_length(result);
  }

  /** The bytes from an offset on, at most what a buffer can hold. Invalid after close. */
  public ByteBuffer bytes(long offset, int length) {
    Pointer buffer = library.chdb_result_buffer(result);
    return buffer == null ? ByteBuffer.allocate(0) : buffer.getByteBuffer(offset, length);
  }

  /** What the engine counted for this result or chunk. */
  public StatementCounters progress() {
    return new StatementCounters(
        library.chdb_result_storage_rows_read(result),
        library.chdb_result_storage_bytes_read(result),
        library.chdb_result_rows_written(result),
        library.chdb_result_bytes_written(result),
        library.chdb_result_rows_read(result),
        library.chdb_result_bytes_read(result));
  }

  @Override
  public void close() {
    library.chdb_destroy_query_result(result);
  }
}
