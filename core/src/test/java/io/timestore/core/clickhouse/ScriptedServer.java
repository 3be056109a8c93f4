package io.timestore.core.clickhouse;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers HTTP requests with prepared bytes, one after another, and closes a
 * connection when it is told to. An unprepared request and a KILL get an empty answer.
 */
final class ScriptedServer implements AutoCloseable {
  /** Bytes to send, each a character, and whether the connection is closed after them. */
  record Answer(String bytes, boolean close) {}

  private static final Answer EMPTY =
      new Answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);

  private final ServerSocket socket;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  ScriptedServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  ScriptedServer answer(String head, byte[] body, boolean close) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes("\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    answers.add(new Answer(bytes.toString(StandardCharsets.ISO_8859_1), close));
    return this;
  }

  /** A whole answer with status 200. */
  ScriptedServer ok(byte[] body) {
    return answer("HTTP/1.1 200 OK\nContent-Length: " + body.length, body, false);
  }

  ScriptedServer error(int status, int code, byte[] body) {
    String head =
        "HTTP/1.1 %d Error\nX-ClickHouse-Exception-Code: %d\nContent-Length: %d"
            .formatted(status, code, body.length);
    return answer(head, body, false);
  }

  /** Closes the connection of the next request without a byte. */
  ScriptedServer hangUp() {
    answers.add(new Answer("", true));
    return this;
  }

  /** Heads and bodies of the requests so far. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        start(() -> serve(connection));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream()) {
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        String request = head + body(in, head);
        requests.add(request);
        Answer prepared = request.contains("\r\n\r\nKILL QUERY ") ? null : answers.poll();
        Answer answer = prepared == null ? EMPTY : prepared;
        out.write(answer.bytes().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        if (answer.close()) {
          return;
        }
      }
    } catch (IOException e) {
      requests.add("broken: " + e);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  private static String body(InputStream in, String head) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    if (lower.contains("transfer-encoding: chunked")) {
      StringBuilder body = new StringBuilder();
      while (true) {
        int size = Integer.parseInt(line(in), 16);
        body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
        line(in);
        if (size == 0) {
          return body.toString();
        }
      }
    }
    int at = lower.indexOf("content-length: ");
    int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
