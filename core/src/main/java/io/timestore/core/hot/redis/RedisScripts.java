package io.timestore.core.hot.redis;

/** The scripts, which are read when the first of them is to run: readers run none. */
final class RedisScripts {
  static final RedisScript CLOSE_LANE = RedisScript.load("close-lane.lua");
  static final RedisScript ENSURE_LANE = RedisScript.load("ensure-lane.lua");
  static final RedisScript MARK_INSERTING = RedisScript.load("mark-inserting.lua");
  static final RedisScript OPEN_LANE = RedisScript.load("open-lane.lua");
  static final RedisScript PROMOTE = RedisScript.load("promote.lua");
  static final RedisScript RAISE_VERSION = RedisScript.load("raise-version.lua");
  static final RedisScript SET_LANES = RedisScript.load("set-lanes.lua");
  static final RedisScript STAGE = RedisScript.load("stage.lua");
  static final RedisScript TRIM = RedisScript.load("trim.lua");
  static final RedisScript WANT_FLUSH = RedisScript.load("want-flush.lua");

  private RedisScripts() {}
}
