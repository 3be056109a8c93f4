package io.timestore.daemon.ingest;

import java.time.Instant;

/** A range of time that includes both ends; the start is not after the end. */
public record TimeRange(Instant start, Instant end) {}
