package io.timestore.embedded.chdb.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.timestore.embedded.chdb.engine.ServerIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of one connection: turns requests into exchanges, one at a time in order, and never
 * waits itself. Event loop only.
 */
// A failed write closes the channel, which is noticed there.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpFrontend extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFrontend.class);

  private final EngineServices services;
  private final Executor workers;
  private final ArrayDeque<HttpObject> early = new ArrayDeque<>();
  private @Nullable Exchange current;
  private boolean skippingBody;

  HttpFrontend(EngineServices services, Executor workers) {
    this.services = services;
    this.workers = workers;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpObject part) {
      if (!early.isEmpty() || (part instanceof HttpRequest && current != null)) {
        early.add(part);
        context.channel().config().setAutoRead(false);
      } else {
        accept(context, part);
      }
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void accept(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content) {
      if (current == null || skippingBody) {
        content.release();
        skippingBody &= !(content instanceof LastHttpContent);
        return;
      }
      IncomingBody body = current.body();
      body.put(content.content());
      if (content instanceof LastHttpContent) {
        body.complete();
      }
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      LOG.debug("not HTTP", request.decoderResult().cause());
      answer(context, request, HttpResponseStatus.BAD_REQUEST, "This is not a valid request.\n");
      return;
    }
    String path = new QueryStringDecoder(request.uri()).path();
    boolean get = request.method().equals(HttpMethod.GET);
    boolean bare = get && request.uri().equals("/");
    if (path.equals("/ping") || bare || request.method().equals(HttpMethod.HEAD)) {
      answer(context, request, HttpResponseStatus.OK, "Ok.\n");
    } else if (!path.equals("/")) {
      answer(
          context,
          request,
          HttpResponseStatus.NOT_FOUND,
          "There is no handle " + path + "\n\nUse / or /ping for health checks.\n");
    } else if (!get && !request.method().equals(HttpMethod.POST)) {
      answer(context, request, HttpResponseStatus.NOT_IMPLEMENTED, "Use GET or POST.\n");
    } else {
      exchange(context, request);
    }
  }

  private void exchange(ChannelHandlerContext context, HttpRequest request) {
    RequestParameters parameters = new RequestParameters(request);
    HttpHeaders headers = new DefaultHttpHeaders();
    ServerIdentity identity = services.engine().identity();
    headers.set("X-ClickHouse-Server-Display-Name", identity.hostName());
    headers.set("X-ClickHouse-Timezone", identity.timeZone());
    headers.set("X-ClickHouse-Query-Id", parameters.queryId());
    ResponseStream response =
        new ResponseStream(
            context.channel(), HttpUtil.isKeepAlive(request), headers, () -> ended(context));
    Exchange exchange =
        new Exchange(services, parameters, new IncomingBody(context.channel()), response);
    current = exchange;
    workers.execute(exchange);
  }

  private void answer(
      ChannelHandlerContext context, HttpRequest request, HttpResponseStatus status, String text) {
    skippingBody = true;
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            request.method().equals(HttpMethod.HEAD)
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=UTF-8");
    HttpUtil.setContentLength(response, response.content().readableBytes());
    var sent = context.writeAndFlush(response);
    if (!HttpUtil.isKeepAlive(request)) {
      sent.addListener(done -> context.close());
    }
  }

  private void ended(ChannelHandlerContext context) {
    current = null;
    while (!early.isEmpty() && !(current != null && early.peek() instanceof HttpRequest)) {
      accept(context, early.remove());
    }
    if (early.isEmpty()) {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (current != null) {
      current.response().wake();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (current != null) {
      current.clientGone();
    }
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection {} failed", context.channel().remoteAddress(), cause);
    context.close();
  }
}
