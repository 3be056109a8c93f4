package io.timestore.cli.demo;

import java.util.List;

/** The demo's tables, and questions that a person would ask about them. */
final class Flights {
  static final String FIELDS =
      """
      [{"name":"date","type":"timestamp"},{"name":"delay","type":"integer"},\
      {"name":"distance","type":"integer"},{"name":"origin","type":"keyword"},\
      {"name":"destination","type":"keyword"}]""";

  static final String AIRPORT_FIELDS =
      """
      [{"name":"iata","type":"keyword"},{"name":"name","type":"string"},\
      {"name":"city","type":"string"},{"name":"state","type":"keyword"},\
      {"name":"country","type":"keyword"},{"name":"latitude","type":"double"},\
      {"name":"longitude","type":"double"}]""";

  private Flights() {}

  /** A question with its SQL, which reads {@code {flights}} and {@code {airports}}. */
  record Question(String title, String template) {
    String sql(String flights, String airports) {
      return template.replace("{flights}", flights).replace("{airports}", airports);
    }
  }

  static final Question COUNT =
      new Question("How many flights are there?", "SELECT COUNT(*) AS flights FROM {flights} AS f");

  static final List<Question> QUESTIONS =
      List.of(
          COUNT,
          new Question(
              "Which airports are the busiest?",
              """
              SELECT origin, COUNT(*) AS flights, SUM(distance) AS miles
              FROM {flights} AS f
              GROUP BY origin ORDER BY flights DESC, origin LIMIT 10"""),
          new Question(
              "At what hour of the day is the delay worst?",
              """
              SELECT EXTRACT(HOUR FROM "date") AS hour_of_day, COUNT(*) AS flights,
                AVG(CAST(delay AS DOUBLE)) AS mean_delay
              FROM {flights} AS f
              GROUP BY EXTRACT(HOUR FROM "date") ORDER BY mean_delay DESC, hour_of_day LIMIT 10"""),
          new Question(
              "Which busy routes are the worst?",
              """
              SELECT origin, destination, COUNT(*) AS flights,
                AVG(CAST(delay AS DOUBLE)) AS mean_delay, MAX(delay) AS longest
              FROM {flights} AS f
              GROUP BY origin, destination HAVING COUNT(*) >= 1000
              ORDER BY mean_delay DESC, origin, destination LIMIT 10"""),
          new Question(
              "How do the last days compare with the week before them?",
              """
              WITH days AS (
                SELECT CAST("date" AS DATE) AS flight_day, COUNT(*) AS flights
                FROM {flights} AS f GROUP BY CAST("date" AS DATE))
              SELECT flight_day, flights,
                SUM(flights) OVER (ORDER BY flight_day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week,
                RANK() OVER (ORDER BY flights DESC) AS busiest
              FROM days ORDER BY flight_day DESC LIMIT 10"""),
          new Question(
              "From which states do people fly?",
              """
              SELECT a.state, COUNT(*) AS flights, SUM(f.distance) AS miles
              FROM {flights} AS f JOIN {airports} AS a ON f.origin = a.iata
              GROUP BY a.state ORDER BY flights DESC, a.state LIMIT 10"""),
          new Question(
              "How many airports are later than the average?",
              """
              SELECT COUNT(*) AS airports FROM (
                SELECT origin FROM {flights} AS f GROUP BY origin
                HAVING AVG(CAST(delay AS DOUBLE)) >
                  (SELECT AVG(CAST(delay AS DOUBLE)) FROM {flights} AS g)) AS late"""),
          new Question(
              "Which are the newest ten flights?",
              """
              SELECT "date", origin, destination, delay, distance
              FROM {flights} AS f
              ORDER BY "date" DESC, origin, destination, delay, distance LIMIT 10"""));
}
