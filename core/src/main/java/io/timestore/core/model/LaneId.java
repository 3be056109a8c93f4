package io.timestore.core.model;

/** One independent sequence of a table. Lanes of a table count from 0. */
public record LaneId(long tableId, int lane) {}
