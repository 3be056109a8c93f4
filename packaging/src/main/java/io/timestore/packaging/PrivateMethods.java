package io.timestore.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Knows which methods of a jar's classes are private. */
final class PrivateMethods {
  private final JarFile jar;
  private final Map<String, Set<String>> known = new HashMap<>();

  PrivateMethods(JarFile jar) {
    this.jar = jar;
  }

  boolean contain(Handle method) {
    return known
        .computeIfAbsent(method.getOwner(), this::of)
        .contains(method.getName() + method.getDesc());
  }

  private Set<String> of(String name) {
    Set<String> privates = new HashSet<>();
    ZipEntry entry = jar.getEntry(name + ".class");
    if (entry == null) {
      return privates;
    }
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String method,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            if ((access & Opcodes.ACC_PRIVATE) != 0) {
              privates.add(method + descriptor);
            }
            return null;
          }
        };
    try {
      new ClassReader(jar.getInputStream(entry).readAllBytes())
          .accept(visitor, ClassReader.SKIP_CODE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + jar.getName(), e);
    }
    return privates;
  }
}
