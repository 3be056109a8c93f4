package io.timestore.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** A jar of samples says the same before and after, and asks the JVM for little. */
final class AheadOfTimeTest {
  private static final List<String> CLASSES =
      List.of("", "$1Pair", "$Base", "$Inner", "$Named", "$Nothing", "$Point");
  @TempDir private Path folder;
  private Path plain;
  private Path rewritten;

  @BeforeEach
  void pack() throws IOException {
    plain = folder.resolve("plain.jar");
    rewritten = folder.resolve("rewritten.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(plain))) {
      add(jar, "text", new byte[] {1, 2, 3});
      for (String nested : CLASSES) {
        String name = "io/timestore/packaging/Samples" + nested + ".class";
        try (InputStream code = Samples.class.getResourceAsStream("/" + name)) {
          add(jar, name, Objects.requireNonNull(code, name).readAllBytes());
        }
      }
    }
    Files.copy(plain, rewritten);
    AheadOfTime.main(new String[] {rewritten.toString()});
  }

  static void add(ZipOutputStream jar, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(1_700_000_000_000L);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }

  @Test
  void theSamplesAnswerTheSame() throws Exception {
    String before = answer(plain);
    assertThat(before).contains("nested", "hidden inner", "not a text", "Pair[left=l, right=[1]]");
    assertThat(answer(rewritten)).isEqualTo(before);
  }

  private static String answer(Path jar) throws Exception {
    URL[] urls = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> samples = loader.loadClass(Samples.class.getName());
      assertThat(samples).isNotSameAs(Samples.class);
      return ((Supplier<?>) samples.getDeclaredConstructor().newInstance()).get().toString();
    }
  }

  @Test
  void littleIsLeftToTheJvm() throws IOException {
    assertThat(linked(plain)).hasSizeGreaterThan(40);
    assertThat(linked(rewritten))
        .as("made, read back, and a protected method")
        .containsExactlyInAnyOrder("altMetafactory", "altMetafactory", "metafactory");
  }

  @Test
  void stackTracesKeepTheirLinesAndLocalVariablesHaveNoNames() throws IOException {
    assertThat(methodTables(plain)).contains("lines", "names", "annotated types");
    assertThat(methodTables(rewritten)).containsExactly("lines");
  }

  private static Set<String> methodTables(Path path) throws IOException {
    Set<String> tables = new TreeSet<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        ClassNode type = new ClassNode();
        new ClassReader(jar.getInputStream(entry)).accept(type, 0);
        for (MethodNode method : type.methods) {
          if (method.localVariables != null && !method.localVariables.isEmpty()) {
            tables.add("names");
          }
          if (method.visibleTypeAnnotations != null) {
            tables.add("annotated types");
          }
          for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode) {
              tables.add("lines");
            }
          }
        }
      }
    }
    return tables;
  }

  private static List<String> linked(Path path) throws IOException {
    List<String> linked = new ArrayList<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        ClassNode type = new ClassNode();
        new ClassReader(jar.getInputStream(entry)).accept(type, 0);
        for (MethodNode method : type.methods) {
          for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode site
                && !site.bsm.getOwner().endsWith("StringConcatFactory")) {
              linked.add(site.bsm.getName());
            }
          }
        }
      }
    }
    return linked;
  }

  @Test
  void theSameJarGivesTheSameJar() throws IOException {
    Path again = folder.resolve("again.jar");
    Files.copy(plain, again);
    AheadOfTime.main(new String[] {again.toString()});
    assertThat(again).hasSameBinaryContentAs(rewritten);
    try (JarFile jar = new JarFile(again.toFile())) {
      assertThat(Objects.requireNonNull(jar.getInputStream(jar.getEntry("text"))).readAllBytes())
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void aSecondTimeChangesNoAnswer() throws Exception {
    Path twice = folder.resolve("twice.jar");
    Files.copy(rewritten, twice);
    AheadOfTime.main(new String[] {twice.toString()});
    assertThat(names(twice)).isEqualTo(names(rewritten));
    assertThat(answer(twice)).isEqualTo(answer(plain));
  }

  private static List<String> names(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void oneJarIsAskedFor() {
    assertThatThrownBy(() -> AheadOfTime.main(new String[0]))
        .hasMessage("give one jar, not 0 arguments");
  }
}
