package io.timestore.embedded;

import io.timestore.embedded.machine.NativeBinaries;
import io.timestore.embedded.machine.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Redis with an append-only file that is synced before each answer; it never evicts a key. */
final class RedisServer extends ChildProcess {
  private final Path data;
  private final NativeBinaries binaries;

  RedisServer(Path data, int port, Path log, NativeBinaries binaries) {
    super(StackComponent.REDIS, port, log);
    this.data = data.toAbsolutePath();
    this.binaries = binaries;
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(data);
    deleteHalfRewritten();
    WholeFile.write(data.resolve("redis.conf"), configuration());
  }

  /** A Redis that was killed while it rewrote its file leaves the new one behind, for ever. */
  private void deleteHalfRewritten() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(data, "temp-*.{aof,rdb}")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private String configuration() {
    String folder = data.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return """
        bind 127.0.0.1
        protected-mode yes
        port %d
        dir "%s"
        daemonize no
        appendonly yes
        appendfsync always
        aof-load-truncated yes
        aof-use-rdb-preamble yes
        save ""
        maxmemory 4gb
        maxmemory-policy noeviction
        """
        .formatted(port(), folder);
  }

  @Override
  List<String> command() throws IOException {
    return List.of(binaries.redisServer().toString(), data.resolve("redis.conf").toString());
  }

  @Override
  public boolean answers() {
    return Probe.answers(StackComponent.REDIS, Endpoint.of("redis://127.0.0.1:" + port()));
  }
}
