package io.timestore.embedded.machine;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the Redis and PostgreSQL programs from the class path, once per machine. Safe for use by
 * many processes: each unpacks beside the target and moves the whole into place.
 */
public final class NativeBinaries {
  private static final String REDIS_VERSION = "redis-6.2";
  private static final String POSTGRES_VERSION = "postgres-14.22";

  private final Path cache;

  NativeBinaries(Path cache) {
    this.cache = cache;
  }

  /**
   * The folder for unpacked programs: in the build folder of a source tree, else in the user's
   * cache, where nobody else writes and no cleaner of temporary files takes half of it away.
   */
  public static NativeBinaries shared() {
    String root = System.getProperty("timestore.root");
    if (root != null && Files.isWritable(Path.of(root, "embedded"))) {
      return new NativeBinaries(Path.of(root, "embedded", "target", "native").toAbsolutePath());
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return new NativeBinaries(folder.resolve("timestore").resolve("native").toAbsolutePath());
  }

  /** The path of the {@code redis-server} program. */
  public Path redisServer() throws IOException {
    Path folder =
        unpacked(
            REDIS_VERSION,
            target -> {
              Path program = target.resolve("redis-server");
              try (InputStream in = resource(redisResource())) {
                Files.copy(in, program);
              }
              makeExecutable(program);
            });
    return folder.resolve("redis-server");
  }

  /** The folder with PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  public Path postgresHome() throws IOException {
    String machine = arm() ? "aarch64" : "x86_64";
    return unpacked(
        POSTGRES_VERSION,
        target -> {
          String system = mac() ? "Darwin" : "Linux";
          try (InputStream in =
                  DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
              TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            untar(tar, target);
          }
        });
  }

  private interface Unpacking {
    void into(Path target) throws IOException;
  }

  private Path unpacked(String name, Unpacking unpacking) throws IOException {
    Path target = cache.resolve(name);
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(cache);
    Path fresh = Files.createTempDirectory(cache, name + "-");
    makeExecutable(fresh);
    unpacking.into(fresh);
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      deleteTree(fresh);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
    return target;
  }

  private static void untar(TarArchiveInputStream tar, Path target) throws IOException {
    TarArchiveEntry entry;
    while ((entry = tar.getNextEntry()) != null) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("Archive entry outside of the target: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else {
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) {
          makeExecutable(path);
        }
      }
    }
  }

  public static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void makeExecutable(Path path) throws IOException {
    if (!path.toFile().setExecutable(true, false) || !path.toFile().setReadable(true, false)) {
      throw new IOException("Cannot make " + path + " executable");
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = NativeBinaries.class.getResourceAsStream("/" + name);
    if (in == null) {
      throw new FileNotFoundException("No Redis for this system on the class path: " + name);
    }
    return in;
  }

  private static String redisResource() {
    if (mac()) {
      return "redis-server-6.2.6-v5-darwin-" + (arm() ? "arm64" : "amd64");
    }
    return arm() ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
  }

  private static boolean mac() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
  }

  private static boolean arm() {
    return System.getProperty("os.arch").equals("aarch64");
  }
}
