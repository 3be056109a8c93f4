package io.timestore.daemon.flush;

import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.hot.HotBlock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A batch together with its blocks, which are the bytes that were sealed. */
record SealedBatch(Batch batch, List<HotBlock> blocks) {
  SealedBatch {
    blocks = List.copyOf(blocks);
  }

  /** SHA-256 over the sequences and stored bytes of blocks. */
  static String contentHash(List<HotBlock> blocks) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (HotBlock b : blocks) {
        digest.update(Long.toString(b.sequence()).getBytes(StandardCharsets.UTF_8));
        digest.update(b.block().bytes());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static long rows(List<HotBlock> blocks) {
    return blocks.stream().mapToLong(b -> b.block().header().rows()).sum();
  }

  static long bytes(List<HotBlock> blocks) {
    return blocks.stream().mapToLong(b -> b.block().bytes().length).sum();
  }

  /** The blocks by time window, because one insert touches one partition. */
  Map<Integer, List<HotBlock>> byWindow() {
    Map<Integer, List<HotBlock>> windows = new TreeMap<>();
    for (HotBlock b : blocks) {
      windows.computeIfAbsent(b.block().header().window(), w -> new ArrayList<>()).add(b);
    }
    return windows;
  }

  /** What the batch adds to the manifests: one partition per window and partition key. */
  List<NewPartition> partitions() {
    record Place(int window, String key) {}
    Map<Place, NewPartition> partitions = new LinkedHashMap<>();
    for (HotBlock b : blocks) {
      var header = b.block().header();
      NewPartition one =
          new NewPartition(
              header.partitionKey(),
              instant(header.minTimeNanos()),
              instant(header.maxTimeNanos()),
              header.rows(),
              b.block().bytes().length);
      partitions.merge(new Place(header.window(), header.partitionKey()), one, SealedBatch::add);
    }
    return List.copyOf(partitions.values());
  }

  private static NewPartition add(NewPartition a, NewPartition b) {
    return new NewPartition(
        a.partitionKey(),
        a.start().isBefore(b.start()) ? a.start() : b.start(),
        a.end().isAfter(b.end()) ? a.end() : b.end(),
        a.rows() + b.rows(),
        a.bytes() + b.bytes());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
