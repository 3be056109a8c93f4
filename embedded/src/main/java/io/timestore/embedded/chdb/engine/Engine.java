package io.timestore.embedded.chdb.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The loaded library on one data directory. Hands out connections that nobody has used; some are
 * kept open in advance, because opening one costs half a millisecond. Safe for use by many threads.
 */
public final class Engine {
  private static final int SPARE_CONNECTIONS = 8;
  private static final String TEMPORARY = "bridge-tmp";
  private static final Pattern FILE_PATTERN = Pattern.compile("[*?{}\\[\\]|]");

  private final ChdbLibrary library;
  private final String[] arguments;
  private final Path temporary;
  private final Map<String, String> defaults;
  private final LinkedBlockingDeque<EngineConnection> spare = new LinkedBlockingDeque<>();
  private final LinkedBlockingDeque<EngineConnection> withParameters = new LinkedBlockingDeque<>();
  private final AtomicInteger wanted = new AtomicInteger();
  private final ExecutorService housekeeping =
      Executors.newSingleThreadExecutor(WorkerThreads.named("engine-connections"));
  private final ServerIdentity identity;

  private Engine(
      ChdbLibrary library, List<String> arguments, Map<String, String> defaults, Path temporary)
      throws EngineException, IOException {
    this.library = library;
    this.temporary = temporary;
    this.defaults = Map.copyOf(defaults);
    this.arguments = arguments.toArray(String[]::new);
    try (EngineConnection first = open()) {
      identity =
          new ServerIdentity(
              answer(first, "SELECT version()"),
              answer(first, "SELECT timezone()"),
              answer(first, "SELECT hostName()"));
    }
    // Now that no other process has the directory, whatever lies there was left by one that died.
    Files.createDirectories(temporary);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    refill();
  }

  /**
   * Loads the library and opens the data directory.
   *
   * @param config ClickHouse's configuration file
   * @param settings defaults of every connection
   * @throws EngineException if another process has the directory open, or it cannot be read
   */
  public static Engine open(
      Path library, Path dataDirectory, Path config, Map<String, String> settings)
      throws EngineException, IOException {
    ChdbLibrary loaded = Native.load(library.toAbsolutePath().toString(), ChdbLibrary.class);
    loaded.chdb_set_signal_handlers_enabled(0);
    List<String> arguments = new ArrayList<>();
    arguments.add("clickhouse");
    arguments.add("--path=" + dataDirectory.toAbsolutePath());
    arguments.add("--config-file=" + config.toAbsolutePath());
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new Engine(loaded, arguments, settings, temporaryFolder(dataDirectory));
  }

  /** Below the data directory, unless ClickHouse would take its name for a pattern of names. */
  private static Path temporaryFolder(Path dataDirectory) throws IOException {
    Path below = dataDirectory.toAbsolutePath().resolve(TEMPORARY);
    if (!FILE_PATTERN.matcher(below.toString()).find()) {
      return below;
    }
    Path elsewhere = Files.createTempDirectory("timestore-engine-");
    elsewhere.toFile().deleteOnExit();
    return elsewhere;
  }

  /**
   * A connection without a trace of other requests once {@link EngineConnection#set} was called.
   * Give it back with {@link #discard} or {@link #reuse}.
   *
   * @param settings what is going to be set
   */
  public EngineConnection connection(Map<String, String> settings) throws EngineException {
    EngineConnection ready = poll(withParameters, settings);
    if (ready == null) {
      ready = poll(spare, settings);
      refill();
    }
    return ready == null ? open() : ready;
  }

  /** Takes the connection on which most is set already; null if none suits. */
  private static @Nullable EngineConnection poll(
      Queue<EngineConnection> connections, Map<String, String> settings) {
    List<EngineConnection> suitable = new ArrayList<>(connections);
    suitable.removeIf(connection -> !connection.suits(settings.keySet()));
    suitable.sort(Comparator.comparingLong(connection -> -connection.alreadySet(settings)));
    for (EngineConnection connection : suitable) {
      if (connections.remove(connection)) {
        return connection;
      }
    }
    return null;
  }

  /** Closes a connection soon, not on the caller's time. */
  public void discard(EngineConnection connection) {
    housekeeping.execute(connection::close);
  }

  /**
   * Takes a connection back for another request. It must hold no temporary table and no database of
   * its own.
   */
  public void reuse(EngineConnection connection, Map<String, String> settingsLeft) {
    connection.leaveBehind(settingsLeft);
    if (connection.hasParameters()) {
      withParameters.addFirst(connection);
      EngineConnection oldest =
          withParameters.size() > SPARE_CONNECTIONS ? withParameters.pollLast() : null;
      if (oldest != null) {
        discard(oldest);
      }
    } else if (spare.size() > 2 * SPARE_CONNECTIONS) {
      discard(connection);
    } else {
      spare.addFirst(connection);
    }
  }

  /** Where files may be written that go with their request. */
  public Path temporaryFiles() {
    return temporary;
  }

  public ServerIdentity identity() {
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
    return new EngineConnection(library, holder, defaults);
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
