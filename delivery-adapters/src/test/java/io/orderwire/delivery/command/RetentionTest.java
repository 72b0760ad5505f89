package io.orderwire.delivery.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History.Readiness;
import io.orderwire.delivery.history.MemoryHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Items are a second apart, from {@link MemoryHistory#EPOCH} on. */
final class RetentionTest {
  private final MemoryHistory history = new MemoryHistory();
  private final FakeSlotIndex slots = new FakeSlotIndex();
  private final FakeCommandLog log = new FakeCommandLog();
  private Instant now = MemoryHistory.EPOCH;

  private Retention retention(Optional<Duration> maxAge, OptionalLong maxItems) {
    return retention(new RetentionRule(maxAge, maxItems), Map.of());
  }

  private Retention retention(RetentionRule general, Map<String, RetentionRule> own) {
    return new Retention(
        new RetentionRules(general, own), history, slots, log, () -> now, UUID::randomUUID);
  }

  private Retention byAge(Duration maxAge) {
    return retention(Optional.of(maxAge), OptionalLong.empty());
  }

  private Retention byCount(long maxItems) {
    return retention(Optional.empty(), OptionalLong.of(maxItems));
  }

  private void append(String partnerId, int items) {
    if (!slots.partners.contains(partnerId)) {
      slots.partners.add(partnerId);
    }
    for (int item = 0; item < items; item++) {
      history.append(partnerId, EventType.CREATED, "ord");
    }
    slots.all.clear();
    slots.all.add(new SlotRange(0, 1, history.extent(partnerId).newest().sequence()));
  }

  private long lastBefore() {
    return ((Command.Trim) log.issued().getLast().command()).before();
  }

  @Test
  void as_many_items_are_kept_as_the_rule_says() throws Exception {
    append("acme", 100);
    assertThat(byCount(30).look()).isEqualTo(1);
    Issued issued = log.issued().getFirst();
    assertThat(issued.partnerId()).isEqualTo("acme");
    assertThat(issued.command()).isEqualTo(new Command.Trim(71));
    assertThat(issued.author()).isEqualTo(new Author.Service());
  }

  @Test
  void items_are_kept_as_long_as_the_rule_says() throws Exception {
    append("acme", 100);
    now = MemoryHistory.EPOCH.plusSeconds(160);
    assertThat(byAge(Duration.ofSeconds(100)).look()).isEqualTo(1);
    assertThat(lastBefore()).as("item 60 is just old enough to stay").isEqualTo(60);
  }

  @Test
  void where_there_are_two_rules_the_stricter_one_holds() throws Exception {
    append("acme", 100);
    now = MemoryHistory.EPOCH.plusSeconds(160);
    retention(Optional.of(Duration.ofSeconds(100)), OptionalLong.of(10)).look();
    assertThat(lastBefore()).isEqualTo(91);
    retention(Optional.of(Duration.ofSeconds(100)), OptionalLong.of(90)).look();
    assertThat(lastBefore()).isEqualTo(60);
  }

  @Test
  void a_partner_s_own_rule_holds_instead_of_the_general_one() throws Exception {
    append("acme", 100);
    append("beta", 100);
    append("zeta", 100);
    RetentionRule general = new RetentionRule(Optional.empty(), OptionalLong.of(30));
    RetentionRule all = new RetentionRule(Optional.empty(), OptionalLong.empty());
    RetentionRule half = new RetentionRule(Optional.empty(), OptionalLong.of(50));

    assertThat(retention(general, Map.of("beta", half, "zeta", all)).look()).isEqualTo(2);

    assertThat(log.issued())
        .extracting(Issued::partnerId, Issued::command)
        .containsExactly(tuple("acme", new Command.Trim(71)), tuple("beta", new Command.Trim(51)));
  }

  @Test
  void who_keeps_all_but_one_partner_s_items_does_not_keep_all() {
    RetentionRule all = new RetentionRule(Optional.empty(), OptionalLong.empty());
    RetentionRule one = new RetentionRule(Optional.empty(), OptionalLong.of(1));
    assertThat(new RetentionRules(all, Map.of("acme", all)).keepsAll()).isTrue();
    assertThat(new RetentionRules(all, Map.of("acme", one)).keepsAll()).isFalse();
    assertThat(new RetentionRules(one, Map.of("acme", all)).keepsAll()).isFalse();
  }

  @Test
  void a_rule_says_in_a_log_what_it_keeps() {
    assertThat(new RetentionRule(Optional.empty(), OptionalLong.empty())).hasToString("all items");
    assertThat(new RetentionRule(Optional.of(Duration.ofDays(1)), OptionalLong.empty()))
        .hasToString("items of the last PT24H");
    assertThat(new RetentionRule(Optional.empty(), OptionalLong.of(5)))
        .hasToString("the newest 5 items");
    assertThat(new RetentionRule(Optional.of(Duration.ofDays(1)), OptionalLong.of(5)))
        .hasToString("items of the last PT24H, of the newest 5 items");
  }

  @Test
  void a_history_that_is_too_old_as_a_whole_is_emptied() throws Exception {
    append("acme", 100);
    now = MemoryHistory.EPOCH.plus(Duration.ofDays(1));
    byAge(Duration.ofSeconds(100)).look();
    assertThat(lastBefore()).isEqualTo(101);
  }

  @Test
  void what_is_within_the_rule_is_left_alone() throws Exception {
    append("acme", 100);
    now = MemoryHistory.EPOCH.plusSeconds(101);
    assertThat(byCount(100).look()).isZero();
    assertThat(byAge(Duration.ofSeconds(100)).look()).isZero();
    assertThat(log.issued()).isEmpty();
  }

  @Test
  void a_few_items_are_removed_once_an_hour_and_many_as_soon_as_the_last_are() throws Exception {
    append("acme", 100);
    Retention retention = byCount(50);
    retention.look();
    history.trim("acme", lastBefore());
    append("acme", 100);
    assertThat(retention.look()).as("a few, a moment later").isZero();
    now = now.plus(Retention.SELDOM);
    assertThat(retention.look()).isEqualTo(1);

    append("acme", Retention.MANY);
    assertThat(retention.look()).as("the last command is still under way").isZero();
    history.trim("acme", lastBefore());
    assertThat(retention.look()).as("many").isEqualTo(1);
  }

  @Test
  void a_command_that_was_lost_is_written_again_after_an_hour() throws Exception {
    append("acme", 100);
    Retention retention = byCount(50);
    retention.look();
    assertThat(retention.look()).isZero();
    now = now.plus(Retention.SELDOM);
    assertThat(retention.look()).isEqualTo(1);
    assertThat(lastBefore()).isEqualTo(51);
  }

  @Test
  void a_long_history_is_trimmed_in_steps_that_the_processor_takes() throws Exception {
    append("acme", 30_000);
    byCount(1).look();
    assertThat(lastBefore()).isEqualTo(1 + Command.MOST_SLOTS / 2);
  }

  @Test
  void one_look_writes_a_bounded_number_of_commands() throws Exception {
    for (int partner = 0; partner < 50; partner++) {
      append("p" + partner, 2);
    }
    Retention retention = byCount(1);
    assertThat(retention.look()).isEqualTo(Retention.MOST_COMMANDS);
    assertThat(retention.look()).isEqualTo(Retention.MOST_COMMANDS);
    assertThat(retention.look()).isEqualTo(10);
    assertThat(log.issued()).extracting(Issued::partnerId).doesNotHaveDuplicates();
  }

  @Test
  void who_does_not_have_the_whole_history_trims_nothing() throws Exception {
    append("acme", 100);
    history.become(new Readiness.CatchingUp());
    assertThat(byCount(1).look()).isZero();
    history.become(new Readiness.NoOwner());
    assertThat(byCount(1).look()).isZero();
  }

  @Test
  void a_rule_that_keeps_nothing_is_none() {
    assertThatThrownBy(() -> byCount(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> byAge(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new RetentionRule(Optional.empty(), OptionalLong.empty()).keepsAll()).isTrue();
  }
}
