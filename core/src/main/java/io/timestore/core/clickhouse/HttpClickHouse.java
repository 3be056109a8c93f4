package io.timestore.core.clickhouse;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.tls.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link ClickHouse} over HTTP/1.1 with pooled blocking connections. Answers come as Native blocks,
 * compressed unless the server is on this machine. An INSERT is sent once and never again; a query
 * is sent a second time if its pooled connection turns out to be dead before any byte of the
 * answer.
 */
public final class HttpClickHouse implements ClickHouse {
  private static final Logger LOG = LoggerFactory.getLogger(HttpClickHouse.class);
  private static final Duration TIMEOUT_GRACE = Duration.ofSeconds(10);
  private static final int MAX_ERROR_BYTES = 1 << 16;
  private static final int HTTP_OK = 200;
  private static final ContentType SQL_TEXT =
      ContentType.create("text/plain", StandardCharsets.UTF_8);

  private final ClickHouseEndpoint endpoint;
  private final ClickHouseLimits limits;
  private final boolean compresses;
  private final HttpHost host;
  private final CloseableHttpClient client;
  private final TransportErrors transport;
  private final StatementKiller killer;

  public HttpClickHouse(ClickHouseEndpoint endpoint) {
    this(endpoint, ClickHouseLimits.DEFAULT);
  }

  public HttpClickHouse(ClickHouseEndpoint endpoint, ClickHouseLimits limits) {
    this(endpoint, limits, TlsTrust.DEFAULT);
  }

