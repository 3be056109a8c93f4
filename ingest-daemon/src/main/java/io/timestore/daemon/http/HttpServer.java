package io.timestore.daemon.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.health.DaemonStatus;
import io.timestore.daemon.ingest.AdminService;
import io.timestore.daemon.ingest.IngestService;
import io.timestore.daemon.metrics.IngestMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's HTTP server: routes, and JSON for everything that goes wrong. Started by {@link
 * #start}, ended by {@link #close}.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  static final int MAX_THREADS = 128;
  private static final Duration MEMORY_PATIENCE = Duration.ofSeconds(10);

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Binds and serves.
   *
   * @param metrics what {@code GET /metrics} shows; the server adds its own
   */
  public static HttpServer start(
      HttpConfig config,
      IngestService service,
      AdminService administration,
      DaemonStatus status,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    MemoryBudget memory = new MemoryBudget(config.memoryBudgetBytes(), MEMORY_PATIENCE);
    FlushWaiters waiters = new FlushWaiters(config.flushWaiters(), config.flushWait());
    Gauge.builder("timestore.flush.waiters", waiters::waiting)
        .description("Requests that wait for a flush")
        .register(metrics);
    IngestEndpoints ingest =
        new IngestEndpoints(
            config,
            new IngestRunner(service, config.rowLimits(), memory, clock),
            service,
            waiters,
            new IngestMetrics(metrics, () -> status.health().hotBuffer().queuedBlocks()),
            memory,
            clock);
    AdminEndpoints tables = new AdminEndpoints(administration, memory);
    FlushEndpoint flush = new FlushEndpoint(service, memory, waiters);
    StatusEndpoints about = new StatusEndpoints(status, metrics);
    Javalin javalin =
        Javalin.create(
            c -> {
              configure(c);
              errors(c.routes);
              post(c.routes, "/datasets/{slug}/ingest", ingest::ingest);
              post(c.routes, "/datasets/{slug}/tables/{table}/rows", ingest::bulk);
              post(c.routes, "/admin/datasets/{idOrSlug}/flush", flush::flush);
              post(c.routes, "/admin/datasets/{idOrSlug}/accept-loss", tables::acceptLoss);
              String lanes = "/admin/datasets/{idOrSlug}/tables/{table}/lanes";
              c.routes.put(lanes, tables::setLanes);
              c.routes.put("/v1" + lanes, tables::setLanes);
              c.routes.get("/health", about::health);
              c.routes.get("/ready", about::ready);
              c.routes.get("/metrics", about::metrics);
              c.routes.get("/streaming/status", about::streaming);
              c.routes.get("/driver/endpoints", about::driverEndpoints);
            });
    javalin.start(config.host(), config.port());
    return new HttpServer(javalin);
  }

  /** A route and the same under {@code /v1}. */
  private static void post(RoutesConfig routes, String path, Handler handler) {
    routes.post(path, handler);
    routes.post("/v1" + path, handler);
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
    config.jetty.modifyServer(HttpServer::configure);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  private static void configure(Server server) {
    server.setErrorHandler(new JettyErrors());
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(TimestoreException.class, (e, ctx) -> answer(ctx, e));
    routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e));
    routes.exception(EofException.class, (e, ctx) -> LOG.debug("the client went away", e));
    routes.exception(IOException.class, (e, ctx) -> broken(ctx, e));
    routes.exception(CancellationException.class, (e, ctx) -> LOG.debug("the client went away", e));
    routes.exception(Exception.class, (e, ctx) -> internal(ctx, e));
  }

  private static void answer(Context ctx, TimestoreException e) {
    if (e.code().httpStatus() >= 500) {
      LOG.warn("{} {} failed: {}", ctx.method(), ctx.path(), e.getMessage(), e);
    }
    RequestBody.discard(ctx);
    Answers.error(ctx, e);
  }

  private static void answer(Context ctx, HttpResponseException e) {
    boolean unknown = e.getStatus() == 404;
    Answers.error(
        ctx,
        e.getStatus(),
        unknown
            ? "there is no " + ctx.method() + " " + ctx.path() + " in this API"
            : String.valueOf(e.getMessage()));
  }

  /** The request could not be read to its end. */
  private static void broken(Context ctx, IOException e) {
    LOG.debug("{} {} could not be read", ctx.method(), ctx.path(), e);
    Answers.error(ctx, 400, "the request could not be read: " + e.getMessage());
  }

  private static void internal(Context ctx, Exception e) {
    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
    Answers.error(ctx, 500, "the daemon met an error of its own; its log says more");
  }

  /** The port that is bound. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
