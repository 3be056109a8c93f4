package io.timestore.embedded.chdb.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.timestore.embedded.chdb.engine.Engine;
import io.timestore.embedded.chdb.engine.WorkerThreads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** ClickHouse's HTTP interface for one engine, on loopback only. */
public final class EngineServer {
  private static final int WORKERS = 64;
  private static final int URL_BYTES = 1 << 20;
  private static final int HEADER_BYTES = 1 << 16;
  private static final int BODY_CHUNK_BYTES = 1 << 18;

  private final Channel channel;

  private EngineServer(Channel channel) {
    this.channel = channel;
  }

  /**
   * Begins to answer.
   *
   * @param port 0 for any free one
   */
  public static EngineServer start(Engine engine, int port, @Nullable String password)
      throws InterruptedException {
    ScheduledExecutorService clock =
        new ScheduledThreadPoolExecutor(1, WorkerThreads.named("engine-clock"));
    EngineServices services =
        new EngineServices(
            engine,
            new Sessions(engine, clock),
            new Cancellation(engine, clock),
            new AccessGuard(password),
            new KilledStatements());
    WorkerPool workers = new WorkerPool(WORKERS, "engine-worker");
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            2, WorkerThreads.named("engine-http"), NioIoHandler.newFactory());
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 256)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 18, 1 << 20))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel accepted) {
                    pipeline(accepted, services, workers);
                  }
                });
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new EngineServer(server.bind(new InetSocketAddress(loopback, port)).sync().channel());
  }

  private static void pipeline(
      SocketChannel accepted, EngineServices services, WorkerPool workers) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(URL_BYTES)
            .setMaxHeaderSize(HEADER_BYTES)
            .setMaxChunkSize(BODY_CHUNK_BYTES);
    accepted
        .pipeline()
        .addLast(new HttpServerCodec(config))
        .addLast(new HttpServerExpectContinueHandler())
        .addLast(new HttpContentDecompressor(0))
        .addLast(new HttpFrontend(services, workers));
  }

  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }
}
