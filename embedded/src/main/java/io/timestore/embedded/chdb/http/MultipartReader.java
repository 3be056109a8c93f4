package io.timestore.embedded.chdb.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a {@code multipart/form-data} body (RFC 7578) one after the other without
 * holding them. For one thread.
 */
final class MultipartReader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int HEADER_LINE_BYTES = 1 << 13;

  private final InputStream source;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private boolean sourceEnded;
  private boolean partEnded;

  MultipartReader(InputStream source, String boundary) {
    this.source = source;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter has no line end before it; pretend that it has.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /**
   * One part.
   *
   * @param file true if the part names a file
   * @param data valid until the next part is asked for
   */
  record Part(String name, boolean file, InputStream data) {}

  /** The next part, or null after the last. */
  @Nullable Part next() throws IOException {
    new PartData().transferTo(OutputStream.nullOutputStream());
    String rest = line();
    if (rest.startsWith("--")) {
      return null;
    }
    String name = "";
    boolean file = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        name = attribute(header, "name");
        file = header.contains("filename=");
      }
    }
    partEnded = false;
    return new Part(name, file, new PartData());
  }

  private static String attribute(String header, String key) {
    int from = header.indexOf(" " + key + "=");
    if (from < 0) {
      return "";
    }
    String value = header.substring(from + key.length() + 2);
    if (value.startsWith("\"")) {
      int close = value.indexOf('"', 1);
      return close < 0 ? value.substring(1) : value.substring(1, close);
    }
    int close = value.indexOf(';');
    return (close < 0 ? value : value.substring(0, close)).trim();
  }

  /** A line without its end; the delimiter's rest or a header. */
  private String line() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (true) {
      if (at == end && !fill()) {
        if (text.toString(StandardCharsets.UTF_8).startsWith("--")) {
          return "--";
        }
        throw cutOff();
      }
      byte b = buffer[at++];
      if (b == '\n') {
        return text.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      text.write(b);
      if (text.size() > HEADER_LINE_BYTES) {
        throw new IOException("a header line of the multipart body is too long");
      }
    }
  }

  private static EOFException cutOff() {
    return new EOFException("the multipart body ends before its closing boundary");
  }

  /** Moves what is left to the front and reads more; false at the source's end. */
  private boolean fill() throws IOException {
    if (sourceEnded) {
      return false;
    }
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    int n = source.read(buffer, end, buffer.length - end);
    if (n < 0) {
      sourceEnded = true;
      return false;
    }
    end += n;
    return true;
  }

  /** The bytes up to the next delimiter. */
  private final class PartData extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      while (!partEnded) {
        int safe = safeBytes();
        if (safe < 0) {
          at += delimiter.length;
          partEnded = true;
        } else if (safe > 0) {
          int n = Math.min(length, safe);
          System.arraycopy(buffer, at, target, offset, n);
          at += n;
          return n;
        } else if (!fill()) {
          throw cutOff();
        }
      }
      return -1;
    }

    /** Bytes before the delimiter or before what may become one; -1 if it starts here. */
    private int safeBytes() {
      for (int i = at; i < end; i++) {
        if (buffer[i] == '\r') {
          int n = Math.min(delimiter.length, end - i);
          if (Arrays.equals(buffer, i, i + n, delimiter, 0, n)) {
            return i == at && n == delimiter.length ? -1 : i - at;
          }
        }
      }
      return end - at;
    }
  }
}
