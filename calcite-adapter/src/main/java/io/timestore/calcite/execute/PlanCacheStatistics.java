package io.timestore.calcite.execute;

/**
 * What a plan cache did so far.
 *
 * @param hits statements that found their plan
 * @param misses statements that had to be planned
 * @param size plans held
 * @param capacity most plans held
 */
public record PlanCacheStatistics(long hits, long misses, int size, int capacity) {}
