package io.timestore.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on loopback that can be slow, stand still, break its connections in the middle of a
 * message, and refuse new ones. Safe for many threads.
 */
final class FaultProxy implements AutoCloseable {
  private static final int BUFFER = 16 << 10;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long LOOK_MILLIS = 10;

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long delayMillis;
  private final AtomicLong untilCut = new AtomicLong(NEVER);
  private volatile boolean refusing;
  private volatile boolean standing;

  /**
   * Opens a proxy on a free port.
   *
   * @param target port on loopback
   */
  FaultProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread("accept", this::accept);
  }

  private void thread(String name, Runnable work) {
    Thread thread = new Thread(work, "proxy-" + target + "-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Delays every piece of every stream; 0 for not at all. */
  void delay(long millis) {
    delayMillis = millis;
  }

  void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** Passes nothing on and closes nothing, as a network that drops every packet. */
  void stand() {
    standing = true;
  }

  /**
   * Breaks one connection after so many more bytes of all: most often in the middle of a message.
   */
  void cutAfter(long bytes) {
    untilCut.set(bytes);
  }

  /** Breaks every open connection. */
  void cut() {
    open.forEach(FaultProxy::closeQuietly);
  }

  void heal() {
    delayMillis = 0;
    untilCut.set(NEVER);
    refusing = false;
    standing = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (refusing) {
          closeQuietly(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket client) {
    Socket upstream = new Socket();
    try {
      upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
      upstream.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
    } catch (IOException e) {
      closeQuietly(client);
      closeQuietly(upstream);
      return;
    }
    open.add(client);
    open.add(upstream);
    thread("up", () -> pump(client, upstream));
    thread("down", () -> pump(upstream, client));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long delay = delayMillis;
        if (delay > 0) {
          TimeUnit.MILLISECONDS.sleep(delay);
        }
        while (standing && !from.isClosed()) {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        int passing = passing(n);
        out.write(buffer, 0, passing);
        if (passing < n) {
          return;
        }
      }
    } catch (IOException e) {
      // A broken stream is what this class is for; both sides see it below.
      closeQuietly(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      open.remove(from);
      open.remove(to);
    }
  }

  /** How many of so many bytes pass before the connection is cut; all of them if it is not. */
  private int passing(int bytes) {
    long left = untilCut.getAndUpdate(now -> now == NEVER || now < bytes ? NEVER : now - bytes);
    return (int) Math.min(left, bytes);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
