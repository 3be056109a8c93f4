package io.timestore.calcite.cache;

/**
 * What a plan cache did so far.
 *
 * @param hits statements that found their plan
 * @param misses statements that had to be planned
 * @param evictions plans that had to go for others
 * @param plans plans held
 * @param bytes about how much memory plans, keys and texts take
 * @param mostBytes about how much memory they may take
 */
public record PlanCacheStatistics(
    long hits, long misses, long evictions, long plans, long bytes, long mostBytes) {}
