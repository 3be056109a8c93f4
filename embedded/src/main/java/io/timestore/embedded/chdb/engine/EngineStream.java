package io.timestore.embedded.chdb.engine;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a SELECT, chunk by chunk; each chunk is a complete document of its format. For one
 * thread; closing it before the end ends the statement.
 */
public final class EngineStream implements AutoCloseable {
  private final ChdbLibrary library;
  private final Pointer connection;
  private final Pointer stream;

  EngineStream(ChdbLibrary library, Pointer connection, Pointer stream) {
    this.library = library;
    this.connection = connection;
    this.stream = stream;
  }

  /** The next chunk, or null after the last. The caller closes it. */
  @Nullable
  public EngineResult next() throws EngineException {
    EngineResult chunk =
        EngineResult.of(library, library.chdb_stream_fetch_result(connection, stream));
    if (chunk.length() == 0) {
      chunk.close();
      return null;
    }
    return chunk;
  }

  @Override
  public void close() {
    library.chdb_destroy_query_result(stream);
  }
}
