package io.timestore.jdbc;

import io.timestore.calcite.execute.MergeStrategy;
import io.timestore.calcite.execute.ReadOptions;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.hot.WatermarkVector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code jdbc:timestore://host:port[/dataset][?property=value&…]}.
 *
 * @param dataset the session's schema, null for none
 * @param properties those of the URL over those of the caller
 */
record ConnectionUrl(String host, int port, @Nullable String dataset, Properties properties) {
  static final String PREFIX = "jdbc:timestore:";
  static final int DEFAULT_PORT = 7400;
  private static final int MAX_PORT = 65_535;

  static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  static ConnectionUrl parse(String url, @Nullable Properties info) throws SQLException {
    String rest = url.substring(PREFIX.length());
    if (!rest.startsWith("//")) {
      throw malformed(url);
    }
    int question = rest.indexOf('?');
    String place = question < 0 ? rest.substring(2) : rest.substring(2, question);
    int slash = place.indexOf('/');
    String authority = slash < 0 ? place : place.substring(0, slash);
    String dataset = slash < 0 ? "" : decode(place.substring(slash + 1));
    Properties properties = new Properties();
    if (info != null) {
      for (String key : info.stringPropertyNames()) {
        ConnectionProperty known = ConnectionProperty.find(key);
        properties.setProperty(known == null ? key : known.key(), info.getProperty(key));
      }
    }
    if (question >= 0) {
      addParameters(rest.substring(question + 1), properties);
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = hasPort ? authority.substring(0, colon) : authority;
    return new ConnectionUrl(
        host.isEmpty() ? "127.0.0.1" : host,
        hasPort ? port(authority.substring(colon + 1), url) : DEFAULT_PORT,
        dataset.isEmpty() ? null : dataset,
        properties);
  }

  private static void addParameters(String text, Properties properties) throws SQLException {
    for (String part : text.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = decode(equals < 0 ? part : part.substring(0, equals));
      ConnectionProperty known = ConnectionProperty.find(key);
      if (known == null) {
        throw SqlErrors.badArgument(
            "unknown property '" + key + "' in the URL; known are " + ConnectionProperty.keys());
      }
      properties.setProperty(known.key(), equals < 0 ? "true" : decode(part.substring(equals + 1)));
    }
  }

  private static int port(String text, String url) throws SQLException {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw malformed(url);
    }
    throw malformed(url);
  }

  private static SQLException malformed(String url) {
    int question = url.indexOf('?');
    return SqlErrors.badArgument(
        "'"
            + (question < 0 ? url : url.substring(0, question))
            + "' is not a timestore URL; the form is jdbc:timestore://host:port/[dataset]?property=value");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The URL without properties, so without secrets. */
  String shown() {
    return PREFIX + "//" + host + ":" + port + "/" + (dataset == null ? "" : dataset);
  }

  /** What statements read of tables, and how. */
  ReadOptions readOptions() throws SQLException {
    String point = ConnectionProperty.AS_OF.of(properties);
    String word = String.valueOf(ConnectionProperty.STRATEGY.of(properties));
    MergeStrategy strategy = MergeStrategy.find(word.strip());
    if (strategy == null) {
      throw SqlErrors.badArgument(
          "property 'strategy' is '"
              + word
              + "'; accepted are "
              + Stream.of(MergeStrategy.values()).map(MergeStrategy::word).toList());
    }
    return ReadOptions.DEFAULT
        .withAsOf(point == null ? null : WatermarkVector.parse(point))
        .withStrategy(strategy);
  }

  long millis(ConnectionProperty property) throws SQLException {
    String text = property.of(properties);
    try {
      long value = Long.parseLong(String.valueOf(text).strip());
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw badNumber(property, text, e);
    }
    throw badNumber(property, text, null);
  }

  private static SQLException badNumber(
      ConnectionProperty property, @Nullable String text, @Nullable Throwable cause) {
    return SqlErrors.of(
        ErrorCode.INVALID_REQUEST,
        "property '" + property.key() + "' is '" + text + "'; accepted is a number, 0 or more",
        cause);
  }
}
