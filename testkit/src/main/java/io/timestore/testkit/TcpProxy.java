package io.timestore.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** Passes connections on to a server on this machine; counts round trips, and can cut them. */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong turns = new AtomicLong();
  private volatile long answerBytes = Long.MAX_VALUE;

  public TcpProxy(int target) throws IOException {
    this(target, ServerSocketFactory.getDefault());
  }

  /**
   * Listens.
   *
   * @param sockets makes the side that clients see, which may speak TLS
   */
  public TcpProxy(int target, ServerSocketFactory sockets) throws IOException {
    this.target = target;
    this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** A URL of the server, by way of here. */
  public String insteadOf(String url) {
    return url.replace(":" + target, ":" + port());
  }

  public static int portOf(String url) {
    return URI.create(url.replaceFirst("^jdbc:", "")).getPort();
  }

  /** How often a client spoke after the server had, or first. */
  public long roundTrips() {
    return turns.get();
  }

  /** Breaks every connection as soon as it has answered so many bytes more. */
  public void cutAfter(long bytes) {
    answerBytes = bytes;
  }

  public void heal() {
    answerBytes = Long.MAX_VALUE;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        AtomicBoolean answered = new AtomicBoolean(true);
        start(() -> pump(client, upstream, answered, true));
        start(() -> pump(upstream, client, answered, false));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicBoolean answered, boolean asks) {
    byte[] buffer = new byte[1 << 14];
    long passed = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (asks && answered.getAndSet(false)) {
          turns.incrementAndGet();
        } else if (!asks) {
          answered.set(true);
          passed += n;
        }
        if (passed > answerBytes) {
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      passed = 0; // one side is gone, so the other one goes, too
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Breaks every connection and takes no more. */
  public void stop() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
