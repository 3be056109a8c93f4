package io.timestore.daemon.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.javaprop.JavaPropsMapper;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.FlushConfig;
import io.timestore.daemon.flush.LeaseConfig;
import io.timestore.daemon.ingest.CatalogDown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's configuration, read once from a properties file. Unknown keys and wrong types are
 * refused. What is left out has the default that the component's constructor gives.
 *
 * @param name of this daemon, the same after a restart; default host name and port
 */
public record DaemonConfig(
    @Nullable String name,
    Http http,
    @JsonProperty(required = true) ClickHouseAt clickhouse,
    @JsonProperty(required = true) RedisAt redis,
    @JsonProperty(required = true) CatalogAt catalog,
    Flush flush,
    Lease lease,
    Ingest ingest) {

  public DaemonConfig {
    http = http == null ? new Http(null, null, null, null) : http;
    flush = flush == null ? new Flush(null, null, null, null, null, null, null, null) : flush;
    lease = lease == null ? new Lease(null, null) : lease;
    ingest = ingest == null ? new Ingest(null) : ingest;
  }

  /**
   * Where the HTTP API listens.
   *
   * @param host default 127.0.0.1
   * @param port default 7400
   * @param bodyLimitBytes most bytes of a JSON ingest body, default 64 MiB
   * @param bulkLimitBytes most bytes of a bulk body after decompression, default 1 GiB
   */
  public record Http(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable Long bodyLimitBytes,
      @Nullable Long bulkLimitBytes) {}

  /**
   * Where ClickHouse is.
   *
   * @param database the database of cold tables, default {@code timestore}
   */
  public record ClickHouseAt(
      @JsonProperty(required = true) String url,
      @Nullable String user,
      @Nullable String password,
      @Nullable String database) {}

  /**
   * Where Redis is.
   *
   * @param idempotencyDays how long keys are remembered, default 7
   * @param maxLaneRows most rows waiting in one lane, default 20 million
   * @param maxLaneBytes most encoded bytes waiting in one lane, default 1 GiB
   * @param idempotencyCacheMinutes how long Redis remembers keys that the catalog has, default 60
   * @param maxRows most rows waiting in all lanes, default 50 million
   * @param maxBytes most encoded bytes waiting in all lanes, default 2 GiB
   * @param waitReplicas how many replicas must have rows before they are acknowledged, default 0
   * @param waitMs how long they are waited for, default 1000
   */
  public record RedisAt(
      @JsonProperty(required = true) String uri,
      @Nullable Integer idempotencyDays,
      @Nullable Long maxLaneRows,
      @Nullable Long maxLaneBytes,
      @Nullable Integer idempotencyCacheMinutes,
      @Nullable Long maxRows,
      @Nullable Long maxBytes,
      @Nullable Integer waitReplicas,
      @Nullable Integer waitMs) {}

  /** Where PostgreSQL is. */
  public record CatalogAt(
      @JsonProperty(required = true) String url,
      @Nullable String user,
      @Nullable String password) {}

  /** See {@link FlushConfig}; times in milliseconds. */
  public record Flush(
      @Nullable Long rows,
      @Nullable Long bytes,
      @Nullable Long ageMs,
      @Nullable Long maxBatchRows,
      @Nullable Long maxBatchBytes,
      @Nullable Long graceMs,
      @Nullable Integer threads,
      @Nullable Integer insertsPerDataset) {

    public FlushConfig resolve() {
      FlushConfig d = FlushConfig.DEFAULT;
      return new FlushConfig(
          or(rows, d.rows()),
          or(bytes, d.bytes()),
          Duration.ofMillis(or(ageMs, d.age().toMillis())),
          or(maxBatchRows, d.maxBatchRows()),
          or(maxBatchBytes, d.maxBatchBytes()),
          Duration.ofMillis(or(graceMs, d.grace().toMillis())),
          d.pollInterval(),
          or(threads, d.threads()),
          or(insertsPerDataset, d.insertsPerDataset()));
    }
  }

  /**
   * How rows are taken.
   *
   * @param catalogDown what is done while PostgreSQL is away: STAGE_UNKEYED (default), STAGE or
   *     REFUSE
   */
  public record Ingest(@Nullable CatalogDown catalogDown) {}

  /**
   * How long this daemon holds lanes.
   *
   * @param durationMs default 10000
   * @param heartbeatMs default 2000, at most a third of the duration
   */
  public record Lease(@Nullable Long durationMs, @Nullable Long heartbeatMs) {

    public LeaseConfig resolve() {
      LeaseConfig d = LeaseConfig.DEFAULT;
      Duration duration = Duration.ofMillis(or(durationMs, d.duration().toMillis()));
      Duration heartbeat = Duration.ofMillis(or(heartbeatMs, d.heartbeat().toMillis()));
      return new LeaseConfig(duration, heartbeat);
    }
  }

  public static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /** Reads a file. Throws INVALID_REQUEST that names the file, the keys and what is wrong. */
  public static DaemonConfig read(Path file) {
    try {
      DaemonConfig config =
          new JavaPropsMapper()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readerFor(DaemonConfig.class)
              .readValue(file.toFile());
      List<String> problems = ConfigCheck.problems(config);
      if (!problems.isEmpty()) {
        throw new TimestoreException(
            ErrorCode.INVALID_REQUEST, file + ": " + String.join("; ", problems));
      }
      return config;
    } catch (UnrecognizedPropertyException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          file
              + ": unknown key '"
              + e.getPropertyName()
              + "'; known here are "
              + e.getKnownPropertyIds(),
          e);
    } catch (JacksonException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST, file + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
