package io.timestore.embedded.chdb.http;

import java.util.Locale;

/** The Content-Type of a format, as ClickHouse's server answers it. */
final class ContentTypes {
  private ContentTypes() {}

  static String of(String format) {
    String name = format.toLowerCase(Locale.ROOT);
    if (name.startsWith("jsoneachrow") || name.equals("ndjson") || name.equals("jsonlines")) {
      return "application/x-ndjson; charset=UTF-8";
    }
    if (name.startsWith("json")) {
      return "application/json; charset=UTF-8";
    }
    if (name.startsWith("tsv") || name.startsWith("tabseparated")) {
      return "text/tab-separated-values; charset=UTF-8";
    }
    if (name.startsWith("csv")) {
      return "text/csv; charset=UTF-8; header="
          + (name.startsWith("csvwithnames") ? "present" : "absent");
    }
    if (name.startsWith("rowbinary") || name.equals("native") || name.equals("parquet")) {
      return "application/octet-stream";
    }
    return "text/plain; charset=UTF-8";
  }
}
