package io.timestore.embedded.chdb.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.engine.StatementCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The answer to one request. What is written is held back up to a limit; an answer that ends below
 * it is sent in one piece with its true counts and status, a longer one in chunks, no faster than
 * the client reads. A failure after the first chunk closes the connection without the last chunk,
 * so that no client takes the answer for complete. Written by one worker; the event loop only wakes
 * it.
 */
// A failed write closes the channel, which is noticed there.
@SuppressWarnings("FutureReturnValueIgnored")
final class ResponseStream extends OutputStream {
  private static final int CHUNK_BYTES = 1 << 17;

  private final Channel channel;
  private final boolean keepAlive;
  private final Runnable onEnd;
  private final HttpHeaders headers;
  private final long startNanos = System.nanoTime();
  private ByteBuf pending;
  private int heldBytes = 1 << 18;
  private boolean committed;
  private StatementCounters progress = StatementCounters.NONE;

  /**
   * @param onEnd called on the event loop when the next request may be answered
   */
  ResponseStream(Channel channel, boolean keepAlive, HttpHeaders headers, Runnable onEnd) {
    this.channel = channel;
    this.keepAlive = keepAlive;
    this.onEnd = onEnd;
    this.headers = headers;
    this.pending = channel.alloc().buffer(4096);
  }

  HttpHeaders headers() {
    return headers;
  }

  /** How much to hold back before the first chunk is sent. */
  void holdBack(int bytes) {
    heldBytes = bytes;
  }

  void count(StatementCounters more) {
    progress = progress.plus(more);
  }

  @Override
  public void write(int b) throws IOException {
    pending.writeByte(b);
    sendIfFull();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    pending.writeBytes(bytes, offset, length);
    sendIfFull();
  }

  void write(ByteBuffer bytes) throws IOException {
    pending.writeBytes(bytes);
    sendIfFull();
  }

  private void sendIfFull() throws IOException {
    if (pending.readableBytes() >= (committed ? CHUNK_BYTES : heldBytes)) {
      send();
    }
  }

  private void send() throws IOException {
    if (!committed) {
      committed = true;
      HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      head.headers().add(summarized());
      head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      channel.write(head);
    }
    ByteBuf full = pending;
    pending = channel.alloc().buffer(CHUNK_BYTES + (CHUNK_BYTES >> 2));
    channel.writeAndFlush(new DefaultHttpContent(full));
    awaitReader();
  }

  private HttpHeaders summarized() {
    headers.set("X-ClickHouse-Summary", progress.toJson(System.nanoTime() - startNanos));
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return headers;
  }

  private synchronized void awaitReader() throws IOException {
    try {
      while (!channel.isWritable() && channel.isActive()) {
        wait(1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an answer was sent", e);
    }
    if (!channel.isActive()) {
      throw new IOException("the client closed the connection");
    }
  }

  /** The channel has room again, or has gone. */
  synchronized void wake() {
    notifyAll();
  }

  /** The answer is complete. */
  void finish() {
    if (committed) {
      channel.write(new DefaultHttpContent(pending));
      end(channel.writeAndFlush(new DefaultLastHttpContent()), keepAlive);
    } else {
      end(sendWhole(HttpResponseStatus.OK, pending), keepAlive);
    }
  }

  /** The statement failed. */
  void fail(EngineException failure, String version, boolean bodyRead) {
    pending.release();
    if (committed) {
      channel.close();
      return;
    }
    String text = failure.text().stripTrailing();
    if (!text.contains("(version ")) {
      text += " (version " + version + ")";
    }
    headers.set("X-ClickHouse-Exception-Code", failure.code());
    headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8");
    headers.remove(HttpHeaderNames.CONTENT_ENCODING);
    if (!bodyRead) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    ByteBuf body = Unpooled.copiedBuffer(text + "\n", StandardCharsets.UTF_8);
    end(sendWhole(HttpStatusOf.code(failure.code()), body), keepAlive && bodyRead);
  }

  /** Nobody is there to answer. */
  void abandon() {
    pending.release();
    channel.close();
  }

  private ChannelFuture sendWhole(HttpResponseStatus status, ByteBuf body) {
    committed = true;
    DefaultFullHttpResponse whole = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    whole.headers().add(summarized());
    whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return channel.writeAndFlush(whole);
  }

  private void end(ChannelFuture sent, boolean stayOpen) {
    sent.addListener(
        done -> {
          if (stayOpen && done.isSuccess()) {
            onEnd.run();
          } else {
            channel.close();
          }
        });
  }
}
