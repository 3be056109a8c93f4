package io.timestore.embedded.chdb;

import io.timestore.embedded.chdb.engine.Engine;
import io.timestore.embedded.chdb.engine.EngineConfig;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.http.EngineServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The engine's process: {@code --path DIR --port N [--library FILE] [--password P] [--config
 * FILE]}. Prints {@code ready PORT} when it answers; ends when its standard input ends, which is
 * when its parent is gone. The password may also stand in the environment, where other users of the
 * machine cannot see it.
 */
public final class EngineMain {
  static final String PASSWORD_VARIABLE = "TIMESTORE_ENGINE_PASSWORD";

  /**
   * A statement that sets no limit of its own runs an hour at most. A server has no
   * implicit_select; the library's default would take {@code SELEC} for a column.
   */
  private static final Map<String, String> SETTINGS =
      Map.of("max_execution_time", "3600", "implicit_select", "0");

  private EngineMain() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    Map<String, String> options = options(args);
    ProcessExit exit = new ProcessExit();
    try {
      Path library = EngineLibrary.find(options.get("library"));
      Path data = Path.of(required(options, "path"));
      Files.createDirectories(data);
      String given = options.get("config");
      Path config = given == null ? EngineConfig.write(data) : Path.of(given);
      Engine engine = Engine.open(library, data, config, SETTINGS);
      exit.install();
      String password = options.getOrDefault("password", System.getenv(PASSWORD_VARIABLE));
      int port = Integer.parseInt(required(options, "port"));
      EngineServer server = EngineServer.start(engine, port, password);
      System.out.println("ready " + server.port());
      System.out.flush();
    } catch (EngineException e) {
      System.err.println(e.text());
      exit.now(1);
    } catch (RuntimeException | IOException e) {
      System.err.println("The engine could not start: " + e);
      exit.now(1);
    }
    awaitParentsEnd();
    exit.now(0);
  }

  private static void awaitParentsEnd() throws IOException {
    while (System.in.read() >= 0) {
      // The parent sends nothing; only the end of the stream means something.
      Thread.onSpinWait();
    }
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i].replaceFirst("^--", ""), args[i + 1]);
    }
    return options;
  }

  private static String required(Map<String, String> options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the engine needs --" + name);
    }
    return value;
  }
}
