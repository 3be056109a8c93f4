package io.timestore.verify;

import io.timestore.daemon.flush.FlushStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where daemons ask before each step of a flush. An armed step is handed to the trap before the
 * daemon gets its answer. Safe for many threads.
 */
final class StepGate implements AutoCloseable {
  private record Trap(FlushStep step, Consumer<String> action) {}

  private final ServerSocket server;
  private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

  StepGate() {
    try {
      this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "step-gate");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * The next daemon that reaches the step is given to the action, by its name, and waits for it.
   */
  void arm(FlushStep step, Consumer<String> action) {
    trap.set(new Trap(step, action));
  }

  /** Answers whether the step was still waited for. */
  boolean disarm() {
    return trap.getAndSet(null) != null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start(() -> answer(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket.setTcpNoDelay(true);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int space = line.indexOf(' ');
        Trap set = trap.get();
        if (set != null
            && set.step().name().equals(line.substring(space + 1))
            && trap.compareAndSet(set, null)) {
          set.action().accept(line.substring(0, space));
        }
        socket.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The daemon was killed while it asked; that is the point.
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
