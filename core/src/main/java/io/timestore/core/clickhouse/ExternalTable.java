package io.timestore.core.clickhouse;

/**
 * A temporary table that travels with one statement (ClickHouse's external data for query
 * processing).
 *
 * @param structure columns as ClickHouse writes them: {@code `a` Int64, `b` Nullable(String)}
 * @param data writes uncompressed Native blocks
 */
public record ExternalTable(String name, String structure, BodyWriter data) {}
