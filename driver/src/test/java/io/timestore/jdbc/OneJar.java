package io.timestore.jdbc;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The packaged driver. */
final class OneJar {
  static final Path PATH = Path.of(System.getProperty("timestore.one-jar"));

  /** Before the names of libraries. */
  static final String SHADED = "io.timestore.jdbc.shaded.";

  private OneJar() {}

  /** Sees the JDK and the jar alone, and tells what it loaded. */
  static final class Loader extends URLClassLoader {
    Loader() throws IOException {
      super(new URL[] {PATH.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @Nullable Class<?> loaded(String name) {
      return findLoadedClass(name);
    }
  }
}
