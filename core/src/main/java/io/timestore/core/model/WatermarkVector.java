package io.timestore.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A point in the history of tables: of each lane the last sequence that counts. Its text is {@code
 * flights.records=105;flights.late/2=77}: the lane stands behind a slash and is 0 if left out; a
 * name of other characters than letters, digits, {@code _} and {@code -} stands in double quotes,
 * which are doubled inside. Immutable.
 */
public final class WatermarkVector {
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[A-Za-z0-9_-]+)";
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*" + NAME + "\\." + NAME + "(?:/(\\d{1,4}))?\\s*=\\s*(\\d{1,18})\\s*(;|$)");

  private final Map<TableName, Map<Integer, Long>> sequences;

  private WatermarkVector(Map<TableName, Map<Integer, Long>> sequences) {
    this.sequences = Collections.unmodifiableMap(sequences);
  }

  /** The last sequences of each table's lanes, in the order of lanes. */
  public static WatermarkVector of(Map<TableName, List<Long>> lanes) {
    Map<TableName, Map<Integer, Long>> sequences = new LinkedHashMap<>();
    lanes.forEach(
        (table, last) -> {
          Map<Integer, Long> byLane = new LinkedHashMap<>();
          for (int lane = 0; lane < last.size(); lane++) {
            byLane.put(lane, last.get(lane));
          }
          sequences.put(table, byLane);
        });
    return new WatermarkVector(sequences);
  }

  /** Reads the text. Throws INVALID_REQUEST that says where it is wrong. */
  public static WatermarkVector parse(String text) {
    Map<TableName, Map<Integer, Long>> sequences = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!entry.find(at) || entry.start() != at) {
        throw new TimestoreException(
            ErrorCode.INVALID_REQUEST,
            "'"
                + text
                + "' is not a watermark vector, at character "
                + (at + 1)
                + "; accepted is dataset.table=sequence or dataset.table/lane=sequence, separated by"
                + " semicolons, with other names than letters, digits, _ and - in double quotes");
      }
      TableName table = new TableName(unquoted(entry.group(1)), unquoted(entry.group(2)));
      int lane = entry.group(3) == null ? 0 : Integer.parseInt(entry.group(3));
      sequences
          .computeIfAbsent(table, t -> new LinkedHashMap<>())
          .put(lane, Long.parseLong(entry.group(4)));
      at = entry.end();
    }
    return new WatermarkVector(sequences);
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** The last sequence of each lane that is named, or null for a table that is not. */
  public @Nullable Map<Integer, Long> lanes(TableName table) {
    Map<Integer, Long> lanes = sequences.get(table);
    return lanes == null ? null : Collections.unmodifiableMap(lanes);
  }

  @Override
  public String toString() {
    List<String> entries = new ArrayList<>();
    sequences.forEach(
        (table, lanes) ->
            lanes.forEach(
                (lane, sequence) ->
                    entries.add(
                        quoted(table.dataset())
                            + "."
                            + quoted(table.table())
                            + (lane == 0 ? "" : "/" + lane)
                            + "="
                            + sequence)));
    return entries.stream().collect(Collectors.joining(";"));
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WatermarkVector v && v.sequences.equals(sequences);
  }

  @Override
  public int hashCode() {
    return sequences.hashCode();
  }
}
