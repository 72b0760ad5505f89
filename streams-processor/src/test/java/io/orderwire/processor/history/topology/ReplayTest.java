package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Span;
import io.orderwire.schemas.registry.RegistryClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rule that all serving stands on: whatever aborts and is made again, what was visible
 * uncommitted never contradicts what is committed in the end.
 */
class ReplayTest {
  private static final int LATE_SCHEMA = 4_711;

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "5,false", "1000,false", "1,true", "5,true", "1000,true"})
  void whatever_write_is_the_last_before_an_abort_the_replay_writes_the_same(
      int commitEvery, boolean losesUnsettled) {
    int writes = undisturbed(false).size();
    int kills = 0;
    for (int killAfter = 0; killAfter < writes; killAfter++) {
      Attempts attempts = new Attempts().losesUnsettledVerdicts(losesUnsettled);
      List<Input.Sent> input = input(attempts.registry);
      if (!attempts.run(input, commitEvery, killAfter)) {
        kills++;
      }
      // What the registry did not know before the abort, it knows now: a verdict stands.
      boolean decided = !attempts.verdicts.isEmpty() || attempts.rejected("unknown_schema");
      List<Attempts.Written> expected = undisturbed(!decided);
      attempts.registry.registerLate(LATE_SCHEMA, OrderEvent.getClassSchema());
      assertThat(attempts.run(input, commitEvery, -1)).isTrue();
      assertThat(attempts.committed).as("killed after %d writes", killAfter).isEqualTo(expected);
      assertThat(attempts.contradictions()).isEmpty();
    }
    assertThat(kills).isEqualTo(writes);
  }

  @Property(tries = 60)
  void many_aborts_at_random_change_nothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int commitEvery) {
    Random random = new Random(seed);
    Attempts attempts = new Attempts();
    List<Input.Sent> input = input(attempts.registry);
    for (int tries = 0; tries < 30; tries++) {
      attempts.lookEvery(random.nextLong(1, 2_000)).losesUnsettledVerdicts(random.nextBoolean());
      attempts.scans(random.nextBoolean()).headsInMemory(random.nextInt(1, 4));
      if (attempts.run(input, commitEvery, random.nextInt(12))) {
        break;
      }
    }
    assertThat(attempts.run(input, commitEvery, -1)).isTrue();
    assertThat(attempts.committed).isEqualTo(undisturbed(false));
    assertThat(attempts.contradictions()).isEmpty();
  }

  /** Nor is how events are read, or how many heads are kept in memory. */
  @ParameterizedTest
  @CsvSource({"true,1", "false,1", "false,10000"})
  void how_it_is_done_changes_nothing(boolean scans, int headsInMemory) {
    Attempts attempts = new Attempts().scans(scans).headsInMemory(headsInMemory);
    assertThat(attempts.run(input(attempts.registry), 3, -1)).isTrue();
    assertThat(attempts.committed).isEqualTo(undisturbed(false));
  }

  /** How long records wait, and how many are held meanwhile, is nothing that anyone can see. */
  @ParameterizedTest
  @ValueSource(longs = {1, 90, 600, 4_999, 60_000})
  void how_much_time_passes_between_records_changes_nothing(long lookEvery) {
    Attempts attempts = new Attempts().lookEvery(lookEvery);
    assertThat(attempts.run(input(attempts.registry), 3, -1)).isTrue();
    assertThat(attempts.committed).isEqualTo(undisturbed(false));
  }

  @Test
  void a_history_goes_on_from_a_head_that_a_former_processor_has_left() {
    Attempts attempts = new Attempts();
    Input events = new Input(attempts.registry);
    String partner = Input.partner(0);
    Input.Sent first = events.event(Input.created(partner, 1, "1.00"), 1_000);
    Input.Sent second = events.event(Input.created(partner, 2, "2.00"), 2_000);
    assertThat(attempts.run(List.of(first, second), 1, -1)).isTrue();
    Attempts.Written next = attempts.committed.getLast();
    attempts.forget();
    Head left = new Head(List.of(new Span(0, 1, 1)), 1, 1, Instant.ofEpochMilli(1_000));
    assertThat(attempts.formerHead(partner, left).run(List.of(second), 1, -1)).isTrue();
    assertThat(attempts.committed).hasSize(1);
    assertThat(attempts.committed.getFirst().key()).isEqualTo(next.key());
  }

  /** Shows that the checks above can fail: here the outcome depends on when it is made. */
  @Test
  void an_outcome_that_depends_on_a_clock_is_found_out() {
    AtomicLong clock = new AtomicLong();
    Attempts attempts = new Attempts().around(processor -> new ByTheClock(processor, clock));
    List<Input.Sent> input = input(attempts.registry);
    assertThat(attempts.run(input, 1_000, 8)).isFalse();
    assertThat(attempts.run(input, 1_000, -1)).isTrue();
    assertThat(attempts.contradictions()).isNotEmpty();
  }

  private static List<Attempts.Written> undisturbed(boolean schemaIsKnown) {
    Attempts attempts = new Attempts();
    if (schemaIsKnown) {
      attempts.registry.registerLate(LATE_SCHEMA, OrderEvent.getClassSchema());
    }
    assertThat(attempts.run(input(attempts.registry), 1, -1)).isTrue();
    return List.copyOf(attempts.committed);
  }

  /** Two partners, each kind of outcome at least once. */
  private static List<Input.Sent> input(RegistryClient registry) {
    Input input = new Input(registry);
    String a = Input.partner(0);
    String b = Input.partner(1);
    long at = 1_000_000;
    List<Input.Sent> all = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      all.add(input.event(Input.created(i % 2 == 0 ? a : b, i, i + ".50"), at + i));
    }
    all.add(input.event(Input.created(a, 2, "2.50"), at + 7)); // a duplicate
    all.add(input.event(Input.created(a, 2, "9.99"), at + 8)); // a reused id
    all.add(new Input.Sent(a.getBytes(UTF_8), null, at + 9));
    all.add(new Input.Sent(a.getBytes(UTF_8), new byte[] {1, 2, 3}, at + 10));
    all.add(new Input.Sent(null, input.bytes(Input.cancelled(a, 20, "no key")), at + 11));
    byte[] unknown = Input.withSchemaId(input.bytes(Input.cancelled(a, 21, "x")), LATE_SCHEMA);
    all.add(new Input.Sent(a.getBytes(UTF_8), unknown, at + 12));
    all.add(input.event(Input.cancelled(a, 23, "its place depends on the one before"), at));
    all.add(input.event(Input.cancelled(b, 22, "the clock goes back"), at - 500));
    all.add(input.command(Input.erase(a, 30, 1, 2), at + 13));
    all.add(input.command(Input.trim(b, 31, 2), at + 14));
    all.add(input.command(Input.newEpoch(a, 32, 3), at + 15));
    all.add(input.command(Input.newEpoch(a, 32, 3), at + 16)); // the command once more
    all.add(input.event(Input.created(a, 40, "1.00"), at + 17));
    all.add(input.event(Input.created(a, 6, "6.50"), at + 18)); // its first slot is void
    all.add(input.event(Input.created(b, 41, "1.00"), at + 19));
    return all;
  }

  private record ByTheClock(Processor<byte[], byte[], Routed, byte[]> processor, AtomicLong clock)
      implements Processor<byte[], byte[], Routed, byte[]> {
    @Override
    public void init(ProcessorContext<Routed, byte[]> context) {
      processor.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      processor.process(record.withTimestamp(record.timestamp() + clock.incrementAndGet()));
    }
  }
}
