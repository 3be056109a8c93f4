package io.timestore.jdbc.internal.url;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code jdbc:timestore://host:port[,host:port…]/[dataset][?property=value&…]}. Immutable
 * but for its properties, which nobody changes.
 *
 * @param hosts the daemons, any of which will do
 * @param dataset the session's schema, null for none
 * @param properties those of the URL over those of the caller, by their own keys
 * @param ignored keys of the caller that the driver does not know
 */
public record ConnectionUrl(
    List<Host> hosts, @Nullable String dataset, Properties properties, List<String> ignored) {
  public static final String PREFIX = "jdbc:timestore:";
  private static final int MAX_PORT = 65_535;

  public ConnectionUrl {
    hosts = List.copyOf(hosts);
    ignored = List.copyOf(ignored);
  }

  public static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  /** Reads a URL; every value is checked. A key of {@code info} that is unknown is ignored. */
  public static ConnectionUrl parse(String url, @Nullable Properties info) throws SQLException {
    String rest = url.substring(PREFIX.length());
    if (!rest.startsWith("//")) {
      throw malformed(url);
    }
    int question = rest.indexOf('?');
    String place = question < 0 ? rest.substring(2) : rest.substring(2, question);
    int slash = place.indexOf('/');
    String authority = slash < 0 ? place : place.substring(0, slash);
    String dataset = slash < 0 ? "" : decode(place.substring(slash + 1), url);
    if (authority.indexOf('@') >= 0) {
      throw SqlErrors.badArgument(
          "the URL must not carry a user or password before the host; give them as the properties"
              + " user and password");
    }
    Properties properties = new Properties();
    List<String> ignored = addInfo(info, properties);
    if (question >= 0) {
      addParameters(rest.substring(question + 1), url, properties);
    }
    for (ConnectionProperty property : ConnectionProperty.values()) {
      String value = properties.getProperty(property.key());
      if (value != null) {
        PropertyCheck.value(property, value);
      }
    }
    List<Host> hosts = new ArrayList<>();
    for (String host : authority.split(",", -1)) {
      hosts.add(host(host.strip(), url));
    }
    return new ConnectionUrl(hosts, dataset.isEmpty() ? null : dataset, properties, ignored);
  }

  private static List<String> addInfo(@Nullable Properties info, Properties properties) {
    List<String> ignored = new ArrayList<>();
    if (info != null) {
      for (String key : info.stringPropertyNames()) {
        ConnectionProperty known = ConnectionProperty.find(key);
        if (known == null) {
          ignored.add(key);
        } else {
          properties.setProperty(known.key(), info.getProperty(key));
        }
      }
    }
    return ignored;
  }

  private static void addParameters(String text, String url, Properties properties)
      throws SQLException {
    for (String part : text.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String key = decode(equals < 0 ? part : part.substring(0, equals), url);
      ConnectionProperty known = ConnectionProperty.find(key);
      if (known == null) {
        throw PropertyCheck.unknown(key);
      }
      properties.setProperty(
          known.key(), equals < 0 ? "true" : decode(part.substring(equals + 1), url));
    }
  }

  private static Host host(String text, String url) throws SQLException {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']');
    String name = hasPort ? text.substring(0, colon) : text;
    int port = hasPort ? port(text.substring(colon + 1), url) : Host.DEFAULT_PORT;
    if (!name.matches("[A-Za-z0-9._~-]*|\\[[0-9A-Fa-f:.%]+]")) {
      throw malformed(url);
    }
    return new Host(name.isEmpty() ? "127.0.0.1" : name, port);
  }

  private static int port(String text, String url) throws SQLException {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw malformed(url);
    }
    return port;
  }

  private static SQLException malformed(String url) {
    int question = url.indexOf('?');
    String shown = question < 0 ? url : url.substring(0, question);
    return SqlErrors.badArgument(
        "'"
            + shown.replaceAll("//[^/]*@", "//")
            + "' is not a timestore URL; the form is"
            + " jdbc:timestore://host:port[,host:port]/[dataset]?property=value");
  }

  private static String decode(String text, String url) throws SQLException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw SqlErrors.badArgument(
          "the URL " + url.replaceAll("\\?.*", "") + " has a % that starts no character code");
    }
  }

  /** The URL without properties, so without secrets. */
  public String shown() {
    return PREFIX
        + "//"
        + hosts.stream().map(Host::toString).collect(Collectors.joining(","))
        + "/"
        + (dataset == null ? "" : dataset);
  }

  @Nullable
  public String text(ConnectionProperty property) {
    return property.of(properties);
  }

  public boolean flag(ConnectionProperty property) {
    return "true".equalsIgnoreCase(String.valueOf(text(property)).strip());
  }

  public long number(ConnectionProperty property) throws SQLException {
    return PropertyCheck.number(property, String.valueOf(text(property)));
  }

  /** Without properties. */
  @Override
  public String toString() {
    return shown();
  }
}