  /** A client that trusts whom it is told to, where the URL is https. */
  public HttpClickHouse(ClickHouseEndpoint endpoint, ClickHouseLimits limits, TlsTrust trust) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.compresses = endpoint.compresses();
    this.host = HttpHost.create(endpoint.url());
    this.client = HttpConnections.open(limits, trust);
    this.transport = new TransportErrors(endpoint.place(), limits);
    this.killer = new StatementKiller(sql -> execute(ClickHouseStatement.of(sql)));
  }

  /**
   * Opens a connection, so that the first use finds one.
   *
   * @throws TimestoreException CLICKHOUSE_UNAVAILABLE
   */
  public void connect() {
    try (ClickHouseResult result = query(ClickHouseStatement.of("SELECT 1"))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        LOG.trace("ClickHouse answers {} rows", block.rows());
      }
    }
  }

  @Override
  public ClickHouseResult query(ClickHouseStatement statement) {
    String queryId = idOf(statement);
    HttpPost request = queryRequest(statement, queryId);
    try (StatementKiller.Exchange exchange = killer.began(queryId, request)) {
      ClassicHttpResponse response;
      try {
        response = client.executeOpen(host, request, null);
      } catch (IOException e) {
        if (request.isCancelled() || !TransportErrors.isDeadConnection(e)) {
          throw broken(request, e);
        }
        LOG.debug("a pooled connection was dead, the query is sent again", e);
        // Under an id of its own: the server may have the first one, and ends it when it sees that
        // its client is gone.
        request = queryRequest(statement, queryId + StatementKiller.SECOND);
        exchange.goesOnWith(request);
        response = open(request);
      }
      refuseError(response);
      return result(request, response, exchange);
    } catch (IOException e) {
      throw request.isCancelled() ? TransportErrors.canceled(e) : transport.inAnswer(e);
    }
  }

  private HttpClickHouseResult result(
      HttpPost request, ClassicHttpResponse response, StatementKiller.Exchange exchange)
      throws IOException {
    HttpEntity entity = response.getEntity();
    InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
    exchange.answered();
    return new HttpClickHouseResult(request, response, content, compresses, transport, exchange);
  }

  private HttpPost queryRequest(ClickHouseStatement statement, String queryId) {
    StatementUrl url =
        new StatementUrl(endpoint)
            .with("default_format", "Native")
            .with("compress", compresses ? "1" : "0")
            .with(statement, queryId);
    return request(url, statement, sqlEntity(statement));
  }

  @Override
  public void execute(ClickHouseStatement statement) {
    StatementUrl url = new StatementUrl(endpoint).with(statement, idOf(statement));
    finish(request(url, statement, sqlEntity(statement)));
  }

  /**
   * Sets {@code async_insert=0} unless the statement says otherwise; newer servers default to 1.
   */
  @Override
  public void insert(ClickHouseStatement statement, BodyWriter data) {
    StatementUrl url =
        new StatementUrl(endpoint)
            .with("query", statement.sql())
            .with("decompress", "1")
            .with(statement, idOf(statement));
    if (!statement.settings().containsKey("async_insert")) {
      url.with("async_insert", "0");
    }
    HttpEntity body =
        new EntityTemplate(-1, ContentType.APPLICATION_OCTET_STREAM, null, data::writeTo);
    finish(request(url, statement, body));
  }

  @Override
  public void kill(List<String> queryIds) {
    killer.kill(queryIds);
  }

  private void finish(HttpPost request) {
    try (ClassicHttpResponse response = open(request)) {
      refuseError(response);
      EntityUtils.consume(response.getEntity());
    } catch (IOException e) {
      throw transport.inAnswer(e);
    }
  }

  private ClassicHttpResponse open(HttpPost request) {
    try {
      return client.executeOpen(host, request, null);
    } catch (IOException e) {
      throw broken(request, e);
    }
  }

  private TimestoreException broken(HttpPost request, IOException e) {
    return request.isCancelled() ? TransportErrors.canceled(e) : transport.beforeAnswer(e);
  }

  private HttpPost request(StatementUrl url, ClickHouseStatement statement, HttpEntity body) {
    HttpPost request = new HttpPost(url.toString());
    request.setEntity(body);
    if (!endpoint.user().isEmpty()) {
      byte[] credentials =
          (endpoint.user() + ":" + endpoint.password()).getBytes(StandardCharsets.UTF_8);
      request.setHeader(
          HttpHeaders.AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    Duration timeout = statement.timeout();
    Duration silence = timeout == null ? limits.silence() : timeout.plus(TIMEOUT_GRACE);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(limits.lease()))
            .setResponseTimeout(Timeout.of(silence))
            .build());
    return request;
  }

  private static HttpEntity sqlEntity(ClickHouseStatement statement) {
    if (statement.external().isEmpty()) {
      return new StringEntity(statement.sql(), SQL_TEXT);
    }
    MultipartEntityBuilder form =
        MultipartEntityBuilder.create()
            .setMode(HttpMultipartMode.STRICT)
            .addTextBody("query", statement.sql(), SQL_TEXT);
    for (ExternalTable table : statement.external()) {
      form.addPart(table.name(), new ExternalTableBody(table));
    }
    return form.build();
  }

  private static String idOf(ClickHouseStatement statement) {
    String id = statement.queryId();
    return id == null ? UUID.randomUUID().toString() : id;
  }

  /** Throws what the server reports; closes the response then. */
  private void refuseError(ClassicHttpResponse response) throws IOException {
    Header code = response.getFirstHeader("X-ClickHouse-Exception-Code");
    if (response.getCode() == HTTP_OK && code == null) {
      return;
    }
    try (response) {
      String body = errorText(response.getEntity());
      throw ServerErrors.of(
          code == null ? null : code.getValue(), response.getCode(), body, endpoint.place());
    }
  }

  /** The text may or may not be compressed, depending on how far the server had come. */
  private static String errorText(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    byte[] body = entity.getContent().readNBytes(MAX_ERROR_BYTES);
    try {
      return new String(CompressedFrames.decompress(body, 0, body.length), StandardCharsets.UTF_8);
    } catch (IOException plainText) {
      LOG.trace("the error is not compressed", plainText);
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Waits a little for statements that are being ended. */
  @Override
  public void close() {
    killer.close();
    client.close(CloseMode.GRACEFUL);
  }
}
