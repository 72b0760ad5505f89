package io.orderwire.bench.rows;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The instances that take requests now, in turn, as a load balancer would have them. For many
 * threads.
 */
final class Rotation {
  private final List<URI> instances;
  private final AtomicInteger turns = new AtomicInteger();

  Rotation(List<URI> instances) {
    this.instances = new CopyOnWriteArrayList<>(instances);
  }

  /** The next one. */
  URI next() {
    Object[] now = instances.toArray();
    return (URI) now[Math.floorMod(turns.getAndIncrement(), now.length)];
  }

  /** All of them. */
  List<URI> all() {
    return List.copyOf(instances);
  }

  /** No more goes there from now on. */
  void out(URI instance) {
    instances.remove(instance);
  }

  /** It takes requests again. */
  void in(URI instance) {
    instances.add(instance);
  }
}
