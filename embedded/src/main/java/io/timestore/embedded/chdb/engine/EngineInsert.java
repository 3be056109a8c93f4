package io.timestore.embedded.chdb.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;

/** An open INSERT that takes data. Closing it without {@link #done} gives it up. For one thread. */
public final class EngineInsert implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 18;

  private final ChdbLibrary library;
  private final Pointer insert;

  private EngineInsert(ChdbLibrary library, Pointer insert) {
    this.library = library;
    this.insert = insert;
  }

  static EngineInsert of(ChdbLibrary library, Pointer insert) throws EngineException {
    Pointer error = library.chdb_stream_insert_error(insert);
    if (error != null) {
      String text = error.getString(0, "UTF-8");
      library.chdb_destroy_insert_stream(insert);
      throw EngineException.reported(text);
    }
    return new EngineInsert(library, insert);
  }

  /** Appends everything that the source gives. */
  public void appendAll(InputStream source) throws IOException, EngineException {
    byte[] chunk = new byte[Math.max(8192, Math.min(CHUNK_BYTES, source.available()))];
    while (true) {
      int n = source.readNBytes(chunk, 0, chunk.length);
      if (n > 0 && library.chdb_stream_append(insert, chunk, n) != 0) {
        throw failure();
      }
      if (n < chunk.length) {
        return;
      }
      if (chunk.length < CHUNK_BYTES) {
        chunk = new byte[CHUNK_BYTES];
      }
    }
  }

  private EngineException failure() {
    Pointer error = library.chdb_stream_insert_error(insert);
    return EngineException.reported(
        error == null ? "the insert failed without a message" : error.getString(0, "UTF-8"));
  }

  /** Commits; when this returns, the rows are stored. */
  public StatementCounters done() throws EngineException {
    try (EngineResult result = EngineResult.of(library, library.chdb_stream_done(insert))) {
      return result.progress();
    }
  }

  @Override
  public void close() {
    library.chdb_destroy_insert_stream(insert);
  }
}
