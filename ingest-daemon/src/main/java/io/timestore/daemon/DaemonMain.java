package io.timestore.daemon;

import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.config.DaemonConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the daemon and runs it until the process is told to end. */
@Command(
    name = "timestore-daemon",
    mixinStandardHelpOptions = true,
    version = "timestore 0.1.0",
    description = "Takes rows over HTTP, stages them in Redis and flushes them to ClickHouse.")
public final class DaemonMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonMain.class);

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Properties file.")
  private @Nullable Path config;

  @Option(
      names = "--stop-with-parent",
      description = "End when standard input ends, as it does when the parent process is gone.")
  private boolean stopWithParent;

  private static final long CLOSE_SECONDS = 40;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  public static void main(String[] args) {
    System.exit(new CommandLine(new DaemonMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file = config;
    if (file == null) {
      return CommandLine.ExitCode.USAGE;
    }
    try (Daemon daemon = new Daemon(DaemonConfig.read(file))) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "timestore-shutdown"));
      if (stopWithParent) {
        Thread watch = new Thread(this::watchParent, "timestore-parent-watch");
        watch.setDaemon(true);
        watch.start();
      }
      LOG.info("timestore daemon answers at http://{}:{}/", daemon.host(), daemon.port());
      ended.await();
      return CommandLine.ExitCode.OK;
    } catch (TimestoreException e) {
      LOG.error("the daemon cannot start: {}", e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      closed.countDown();
    }
  }

  /** Runs when the process is told to end: lets the main thread close the daemon, for a while. */
  private void end() {
    ended.countDown();
    try {
      if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the daemon did not close within {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("standard input broke", e);
    }
    LOG.info("the parent process is gone; ending");
    ended.countDown();
  }
}
