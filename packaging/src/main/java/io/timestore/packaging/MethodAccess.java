package io.timestore.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Knows who may call the methods of a jar's classes. */
final class MethodAccess {
  private final JarFile jar;
  private final Map<String, Map<String, Integer>> known = new HashMap<>();

  MethodAccess(JarFile jar) {
    this.jar = jar;
  }

  boolean isPrivate(Handle method) {
    return (of(method) & Opcodes.ACC_PRIVATE) != 0;
  }

  boolean isProtected(Handle method) {
    return (of(method) & Opcodes.ACC_PROTECTED) != 0;
  }

  private int of(Handle method) {
    return known
        .computeIfAbsent(method.getOwner(), this::read)
        .getOrDefault(method.getName() + method.getDesc(), Opcodes.ACC_PUBLIC);
  }

  private Map<String, Integer> read(String name) {
    Map<String, Integer> methods = new HashMap<>();
    ZipEntry entry = jar.getEntry(name + ".class");
    if (entry == null) {
      return methods;
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
            methods.put(method + descriptor, access);
            return null;
          }
        };
    try {
      new ClassReader(jar.getInputStream(entry).readAllBytes())
          .accept(visitor, ClassReader.SKIP_CODE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + jar.getName(), e);
    }
    return methods;
  }
}
