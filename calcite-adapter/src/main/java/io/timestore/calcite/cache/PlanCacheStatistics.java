package io.timestore.calcite.cache;

/**
 * What a plan cache did so far.
 *
 * @param hits statements that found their plan
 * @param misses statements that had to be planned
 * @param evictions plans that had to go for others
 * @param size plans held
 * @param capacity most plans held; a long statement counts for several
 */
public record PlanCacheStatistics(long hits, long misses, long evictions, int size, int capacity) {}
