package io.timestore.daemon.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * How the API writes JSON: times in RFC 3339 with three fraction digits or more, integers beyond
 * ±(2^53−1) as text, doubles that are no numbers as null. Safe for use by many threads.
 */
public final class ApiJson {
  public static final String CONTENT_TYPE = "application/json; charset=utf-8";

  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(module())
          .build();

  private ApiJson() {}

  /** The mapper; nobody changes it. Reading refuses double names and trailing text. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  /** A time as the API writes it. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  private static SimpleModule module() {
    return new SimpleModule("timestore")
        .addSerializer(Instant.class, serializer((value, out) -> out.writeString(time(value))))
        .addSerializer(Long.class, serializer(ApiJson::writeLong))
        .addSerializer(Long.TYPE, serializer(ApiJson::writeLong))
        .addSerializer(Double.class, serializer(ApiJson::writeDouble))
        .addSerializer(Double.TYPE, serializer(ApiJson::writeDouble));
  }

  private static void writeLong(Long value, JsonGenerator out) throws IOException {
    if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
      out.writeString(Long.toString(value));
    } else {
      out.writeNumber(value);
    }
  }

  private static void writeDouble(Double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }

  /** Writes one value. */
  private interface ValueWriter<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  private static <T> JsonSerializer<T> serializer(ValueWriter<T> writer) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        writer.write(value, out);
      }
    };
  }
}
