package io.timestore.daemon.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import java.util.concurrent.TimeUnit;

/** Shows the state of every scheduled task. */
public final class TaskMetrics {
  private TaskMetrics() {}

  /** Registers the meters of all tasks of a schedule, which holds the tasks as long as it lives. */
  public static void register(MeterRegistry registry, TaskSchedule schedule) {
    schedule.tasks().forEach(task -> register(registry, task));
  }

  private static void register(MeterRegistry registry, ScheduledTask task) {
    Gauge.builder("timestore.task.last.success.age", () -> seconds(task))
        .baseUnit("seconds")
        .description("Time since the task's last success, or since its start")
        .tag("task", task.name())
        .register(registry);
    Gauge.builder("timestore.task.late", () -> task.state().late() ? 1 : 0)
        .description("1 if the last success is too long ago, which makes the daemon degraded")
        .tag("task", task.name())
        .register(registry);
    FunctionCounter.builder("timestore.task.failures", task, t -> (double) t.state().failures())
        .description("Failed runs of the task")
        .tag("task", task.name())
        .register(registry);
  }

  private static double seconds(ScheduledTask task) {
    return (double) task.state().age().toNanos() / TimeUnit.SECONDS.toNanos(1);
  }
}
