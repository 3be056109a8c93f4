package io.timestore.verify;

import io.timestore.daemon.flush.FlushStep;
import io.timestore.embedded.StackComponent;
import io.timestore.verify.check.History;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does harm, one fault after another, as its seed says, and heals it. For one thread. */
final class Nemesis {
  /** Kinds of faults that can be chosen. */
  enum Kind {
    KILL,
    PAUSE,
    SLOW,
    CUT,
    STEP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<StackComponent> STORES =
      List.of(StackComponent.ENGINE, StackComponent.REDIS, StackComponent.POSTGRES);
  private static final int MOST_BYTES_TO_CUT = 60_000;

  /** How long a step is waited for in a run. */
  static final Duration STEP_WAIT = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final History history;
  private final Random random;
  private final List<Kind> kinds;
  private final Deque<StepFault> steps = new ArrayDeque<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  private record StepFault(FlushStep step, boolean kills) {
    String words() {
      return (kills ? "kill -9" : "pause") + " at step " + words(step);
    }

    private static String words(FlushStep step) {
      return step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  Nemesis(Cluster cluster, History history, long seed, List<Kind> kinds) {
    this.cluster = cluster;
    this.history = history;
    this.random = new Random(seed);
    this.kinds = List.copyOf(kinds);
  }

  /** How many faults of each kind were injected. */
  Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /** One fault, from its beginning to its end, now and then with slow connections meanwhile. */
  void strike() {
    cluster.daemons().stream().filter(d -> !d.alive()).forEach(DaemonChild::start);
    FaultProxy slow = kinds.contains(Kind.SLOW) && random.nextInt(4) == 0 ? anyProxy() : null;
    if (slow != null) {
      note("slow connections during another", "connections slow meanwhile");
      slow.delay(5L + random.nextInt(50));
    }
    switch (kinds.get(random.nextInt(kinds.size()))) {
      case KILL -> kill();
      case PAUSE -> pause();
      case SLOW -> slow();
      case CUT -> cut();
      case STEP -> step();
    }
    if (slow != null) {
      slow.heal();
    }
    rest(200 + random.nextInt(800));
  }

  private void note(String kind, String what) {
    counts.merge(kind, 1, Integer::sum);
    history.fault(what);
  }

  private static void rest(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void kill() {
    int choice = random.nextInt(STORES.size() + 2);
    if (choice < 2) {
      DaemonChild daemon = cluster.daemons().get(choice);
      note("kill -9 daemon", "kill -9 " + daemon.name());
      daemon.kill();
      rest(random.nextInt(2_000));
      daemon.start();
      history.fault(daemon.name() + " started");
      return;
    }
    StackComponent store = STORES.get(choice - 2);
    note("kill -9 " + store.label(), "kill -9 " + store.label());
    cluster.stack().kill(store);
    rest(random.nextInt(1_000));
    cluster.stack().restart(store);
    history.fault(store.label() + " started");
  }

  /** Sometimes for longer than a lease lasts; while a store stands still, a daemon may die. */
  private void pause() {
    int choice = random.nextInt(STORES.size() + 2);
    ProcessHandle process;
    String name;
    if (choice < 2) {
      DaemonChild daemon = cluster.daemons().get(choice);
      process = daemon.handle();
      name = daemon.name();
    } else {
      process = cluster.stack().process(STORES.get(choice - 2));
      name = STORES.get(choice - 2).label();
    }
    long millis = 300L + random.nextInt(choice < 2 ? (int) Cluster.LEASE_MILLIS + 2_000 : 2_000);
    note("pause " + (choice < 2 ? "daemon" : name), "pause " + name + " for " + millis + " ms");
    Signals.pause(process);
    DaemonChild dead =
        choice >= 2 && random.nextInt(3) == 0 ? cluster.daemons().get(random.nextInt(2)) : null;
    if (dead != null) {
      note("kill -9 daemon while a store is paused", "kill -9 " + dead.name());
      dead.kill();
      dead.start();
    }
    rest(millis);
    Signals.resume(process);
    history.fault(name + " goes on");
  }

  private void slow() {
    FaultProxy proxy = anyProxy();
    if (random.nextInt(3) == 0) {
      note("connections standing still", "connections stand still");
      proxy.stand();
      rest(500 + random.nextInt(3_000));
    } else {
      long delay = 20L + random.nextInt(200);
      note("slow connections", "connections slow by " + delay + " ms");
      proxy.delay(delay);
      rest(500 + random.nextInt(2_000));
    }
    proxy.heal();
    history.fault("connections fast again");
  }

  private void cut() {
    FaultProxy proxy = anyProxy();
    if (random.nextBoolean()) {
      note("cut in the middle of a message", "a connection cut in the middle of a message");
      for (int i = 0; i < 5; i++) {
        proxy.cutAfter(random.nextInt(MOST_BYTES_TO_CUT));
        rest(200);
      }
    } else {
      note("cut connections", "connections cut");
      proxy.refuse(random.nextBoolean());
      proxy.cut();
      rest(random.nextInt(1_000));
      proxy.cut();
    }
    proxy.heal();
    history.fault("connections possible again");
  }

  private FaultProxy anyProxy() {
    List<FaultProxy> proxies = cluster.proxies();
    return proxies.get(random.nextInt(proxies.size()));
  }

  /** Takes every step in turn, so that none is left out; one that was not reached comes again. */
  private void step() {
    if (steps.isEmpty()) {
      List<StepFault> all = new ArrayList<>();
      for (FlushStep step : FlushStep.values()) {
        all.add(new StepFault(step, true));
        all.add(new StepFault(step, false));
      }
      Collections.shuffle(all, random);
      steps.addAll(all);
    }
    StepFault next = steps.removeFirst();
    if (!step(next.step(), next.kills(), STEP_WAIT)) {
      steps.addLast(next);
    }
  }

  /**
   * Kills or pauses the daemon that reaches a step next, just there. Answers whether one reached it
   * in time.
   */
  boolean step(FlushStep step, boolean kills, Duration wait) {
    CountDownLatch hit = new CountDownLatch(1);
    List<DaemonChild> struck = new CopyOnWriteArrayList<>();
    cluster
        .gate()
        .arm(
            step,
            name -> {
              DaemonChild daemon = cluster.daemon(name);
              history.fault((kills ? "kill -9 " : "pause ") + name + " at " + step);
              if (kills) {
                daemon.handle().destroyForcibly();
              } else {
                Signals.pause(daemon.handle());
              }
              struck.add(daemon);
              hit.countDown();
            });
    try {
      if (!hit.await(wait.toMillis(), TimeUnit.MILLISECONDS) && cluster.gate().disarm()) {
        return false;
      }
      hit.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    counts.merge(new StepFault(step, kills).words(), 1, Integer::sum);
    if (kills) {
      rest(random.nextInt(1_500));
      struck.get(0).kill();
      struck.get(0).start();
    } else {
      rest(Cluster.LEASE_MILLIS + 500 + random.nextInt(1_500));
      Signals.resume(struck.get(0).handle());
    }
    history.fault(struck.get(0).name() + (kills ? " started" : " goes on"));
    return true;
  }

  /** Makes everything whole again. */
  void heal() {
    boolean unused = cluster.gate().disarm();
    cluster.proxies().forEach(FaultProxy::heal);
    cluster.daemons().stream().filter(d -> !d.alive()).forEach(DaemonChild::start);
    history.fault("all healed");
  }
}
