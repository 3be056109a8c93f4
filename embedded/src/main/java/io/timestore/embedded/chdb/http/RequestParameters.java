package io.timestore.embedded.chdb.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.timestore.embedded.chdb.engine.EngineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request's URL parameters and headers, read as ClickHouse's HTTP interface reads them: what is
 * not a parameter of the interface is a setting. Immutable.
 */
final class RequestParameters {
  /** Parameters of the interface, from ClickHouse's {@code HTTPHandler}. */
  private static final Set<String> OWN =
      Set.of(
          "query",
          "database",
          "default_format",
          "query_id",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "wait_end_of_query",
          "buffer_size",
          "compress",
          "decompress",
          "user",
          "password",
          "role",
          "quota_key",
          "stacktrace",
          "client_protocol_version",
          "query_parameters",
          "log_comment");

  private static final int SESSION_SECONDS = 60;
  private static final int SESSION_SECONDS_MOST = 3600;

  private final Map<String, String> url;
  private final HttpRequest request;
  private final String queryId;

  RequestParameters(HttpRequest request) {
    this.request = request;
    this.url =
        new QueryStringDecoder(request.uri(), true)
            .parameters().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        e -> last(e.getValue()),
                        (a, b) -> b,
                        LinkedHashMap::new));
    String id = text("query_id", "X-ClickHouse-Query-Id", "");
    this.queryId = id.isEmpty() ? UUID.randomUUID().toString() : id;
  }

  private static String last(List<String> values) {
    return values.get(values.size() - 1);
  }

  Map<String, String> url() {
    return url;
  }

  /** The settings and {@code param_} values of a set of parameters. */
  static Map<String, String> settingsOf(Map<String, String> parameters) {
    Map<String, String> settings = new LinkedHashMap<>();
    parameters.forEach(
        (key, value) -> {
          if (!OWN.contains(key) && !isExternal(key, parameters)) {
            settings.put(key, value);
          }
        });
    return settings;
  }

  /** True for {@code x_format} and the like if a table {@code x} is described. */
  private static boolean isExternal(String key, Map<String, String> parameters) {
    for (String suffix : List.of("_structure", "_types", "_format")) {
      if (key.endsWith(suffix)) {
        String table = key.substring(0, key.length() - suffix.length());
        return parameters.containsKey(table + "_structure")
            || parameters.containsKey(table + "_types");
      }
    }
    return false;
  }

  String query() {
    return url.getOrDefault("query", "");
  }

  String queryId() {
    return queryId;
  }

  String database() {
    return text("database", "X-ClickHouse-Database", "");
  }

  /** The format to use where the statement names none; empty if the request names none. */
  String defaultFormat() {
    return text("default_format", "X-ClickHouse-Format", "");
  }

  String user() {
    return text("user", "X-ClickHouse-User", "");
  }

  String password() {
    return text("password", "X-ClickHouse-Key", "");
  }

  String sessionId() {
    return url.getOrDefault("session_id", "");
  }

  boolean sessionMustExist() {
    return flag("session_check");
  }

  boolean closeSession() {
    return flag("close_session");
  }

  int sessionSeconds() throws EngineException {
    String text = url.getOrDefault("session_timeout", "");
    try {
      int seconds = text.isEmpty() ? SESSION_SECONDS : Integer.parseInt(text);
      return Math.max(1, Math.min(SESSION_SECONDS_MOST, seconds));
    } catch (NumberFormatException e) {
      throw EngineException.of(
          EngineException.BAD_ARGUMENTS,
          "session_timeout must be a number of seconds up to "
              + SESSION_SECONDS_MOST
              + ", not '"
              + text
              + "'",
          "BAD_ARGUMENTS");
    }
  }

  boolean waitEndOfQuery() {
    return flag("wait_end_of_query");
  }

  /** Answer in ClickHouse's compressed frames. */
  boolean compressAnswer() {
    return flag("compress");
  }

  /** The body is in ClickHouse's compressed frames. */
  boolean decompressBody() {
    return flag("decompress");
  }

  boolean gzipAnswer() {
    return flag("enable_http_compression")
        && header(HttpHeaderNames.ACCEPT_ENCODING.toString())
            .toLowerCase(Locale.ROOT)
            .contains("gzip");
  }

  /** A GET must not change anything. */
  boolean readOnly() {
    return request.method().equals(HttpMethod.GET);
  }

  /** The boundary of a multipart body, or null. */
  @Nullable String multipartBoundary() {
    String type = header(HttpHeaderNames.CONTENT_TYPE.toString());
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return null;
    }
    int at = type.toLowerCase(Locale.ROOT).indexOf("boundary=");
    if (at < 0) {
      return null;
    }
    String value = type.substring(at + "boundary=".length());
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).replace("\"", "").trim();
  }

  String header(String name) {
    String value = request.headers().get(name);
    return value == null ? "" : value;
  }

  private boolean flag(String key) {
    String value = url.getOrDefault(key, "");
    return value.equals("1") || value.equalsIgnoreCase("true");
  }

  private String text(String key, String header, String fallback) {
    String value = url.get(key);
    if (value != null) {
      return value;
    }
    String inHeader = request.headers().get(header);
    return inHeader == null ? fallback : inHeader;
  }
}
