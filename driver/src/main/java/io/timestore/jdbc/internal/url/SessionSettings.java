package io.timestore.jdbc.internal.url;

import io.timestore.calcite.request.Freshness;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.MinWatermark;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What SET can change of a connection: begins with its properties. {@link #readOptions} may be read
 * by other threads.
 */
public final class SessionSettings {
  private static final List<ConnectionProperty> CHANGEABLE =
      List.of(
          ConnectionProperty.FRESHNESS,
          ConnectionProperty.MIN_WATERMARK,
          ConnectionProperty.FRESH_TIMEOUT_MS,
          ConnectionProperty.AS_OF,
          ConnectionProperty.STRATEGY,
          ConnectionProperty.QUERY_TIMEOUT_MS,
          ConnectionProperty.PROVENANCE_WARNINGS,
          ConnectionProperty.APPLICATION_NAME);
  private static final String PREFIX = "timestore.";

  private final ConnectionUrl url;
  private final Map<ConnectionProperty, String> changed = new EnumMap<>(ConnectionProperty.class);
  private volatile ReadOptions readOptions;

  public SessionSettings(ConnectionUrl url) throws SQLException {
    this.url = url;
    this.readOptions = options();
  }

  /** The property of a name such as {@code timestore.fresh_timeout_ms}. */
  public static ConnectionProperty named(String name) throws SQLException {
    String plain = name.toLowerCase(Locale.ROOT);
    String key = plain.startsWith(PREFIX) ? plain.substring(PREFIX.length()) : plain;
    for (ConnectionProperty property : CHANGEABLE) {
      if (property.snakeCase().equals(key) || property.key().equalsIgnoreCase(key)) {
        return property;
      }
    }
    List<String> known = names();
    throw SqlErrors.badArgument(
        "unknown setting '"
            + name
            + "'"
            + PropertyCheck.didYouMean(PREFIX + key, known)
            + "; known are "
            + String.join(", ", known));
  }

  /** The settings' names, as SHOW ALL lists them. */
  public static List<String> names() {
    return CHANGEABLE.stream().map(p -> PREFIX + p.snakeCase()).toList();
  }

  /** The value in force; null for none. */
  @Nullable
  public String value(ConnectionProperty property) {
    String own = changed.get(property);
    return own == null ? url.text(property) : own.isEmpty() ? null : own;
  }

  /**
   * Changes a setting.
   *
   * @param text empty for none, null to go back to the connection's property
   */
  public void set(ConnectionProperty property, @Nullable String text) throws SQLException {
    String before = changed.get(property);
    if (text == null) {
      changed.remove(property);
    } else {
      if (!text.isEmpty()) {
        PropertyCheck.value(property, text);
      }
      changed.put(
          property, text.isEmpty() && property.defaultValue() != null ? defaulted(property) : text);
    }
    try {
      readOptions = options();
    } catch (SQLException e) {
      if (before == null) {
        changed.remove(property);
      } else {
        changed.put(property, before);
      }
      throw e;
    }
  }

  private static String defaulted(ConnectionProperty property) {
    return Objects.requireNonNullElse(property.defaultValue(), "");
  }

  public void reset() throws SQLException {
    changed.clear();
    readOptions = options();
  }

  /** What statements read of tables, and how. */
  public ReadOptions readOptions() {
    return readOptions;
  }

  public long queryTimeoutMillis() throws SQLException {
    return number(ConnectionProperty.QUERY_TIMEOUT_MS);
  }

  public boolean provenanceWarnings() {
    return "true".equalsIgnoreCase(value(ConnectionProperty.PROVENANCE_WARNINGS));
  }

  private long number(ConnectionProperty property) throws SQLException {
    return PropertyCheck.number(property, String.valueOf(value(property)));
  }

  private ReadOptions options() throws SQLException {
    try {
      String asOf = value(ConnectionProperty.AS_OF);
      String least = value(ConnectionProperty.MIN_WATERMARK);
      return ReadOptions.DEFAULT
          .withAsOf(asOf == null ? null : WatermarkVector.parse(asOf))
          .withFreshness(Objects.requireNonNull(Freshness.find(word(ConnectionProperty.FRESHNESS))))
          .withMinWatermark(
              least == null ? null : MinWatermark.parse(least),
              Duration.ofMillis(number(ConnectionProperty.FRESH_TIMEOUT_MS)))
          .withStrategy(
              Objects.requireNonNull(MergeStrategy.find(word(ConnectionProperty.STRATEGY))))
          .withComment(value(ConnectionProperty.APPLICATION_NAME));
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  private String word(ConnectionProperty property) {
    return String.valueOf(value(property)).strip();
  }
}
