package io.timestore.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A child JVM with this JVM's class path. Its standard input is a pipe that closes when this
 * process ends, however it ends; the child ends then too.
 */
abstract class JavaProcess extends ChildProcess {
  JavaProcess(StackComponent kind, int port, Path log) {
    super(kind, port, log);
  }

  abstract List<String> jvmFlags();

  abstract String mainClass();

  abstract List<String> arguments();

  /** The class path travels in the environment, which keeps the command line readable. */
  @Override
  Map<String, String> environment() {
    return Map.of("CLASSPATH", System.getProperty("java.class.path"));
  }

  @Override
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(javaProgram());
    command.addAll(jvmFlags());
    String root = System.getProperty("timestore.root");
    if (root != null) {
      command.add("-Dtimestore.root=" + root);
    }
    command.add(mainClass());
    command.addAll(arguments());
    return command;
  }

  static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
