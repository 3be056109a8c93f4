package io.timestore.daemon.ingest;

import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;

/**
 * The schema and window that a request's rows are encoded with.
 *
 * @param schema the table's schema as it is, or with the version and fields that it is to get
 * @param window the width of the table's time windows
 */
public record IngestPlan(IngestTarget target, TableSchema schema, TimeWindow window) {}
