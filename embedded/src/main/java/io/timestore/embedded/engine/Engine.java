package io.timestore.embedded.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loaded library on one data directory. Hands out connections that nobody has used; some are
 * kept open in advance, because opening one costs half a millisecond. Safe for use by many threads.
 */
final class Engine {
  private static final int SPARE_CONNECTIONS = 8;

  private final ChdbLibrary library;
  private final String[] arguments;
  private final LinkedBlockingQueue<EngineConnection> spare = new LinkedBlockingQueue<>();
  private final AtomicInteger wanted = new AtomicInteger();
  private final ExecutorService housekeeping =
      Executors.newSingleThreadExecutor(WorkerThreads.named("engine-connections"));
  private final ServerIdentity identity;

  private Engine(ChdbLibrary library, List<String> arguments) throws EngineException {
    this.library = library;
    this.arguments = arguments.toArray(String[]::new);
    try (EngineConnection first = open()) {
      identity =
          new ServerIdentity(
              answer(first, "SELECT version()"),
              answer(first, "SELECT timezone()"),
              answer(first, "SELECT hostName()"));
    }
    refill();
  }

  /**
   * Loads the library and opens the data directory.
   *
   * @param extra engine arguments such as {@code --max_threads=2}
   * @throws EngineException if another process has the directory open, or it cannot be read
   */
  static Engine open(Path library, Path dataDirectory, List<String> extra) throws EngineException {
    ChdbLibrary loaded = Native.load(library.toAbsolutePath().toString(), ChdbLibrary.class);
    loaded.chdb_set_signal_handlers_enabled(0);
    List<String> arguments = new ArrayList<>();
    arguments.add("clickhouse");
    arguments.add("--path=" + dataDirectory.toAbsolutePath());
    arguments.addAll(extra);
    return new Engine(loaded, arguments);
  }

  /** A fresh connection. Give it back with {@link #discard}. */
  EngineConnection connection() throws EngineException {
    EngineConnection ready = spare.poll();
    refill();
    return ready == null ? open() : ready;
  }

  /** Closes a connection soon, not on the caller's time. */
  void discard(EngineConnection connection) {
    housekeeping.execute(connection::close);
  }

  ServerIdentity identity() {
    return identity;
  }

  private void refill() {
    if (spare.size() + wanted.get() >= SPARE_CONNECTIONS) {
      return;
    }
    wanted.incrementAndGet();
    housekeeping.execute(
        () -> {
          try {
            spare.add(open());
          } catch (EngineException e) {
            System.err.println("no spare connection: " + e.text());
          } finally {
            wanted.decrementAndGet();
          }
        });
  }

  private EngineConnection open() throws EngineException {
    Pointer holder = library.chdb_connect(arguments.length, arguments);
    if (holder == null) {
      throw EngineException.of(
          76,
          "The engine refused to open its data directory; the lines above say why (often another"
              + " process has it open).",
          "CANNOT_OPEN_FILE");
    }
    return new EngineConnection(library, holder);
  }

  private static String answer(EngineConnection connection, String sql) throws EngineException {
    try (EngineResult result =
        connection.query(sql.getBytes(StandardCharsets.UTF_8), "TabSeparatedRaw")) {
      return StandardCharsets.UTF_8
          .decode(result.bytes(0, (int) result.length()))
          .toString()
          .trim();
    }
  }
}
