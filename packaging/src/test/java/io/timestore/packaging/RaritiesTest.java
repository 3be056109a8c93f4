package io.timestore.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.packaging.elsewhere.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes a JVM loads of a jar before and after. */
final class RaritiesTest {
  private static final List<String> RARE =
      List.of(
          "Below",
          "BelowNumber",
          "Captured",
          "Chosen",
          "Constructing",
          "Counting",
          "NotChosen",
          "Passed",
          "Returned",
          "Stored",
          "StoredForAll",
          "Thrown");

  /** Loaded where they are used, whatever verification does. */
  private static final List<String> OTHERS = List.of("Common", "Counted", "Holder");

  @TempDir private Path folder;
  private Path plain;
  private Path rewritten;

  @BeforeEach
  void pack() throws IOException {
    plain = folder.resolve("plain.jar");
    rewritten = folder.resolve("rewritten.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(plain))) {
      add(jar, Rarities.class.getName());
      for (String nested : RARE) {
        add(jar, Rarities.class.getName() + "$" + nested);
      }
      for (String nested : OTHERS) {
        add(jar, Rarities.class.getName() + "$" + nested);
      }
      add(jar, Visible.class.getName());
      add(jar, Visible.class.getName().replace("Visible", "Hidden"));
    }
    Files.copy(plain, rewritten);
    AheadOfTime.main(new String[] {rewritten.toString()});
  }

  private static void add(ZipOutputStream jar, String type) throws IOException {
    String name = type.replace('.', '/') + ".class";
    try (InputStream code = Rarities.class.getResourceAsStream("/" + name)) {
      AheadOfTimeTest.add(jar, name, Objects.requireNonNull(code, name).readAllBytes());
    }
  }

  private static final class Loader extends URLClassLoader {
    Loader(Path jar) throws IOException {
      super(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @SuppressWarnings("unchecked")
    boolean isRight(boolean rare) throws ReflectiveOperationException {
      Class<?> type = loadClass(Rarities.class.getName());
      assertThat(type).isNotSameAs(Rarities.class);
      return ((Predicate<Boolean>) type.getDeclaredConstructor().newInstance()).test(rare);
    }

    List<String> loaded() {
      return RARE.stream()
          .filter(rare -> findLoadedClass(Rarities.class.getName() + "$" + rare) != null)
          .toList();
    }
  }

  @Test
  void verificationLoadsWhatCodeThatDoesNotRunNames() throws Exception {
    try (Loader loader = new Loader(plain)) {
      assertThat(loader.isRight(false)).isTrue();
      assertThat(loader.loaded()).isEqualTo(RARE);
    }
  }

  @Test
  void afterwardsWhatRunsIsLoaded() throws Exception {
    try (Loader loader = new Loader(rewritten)) {
      assertThat(loader.isRight(false)).isTrue();
      assertThat(loader.loaded()).isEmpty();
      assertThat(loader.isRight(true)).isTrue();
      assertThat(loader.loaded()).isEqualTo(RARE);
    }
  }

  @Test
  void lambdasOfOneShapeAreOfOneClassUpToTwelve() throws IOException {
    try (JarFile jar = new JarFile(rewritten.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.contains("$$Lambda")))
          .as("20 without captures, and one with them")
          .hasSize(3);
    }
  }
}
