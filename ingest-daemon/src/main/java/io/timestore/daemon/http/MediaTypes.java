package io.timestore.daemon.http;

import io.javalin.http.Context;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of request bodies. */
final class MediaTypes {
  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  static final String PARQUET = "application/vnd.apache.parquet";
  static final String NATIVE = "application/x-clickhouse-native";

  private MediaTypes() {}

  /** Refuses a body that says it is anything but JSON; one that says nothing is taken for JSON. */
  static void requireJson(Context ctx) {
    String type = type(ctx);
    if (!type.isEmpty() && !type.equals(JSON) && !type.endsWith("+json")) {
      throw unsupported(type, JSON);
    }
    requireUtf8(ctx);
  }

  /** The media type of a bulk body, one of the constants here. */
  static String bulk(Context ctx) {
    String type = type(ctx);
    return switch (type) {
      case NDJSON, "application/ndjson", "application/jsonl", "application/x-jsonlines" -> {
        requireUtf8(ctx);
        yield NDJSON;
      }
      case CSV -> {
        requireUtf8(ctx);
        yield CSV;
      }
      case PARQUET, NATIVE -> type;
      default -> throw unsupported(type, NDJSON + ", " + CSV + ", " + PARQUET + " and " + NATIVE);
    };
  }

  /** Type and subtype in lower case without parameters; empty if there is no such header. */
  private static String type(Context ctx) {
    @Nullable String header = ctx.header("content-type");
    if (header == null) {
      return "";
    }
    int semicolon = header.indexOf(';');
    String type = semicolon < 0 ? header : header.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static void requireUtf8(Context ctx) {
    @Nullable String header = ctx.header("content-type");
    String lower = header == null ? "" : header.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("charset=");
    if (at < 0) {
      return;
    }
    String charset = lower.substring(at + "charset=".length()).split(";", 2)[0];
    String plain = charset.replace("\"", "").strip();
    if (!plain.equals("utf-8") && !plain.equals("utf8") && !plain.equals("us-ascii")) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the charset '" + plain + "' is not accepted; accepted is utf-8");
    }
  }

  private static TimestoreException unsupported(String type, String accepted) {
    return new TimestoreException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        (type.isEmpty() ? "the request has no content type" : "the content type '" + type + "'")
            + (type.isEmpty() ? "" : " is not accepted")
            + "; accepted are "
            + accepted);
  }
}
