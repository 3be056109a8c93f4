package io.timestore.daemon.schedule;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * All periodic work of a daemon. Whoever makes a task starts and closes it; {@link #close} closes
 * what is left. Safe for many threads.
 */
public final class TaskSchedule implements AutoCloseable {
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final List<ScheduledTask> tasks = new CopyOnWriteArrayList<>();

  public TaskSchedule(Clock clock) {
    this(clock, System::nanoTime);
  }

  /**
   * Makes an empty schedule.
   *
   * @param clock dates successes
   * @param nanoTime measures their age, as {@link System#nanoTime} does
   */
  public TaskSchedule(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes a task, which the caller starts.
   *
   * @param name unique, of lower-case words and hyphens; the label of its metrics
   * @param period pause between the end of a run and the next run
   */
  public ScheduledTask task(String name, Duration period, Runnable work) {
    if (tasks.stream().anyMatch(t -> t.name().equals(name))) {
      throw new IllegalArgumentException("there is a task '" + name + "' already");
    }
    ScheduledTask task = new ScheduledTask(name, period, work, clock, nanoTime);
    tasks.add(task);
    return task;
  }

  /** The tasks, in the order in which they were made. */
  public List<ScheduledTask> tasks() {
    return List.copyOf(tasks);
  }

  public List<TaskState> states() {
    return tasks.stream().map(ScheduledTask::state).toList();
  }

  /** A sentence for each late task. */
  public List<String> problems() {
    return states().stream().map(TaskState::problem).filter(Objects::nonNull).toList();
  }

  @Override
  public void close() {
    tasks.forEach(ScheduledTask::close);
  }
}
