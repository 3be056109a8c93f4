package io.timestore.core.clickhouse;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.read.NativeReader;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer of {@link HttpClickHouse#query}, read as it arrives. */
final class HttpClickHouseResult implements ClickHouseResult {
  private static final Logger LOG = LoggerFactory.getLogger(HttpClickHouseResult.class);

  private final HttpPost request;
  private final ClassicHttpResponse response;
  private final TransportErrors transport;
  private final StatementKiller.Exchange exchange;
  private final RecentBytes arrived;
  private final RecentBytes decompressed;
  private final NativeReader reader;
  private volatile boolean closed;
  private volatile boolean ended;

  /**
   * @param compressed whether the content is in compressed frames
   * @param exchange can end the statement, and is told when it has ended
   */
  HttpClickHouseResult(
      HttpPost request,
      ClassicHttpResponse response,
      InputStream content,
      boolean compressed,
      TransportErrors transport,
      StatementKiller.Exchange exchange) {
    this.request = request;
    this.response = response;
    this.transport = transport;
    this.exchange = exchange;
    this.arrived = new RecentBytes(content);
    this.decompressed = compressed ? new RecentBytes(CompressedFrames.input(arrived)) : arrived;
    this.reader = new NativeReader(decompressed);
  }

  @Override
  public @Nullable NativeBlock next() {
    if (ended) {
      return null;
    }
    if (closed) {
      throw TransportErrors.canceled(null);
    }
    try {
      NativeBlock block = reader.next();
      if (block == null) {
        ended = true;
        exchange.ended();
        response.close();
      }
      return block;
    } catch (IOException e) {
      if (closed || request.isCancelled()) {
        close();
        throw TransportErrors.canceled(e);
      }
      throw failed(e, transport.inAnswer(e));
    } catch (TimestoreException e) {
      throw failed(e, e);
    }
  }

  /** What the server itself said, if it said something, else what the reader found. */
  private TimestoreException failed(Exception cause, TimestoreException otherwise) {
    if (!(cause instanceof SocketTimeoutException)) {
      boolean nativeEnded = decompressed.drain();
      boolean httpEnded = arrived.drain();
      LOG.debug("an answer broke; Native ended {}, HTTP ended {}", nativeEnded, httpEnded, cause);
    }
    TimestoreException said = ServerErrors.find(decompressed.text());
    if (said == null) {
      said = ServerErrors.find(arrived.text());
    }
    close();
    if (said == null) {
      return otherwise;
    }
    said.addSuppressed(cause);
    return said;
  }

  @Override
  public void close() {
    if (closed || ended) {
      closed = true;
      return;
    }
    closed = true;
    // Ending the exchange first frees a thread that waits in next().
    request.cancel();
    try {
      response.close();
    } catch (IOException e) {
      LOG.debug("closing an answer that was abandoned", e);
    }
    exchange.kill();
  }
}
