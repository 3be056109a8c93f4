package io.timestore.verify;

import io.timestore.core.model.LaneId;
import io.timestore.daemon.Daemon;
import io.timestore.daemon.DaemonSeams;
import io.timestore.daemon.config.DaemonConfig;
import io.timestore.daemon.flush.FlushStep;
import io.timestore.daemon.flush.FlushSteps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A daemon that asks before each step of a flush, so that it can be killed or stopped exactly
 * there. Arguments: configuration, name, port of the gate, mutation or {@code none}. It ends when
 * its standard input does.
 */
final class VerifiedDaemon {
  private VerifiedDaemon() {}

  public static void main(String[] arguments) throws IOException {
    DaemonConfig config = DaemonConfig.read(Path.of(arguments[0]));
    FlushSteps steps = new AskingSteps(arguments[1], Integer.parseInt(arguments[2]));
    DaemonSeams seams =
        "none".equals(arguments[3])
            ? new DaemonSeams(s -> s, s -> s, s -> s, steps)
            : DaemonMutations.seams(Mutation.named(arguments[3]), config, steps);
    Daemon daemon = new Daemon(config, seams);
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::close));
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().halt(0);
  }

  /** One connection per thread: a step waits for its answer. */
  private static final class AskingSteps implements FlushSteps {
    private final String daemon;
    private final int port;
    private final Map<Thread, Gate> gates = new ConcurrentHashMap<>();

    AskingSteps(String daemon, int port) {
      this.daemon = daemon;
      this.port = port;
    }

    @Override
    public void reached(LaneId lane, FlushStep step) {
      try {
        Gate gate = gates.get(Thread.currentThread());
        if (gate == null) {
          gate = new Gate(port);
          gates.put(Thread.currentThread(), gate);
        }
        gate.ask(daemon + " " + step.name());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Gate {
    private final OutputStream out;
    private final BufferedReader in;

    Gate(int port) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      this.out = socket.getOutputStream();
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    void ask(String question) throws IOException {
      out.write((question + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      if (in.readLine() == null) {
        throw new IOException("the gate is gone");
      }
    }
  }
}
