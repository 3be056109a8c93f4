package io.timestore.core.hot.redis;

import io.lettuce.core.event.DefaultEventPublisherOptions;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.EventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.lettuce.core.tracing.Tracing;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;

/**
 * The threads of the Redis client; without events, latency statistics and tracing, which nobody
 * reads. Names of hosts are resolved by the JDK, as those of the other stores are: Lettuce's own
 * resources would load a DNS client of their own at each start, used or not.
 */
final class RedisResources implements ClientResources {
  private static final int THREADS = 2;
  private static final int CLOSE_SECONDS = 2;

  private final EventLoopGroupProvider loops = new DefaultEventLoopGroupProvider(THREADS);
  private final EventExecutorGroup executors =
      new DefaultEventExecutorGroup(THREADS, new DefaultThreadFactory("timestore-redis", true));
  private final HashedWheelTimer timer =
      new HashedWheelTimer(new DefaultThreadFactory("timestore-redis-timer", true));
  private final SocketAddressResolver addresses =
      SocketAddressResolver.create(DnsResolvers.UNRESOLVED);
  private final EventBus events = new NoEvents();
  private final NettyCustomizer customizer = new NettyCustomizer() {};

  private static final class NoEvents implements EventBus {
    @Override
    public Flux<Event> get() {
      return Flux.never();
    }

    @Override
    public void publish(Event event) {}
  }

  @Override
  public Builder mutate() {
    throw new UnsupportedOperationException("these resources are as they are");
  }

  @Override
  public Future<Boolean> shutdown() {
    return shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
    timer.stop();
    Promise<Boolean> closed = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);
    Future<?> executed = executors.shutdownGracefully(quietPeriod, timeout, unit);
    loops
        .shutdown(quietPeriod, timeout, unit)
        .addListener(
            network ->
                executed.addListener(
                    done -> closed.trySuccess(network.isSuccess() && done.isSuccess())));
    return closed;
  }

  @Override
  public AddressResolverGroup<?> addressResolverGroup() {
    return DefaultAddressResolverGroup.INSTANCE;
  }

  @Override
  public EventPublisherOptions commandLatencyPublisherOptions() {
    return DefaultEventPublisherOptions.disabled();
  }

  @Override
  public CommandLatencyRecorder commandLatencyRecorder() {
    return CommandLatencyRecorder.disabled();
  }

  @Override
  public int computationThreadPoolSize() {
    return THREADS;
  }

  @Override
  public EventBus eventBus() {
    return events;
  }

  @Override
  public EventLoopGroupProvider eventLoopGroupProvider() {
    return loops;
  }

  @Override
  public EventExecutorGroup eventExecutorGroup() {
    return executors;
  }

  @Override
  public int ioThreadPoolSize() {
    return THREADS;
  }

  @Override
  public NettyCustomizer nettyCustomizer() {
    return customizer;
  }

  @Override
  public Delay reconnectDelay() {
    return Delay.exponential();
  }

  @Override
  public SocketAddressResolver socketAddressResolver() {
    return addresses;
  }

  @Override
  public Timer timer() {
    return timer;
  }

  @Override
  public Tracing tracing() {
    return Tracing.disabled();
  }
}
