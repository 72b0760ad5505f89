package io.orderwire.processes;

import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.embedded.EmbeddedRegistry;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A broker or registry as a part. */
final class EmbeddedPart implements Part {
  private final String name;
  private final Runnable begin;
  private final Runnable awaitReady;
  private final Supplier<ChildJvm> process;
  private final Runnable close;
  private volatile @Nullable ChildJvm running;

  private EmbeddedPart(
      String name,
      Runnable begin,
      Runnable awaitReady,
      Supplier<ChildJvm> process,
      Runnable close) {
    this.name = name;
    this.begin = begin;
    this.awaitReady = awaitReady;
    this.process = process;
    this.close = close;
  }

  static EmbeddedPart of(EmbeddedBroker broker, String suffix) {
    return new EmbeddedPart(
        "Kafka broker" + suffix, broker::begin, broker::awaitReady, broker::process, broker::close);
  }

  static EmbeddedPart of(EmbeddedRegistry registry) {
    return new EmbeddedPart(
        "schema registry",
        registry::begin,
        registry::awaitReady,
        registry::process,
        registry::close);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void begin() {
    begin.run();
    running = process.get();
  }

  @Override
  public void awaitReady() {
    awaitReady.run();
  }

  @Override
  public void kill() {
    process.get().kill();
  }

  @Override
  public OptionalLong runningPid() {
    ChildJvm child = running;
    return child != null && child.isAlive() ? OptionalLong.of(child.pid()) : OptionalLong.empty();
  }

  @Override
  public void close() {
    close.run();
  }
}
