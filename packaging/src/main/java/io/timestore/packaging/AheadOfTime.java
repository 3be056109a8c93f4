package io.timestore.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes into a jar what a JVM would otherwise make at each start, the classes of lambdas and
 * method references and the methods of records; and spares it the loading of classes that a start
 * does not use ({@link VerifierCasts}, {@link MetadataMethods}).
 *
 * <p>Classes become smaller by what only compilers and debuggers read ({@link Trimmer}), since a
 * start is mostly the loading of classes.
 *
 * <p>Lambdas that can be serialized, have more than one interface, or call what is protected stay
 * as they are. The same jar gives the same jar.
 */
public final class AheadOfTime {
  private AheadOfTime() {}

  /** Rewrites the jar that the only argument names. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("give one jar, not " + args.length + " arguments");
    }
    Path jar = Path.of(args[0]);
    Path made = jar.resolveSibling(jar.getFileName() + ".part");
    try (JarFile from = new JarFile(jar.toFile());
        ZipOutputStream to =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(made)))) {
      to.setLevel(Deflater.BEST_COMPRESSION);
      copy(from, to);
    }
    Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(JarFile from, ZipOutputStream to) throws IOException {
    ClassRewriter rewriter = new ClassRewriter(new JarClasses(from), new MetadataMethods(from));
    for (ZipEntry entry : Collections.list(from.entries())) {
      byte[] content = from.getInputStream(entry).readAllBytes();
      if (entry.getName().endsWith(".class")) {
        for (WrittenClass written : rewriter.rewrite(content)) {
          put(to, written.file(), entry.getTime(), written.code());
        }
      } else {
        put(to, entry.getName(), entry.getTime(), content);
      }
    }
  }

  private static void put(ZipOutputStream to, String name, long time, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(time);
    to.putNextEntry(entry);
    to.write(content);
    to.closeEntry();
  }
}
