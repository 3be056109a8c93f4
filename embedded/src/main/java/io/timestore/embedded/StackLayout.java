package io.timestore.embedded;

import io.timestore.embedded.machine.NativeBinaries;
import java.nio.file.Path;

/** The folders of one stack, all under one. */
record StackLayout(Path home) {
  StackLayout {
    home = home.toAbsolutePath().normalize();
  }

  Path data(StackComponent kind) {
    return home.resolve(kind.label());
  }

  Path log(StackComponent kind) {
    return home.resolve("log").resolve(kind.label() + ".log");
  }

  Path supervisorLog() {
    return home.resolve("log").resolve("supervisor.log");
  }

  Path run() {
    return home.resolve("run");
  }

  /** A component that keeps its data here. It is not started. */
  Component component(StackComponent kind, int port) {
    return switch (kind) {
      case REDIS -> new RedisServer(data(kind), port, log(kind), NativeBinaries.shared());
      case POSTGRES -> new PostgresServer(data(kind), port, log(kind), NativeBinaries.shared());
      case ENGINE -> new ClickHouseServer(data(kind), port, log(kind));
      case DAEMON -> throw new IllegalArgumentException("no such component: " + kind);
    };
  }
}
