package io.timestore.calcite.cache;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.RemovalNotification;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose entries take no more memory than it may take, by an estimate of each; the least
 * recently used goes first. Thread-safe.
 */
final class BoundedCache<K, V> {
  private final long mostBytes;
  private final ToLongBiFunction<K, V> bytes;
  private final Cache<K, V> entries;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder evictions = new LongAdder();

  /**
   * @param bytes the memory of an entry, about
   */
  BoundedCache(long mostBytes, ToLongBiFunction<K, V> bytes) {
    this.mostBytes = mostBytes;
    this.bytes = bytes;
    // One segment, so that exactly the least recently used is evicted.
    this.entries =
        CacheBuilder.newBuilder()
            .concurrencyLevel(1)
            .maximumWeight(mostBytes)
            .weigher((K key, V value) -> (int) Math.min(Integer.MAX_VALUE, size(key, value)))
            .removalListener(this::gone)
            .build();
  }

  private long size(K key, V value) {
    return bytes.applyAsLong(key, value);
  }

  private void gone(RemovalNotification<K, V> entry) {
    K key = entry.getKey();
    V value = entry.getValue();
    if (key != null && value != null) {
      held.addAndGet(-size(key, value));
    }
    if (entry.wasEvicted()) {
      evictions.increment();
    }
  }

  @Nullable V get(K key) {
    return entries.getIfPresent(key);
  }

  void put(K key, V value) {
    held.addAndGet(size(key, value));
    entries.put(key, value);
  }

  long entries() {
    return entries.size();
  }

  long bytes() {
    return held.get();
  }

  long mostBytes() {
    return mostBytes;
  }

  long evictions() {
    return evictions.sum();
  }
}
