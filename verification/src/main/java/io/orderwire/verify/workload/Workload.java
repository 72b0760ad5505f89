package io.orderwire.verify.workload;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * What several producers send, without end. Each sends to all partners, and orders, bursts and
 * pauses of its own; a duplicate or a reused event_id follows its original in the same producer.
 *
 * <p>Immutable; an iterator is not safe for threads, and does not depend on others.
 */
public final class Workload {
  private final List<String> partners;
  private final int producers;
  private final Mix mix;
  private final Instant beginning;
  private final long seed;

  /**
   * Plans a workload.
   *
   * @param partners the partners' ids, the largest first; at least 2, so that keys can be wrong
   * @param producers how many producers there are, 1 to 10,000
   * @param beginning the {@code occurred_at} of what is due at once
   * @throws IllegalArgumentException if there are too few
   */
  public Workload(List<String> partners, int producers, Mix mix, Instant beginning, long seed) {
    if (partners.size() < 2) {
      throw new IllegalArgumentException("at least 2 partners are needed");
    }
    if (producers < 1 || producers > Tokens.MOST_PRODUCERS) {
      throw new IllegalArgumentException("1 to " + Tokens.MOST_PRODUCERS + " producers");
    }
    this.partners = List.copyOf(partners);
    this.producers = producers;
    this.mix = mix;
    this.beginning = beginning;
    this.seed = seed;
  }

  /** How many producers there are. */
  public int producers() {
    return producers;
  }

  /**
   * What a producer sends, from the beginning and without end.
   *
   * @param producer its number, from 0
   */
  public Iterator<Send> sends(int producer) {
    if (producer < 0 || producer >= producers) {
      throw new IndexOutOfBoundsException(producer);
    }
    Tokens tokens = new Tokens(seed, producer);
    return new ProducerPlan(partners, mix, 1.0 / producers, beginning, producer, tokens);
  }
}
