package io.timestore.bench;

import java.util.Locale;

/**
 * The shapes of statements that are measured. One text serves both sides: {@code {flights}} and
 * {@code {airports}} stand for the tables.
 */
enum Shape {
  POINT(
      "point",
      "tdss",
      "SELECT \"date\", distance, origin, destination FROM {flights} AS f"
          + " WHERE \"date\" = {time} AND origin = 'SFO'"),
  LAST_100(
      "last 100",
      "tlss",
      "SELECT \"date\", delay, origin, destination FROM {flights} AS f"
          + " ORDER BY \"date\" DESC, origin, destination, delay LIMIT 100"),
  HOUR_BUCKETS(
      "hour buckets",
      "tll",
      "SELECT {hour} AS bucket, COUNT(*) AS flights, SUM(delay) AS minutes FROM {flights} AS f"
          + " WHERE \"date\" >= {since} GROUP BY {hour} ORDER BY bucket"),
  GROUP_BY_KEY(
      "group by key",
      "slll",
      "SELECT origin, COUNT(*) AS flights, SUM(distance) AS miles, MAX(delay) AS longest"
          + " FROM {flights} AS f GROUP BY origin ORDER BY origin"),
  DISTINCT_COUNT(
      "distinct count",
      "l",
      "SELECT COUNT(DISTINCT destination) AS destinations FROM {flights} AS f WHERE origin = 'ATL'"),
  COUNT("count", "l", "SELECT COUNT(*) AS flights FROM {flights} AS f"),
  JOIN(
      "join",
      "sl",
      "SELECT a.state, COUNT(*) AS flights FROM {flights} AS f JOIN {airports} AS a"
          + " ON f.origin = a.iata GROUP BY a.state ORDER BY a.state"),
  WINDOW(
      "window",
      "sll",
      "SELECT origin, flights, SUM(flights) OVER (ORDER BY flights, origin) AS running FROM"
          + " (SELECT origin, COUNT(*) AS flights FROM {flights} AS f GROUP BY origin) AS g"
          + " ORDER BY flights, origin"),
  FULL_SCAN(
      "full scan",
      "tllss",
      "SELECT \"date\", delay, distance, origin, destination FROM {flights} AS f");

  private final String title;
  private final String kinds;
  private final String template;

  /**
   * @param kinds how each column is read: {@code t} getTimestamp, {@code l} getLong, {@code d}
   *     getDouble, {@code s} getString, {@code o} getObject
   */
  Shape(String title, String kinds, String template) {
    this.title = title;
    this.kinds = kinds;
    this.template = template;
  }

  String title() {
    return title;
  }

  String kinds() {
    return kinds;
  }

  String timestoreSql() {
    return sql("flights.records", "airports.records", "TIMESTAMP '%s'", "FLOOR(\"date\" TO HOUR)");
  }

  String clickHouseSql(FlightTables tables) {
    return sql(
        tables.coldFlights(),
        tables.coldAirports(),
        "toDateTime64('%s', 6, 'UTC')",
        "toStartOfHour(\"date\")");
  }

  private String sql(String flights, String airports, String time, String hour) {
    return template
        .replace("{flights}", flights)
        .replace("{airports}", airports)
        .replace("{time}", String.format(Locale.ROOT, time, "2001-03-01 08:00:00"))
        .replace("{since}", String.format(Locale.ROOT, time, "2001-06-01 00:00:00"))
        .replace("{hour}", hour);
  }
}
