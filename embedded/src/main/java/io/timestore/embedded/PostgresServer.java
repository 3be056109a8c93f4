package io.timestore.embedded;

import io.timestore.embedded.machine.NativeBinaries;
import io.timestore.embedded.machine.RootDrop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * PostgreSQL on loopback with one database, {@code timestore}. Local users are trusted; the port is
 * not reachable from elsewhere.
 */
final class PostgresServer extends ChildProcess {
  static final String USER = "timestore";
  static final String DATABASE = "timestore";

  private final Path data;
  private final Path log;
  private final NativeBinaries binaries;

  PostgresServer(Path data, int port, Path log, NativeBinaries binaries) {
    super(StackComponent.POSTGRES, port, log);
    this.data = data.toAbsolutePath();
    this.log = log;
    this.binaries = binaries;
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  void prepare() throws IOException {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize();
    }
    removeStalePidFile();
  }

  /** Initializes beside the target, so that an interrupted run leaves no half-made data folder. */
  private void initialize() throws IOException {
    Path fresh = data.resolveSibling(data.getFileName() + ".new");
    if (Files.exists(fresh)) {
      NativeBinaries.deleteTree(fresh);
    }
    Files.createDirectories(data.getParent());
    List<String> command =
        RootDrop.command(
            List.of(
                program("initdb"),
                "--auth=trust",
                "--username=" + USER,
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + fresh));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new StackException("initdb ended with exit code " + code + ", see " + log);
    }
    if (Files.exists(data)) {
      Files.delete(data);
    }
    Files.move(fresh, data);
  }

  /**
   * Removes the pid file of a server that is gone. PostgreSQL does so itself unless another process
   * has that pid by now.
   */
  private void removeStalePidFile() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    boolean running =
        ProcessHandle.of(pidIn(pidFile))
            .flatMap(handle -> handle.info().command())
            .map(command -> command.endsWith("/postgres"))
            .orElse(false);
    if (!running) {
      Files.deleteIfExists(pidFile);
    }
  }

  /** The pid, or -1 if the disk had no room for it. */
  private static long pidIn(Path pidFile) throws IOException {
    String first = Files.readString(pidFile).lines().findFirst().orElse("").trim();
    return first.matches("\\d{1,10}") ? Long.parseLong(first) : -1;
  }

  @Override
  List<String> command() throws IOException {
    return RootDrop.command(
        List.of(
            program("postgres"),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port()),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "timezone=UTC",
            "-c",
            "max_connections=200"));
  }

  private String program(String name) throws IOException {
    return binaries.postgresHome().resolve("bin").resolve(name).toString();
  }

  @Override
  public boolean answers() {
    return Probe.answers(StackComponent.POSTGRES, new Endpoint(url(port(), "postgres"), USER, ""));
  }

  @Override
  void onAnswering() {
    try (Connection connection = DriverManager.getConnection(url(port(), "postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      String exists = "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'";
      boolean missing;
      try (ResultSet rows = statement.executeQuery(exists)) {
        missing = !rows.next();
      }
      if (missing) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    } catch (SQLException e) {
      throw new StackException("The catalog's database could not be made: " + e.getMessage(), e);
    }
  }

  /** SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients. */
  @Override
  void requestEnd(Process running) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -INT " + running.pid()).start().onExit().join();
  }
}
