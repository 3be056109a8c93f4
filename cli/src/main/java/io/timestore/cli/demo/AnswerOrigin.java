package io.timestore.cli.demo;

import java.util.List;

/**
 * Where the rows of one of timestore's answers came from.
 *
 * @param strategy how hot and cold rows were brought together
 * @param watermarks of each lane of the flights; empty if the driver does not tell
 * @param coldRows flights at or below the watermark
 * @param hotRows rows in the tails of all tables that were read
 */
public record AnswerOrigin(String strategy, List<Long> watermarks, long coldRows, long hotRows) {
  AnswerOrigin withColdRows(long rows) {
    return new AnswerOrigin(strategy, watermarks, rows, hotRows);
  }
}
