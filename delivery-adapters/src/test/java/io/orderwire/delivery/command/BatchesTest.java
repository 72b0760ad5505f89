package io.orderwire.delivery.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  private static SlotRange range(int epoch, long first, long last) {
    return new SlotRange(epoch, first, last);
  }

  private static Command erase(SlotRange... ranges) {
    return new Command.Erase(List.of(ranges));
  }

  @Test
  void what_fits_is_erased_by_one_command() {
    assertThat(Batches.erasing(List.of(range(0, 1, 9_999), range(1, 7, 7))))
        .containsExactly(erase(range(0, 1, 9_999), range(1, 7, 7)));
    assertThat(Batches.erasing(List.of())).isEmpty();
  }

  @Test
  void what_does_not_fit_is_cut() {
    assertThat(Batches.erasing(List.of(range(0, 1, 15_000), range(1, 1, 10_000))))
        .containsExactly(
            erase(range(0, 1, 10_000)),
            erase(range(0, 10_001, 15_000), range(1, 1, 5_000)),
            erase(range(1, 5_001, 10_000)));
  }

  @Property(tries = 200)
  void every_slot_is_erased_once_by_commands_that_are_not_too_large(
      @ForAll @LongRange(min = 1, max = 50_000) long size,
      @ForAll @LongRange(min = 1, max = 50_000) long more) {
    List<Command> commands = Batches.erasing(List.of(range(0, 5, 4 + size), range(2, 9, 8 + more)));
    List<Long> sizes =
        commands.stream()
            .map(
                command ->
                    ((Command.Erase) command).ranges().stream().mapToLong(SlotRange::size).sum())
            .toList();
    assertThat(sizes).allMatch(one -> one > 0 && one <= Command.MOST_SLOTS);
    assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo(size + more);
    assertThat(commands)
        .flatMap(command -> ((Command.Erase) command).ranges())
        .isSortedAccordingTo(
            java.util.Comparator.comparingInt(SlotRange::epoch)
                .thenComparingLong(SlotRange::first));
  }

  @Test
  void trimming_ends_where_it_is_asked_to() {
    assertThat(Batches.trimming(List.of(range(0, 1, 100)), 1, 51))
        .containsExactly(new Command.Trim(51));
    assertThat(Batches.trimming(List.of(range(0, 1, 100)), 51, 51)).isEmpty();
    assertThat(Batches.trimming(List.of(range(0, 1, 100)), 51, 20)).isEmpty();
  }

  @Property(tries = 200)
  void no_command_trims_too_many_slots_in_however_many_epochs(
      @ForAll @IntRange(min = 1, max = 30) int epochs,
      @ForAll @LongRange(min = 1, max = 60_000) long before) {
    List<SlotRange> all =
        java.util.stream.IntStream.range(0, epochs)
            .mapToObj(epoch -> range(epoch, 1, 60_000))
            .toList();
    long oldest = 1;
    for (Command.Trim command : Batches.trimming(all, oldest, before)) {
      long next = command.before();
      assertThat((next - oldest) * epochs).isPositive().isLessThanOrEqualTo(Command.MOST_SLOTS);
      oldest = next;
    }
    assertThat(oldest).isEqualTo(before);
  }

  @Test
  void a_sequence_is_found_in_each_epoch_that_has_it_and_neighbours_are_one_range() {
    assertThat(
            Batches.among(
                List.of(range(0, 1, 10), range(1, 5, 20)),
                new TreeSet<>(List.of(4L, 5L, 6L, 9L, 15L, 30L))))
        .containsExactly(
            range(0, 4, 6), range(0, 9, 9), range(1, 5, 6), range(1, 9, 9), range(1, 15, 15));
  }
}
