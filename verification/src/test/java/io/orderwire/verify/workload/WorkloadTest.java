package io.orderwire.verify.workload;

import static io.orderwire.verify.workload.Workloads.BEGINNING;
import static io.orderwire.verify.workload.Workloads.MANY_KINDS;
import static io.orderwire.verify.workload.Workloads.PARTNERS;
import static io.orderwire.verify.workload.Workloads.bytes;
import static io.orderwire.verify.workload.Workloads.event;
import static io.orderwire.verify.workload.Workloads.id;
import static io.orderwire.verify.workload.Workloads.take;
import static io.orderwire.verify.workload.Workloads.tokenOf;
import static io.orderwire.verify.workload.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.schemas.EventRules;
import io.orderwire.verify.record.Token;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  @Property(tries = 20)
  void the_same_seed_gives_the_same_plan(@ForAll long seed) {
    List<Send> once = take(workload(seed, MANY_KINDS), 1, 500);
    List<Send> again = take(workload(seed, MANY_KINDS), 1, 500);

    assertThat(again).isEqualTo(once);
  }

  @Test
  void another_seed_gives_another_plan() {
    assertThat(take(workload(1, MANY_KINDS), 0, 10))
        .isNotEqualTo(take(workload(2, MANY_KINDS), 0, 10));
  }

  @Test
  void producers_send_different_things() {
    Workload workload = workload(1, MANY_KINDS);

    assertThat(take(workload, 0, 10)).isNotEqualTo(take(workload, 1, 10));
  }

  @Test
  void a_plan_is_pinned() {
    Send first = take(workload(42, MANY_KINDS), 0, 1).getFirst();

    assertThat(Token.text(first.token())).isEqualTo("tok-97ea87f7e45c00a5");
  }

  @Property(tries = 10)
  void sends_are_numbered_and_due_one_after_the_other(@ForAll long seed) {
    List<Send> sends = take(workload(seed, MANY_KINDS), 0, 500);

    for (int i = 0; i < sends.size(); i++) {
      assertThat(sends.get(i).number()).isEqualTo(i);
      assertThat(sends.get(i).due()).isGreaterThanOrEqualTo(sends.get(Math.max(0, i - 1)).due());
    }
  }

  @Property(tries = 10)
  void first_sends_are_valid_events_with_their_token(@ForAll long seed) {
    for (Send send : take(workload(seed, MANY_KINDS), 0, 500)) {
      if (send.expectation() == Expectation.APPENDED) {
        assertThat(EventRules.check(event(send))).isEmpty();
        assertThat(Token.parse(tokenOf(event(send)))).isEqualTo(send.token());
        assertThat(event(send).getPartnerId()).isEqualTo(send.partner()).isEqualTo(send.key());
      }
    }
  }

  @Property(tries = 10)
  void no_two_events_have_a_token_or_an_id_in_common(@ForAll long seed) {
    Workload workload = workload(seed, MANY_KINDS);
    Set<Long> tokens = new HashSet<>();
    Set<Object> ids = new HashSet<>();
    for (int producer = 0; producer < workload.producers(); producer++) {
      for (Send send : take(workload, producer, 500)) {
        if (send.token() != Token.NONE && send.expectation() != Expectation.DUPLICATE) {
          assertThat(tokens.add(send.token())).isTrue();
          assertThat(send.expectation() == Expectation.EVENT_ID_REUSED || ids.add(id(send)))
              .isTrue();
        }
      }
    }
  }

  @Test
  void event_ids_are_of_version_4() {
    Send send = take(workload(1, MANY_KINDS), 0, 1).getFirst();

    assertThat(event(send).getEventId().version()).isEqualTo(4);
    assertThat(event(send).getEventId().variant()).isEqualTo(2);
  }

  @Property(tries = 10)
  void what_is_sent_again_follows_its_original(@ForAll long seed) {
    Map<Long, Send> sent = new HashMap<>();
    for (Send send : take(workload(seed, MANY_KINDS), 0, 500)) {
      if (send.original() != Token.NONE) {
        Send original = sent.get(send.original());
        assertThat(original).isNotNull();
        assertThat(send.key()).isEqualTo(original.key());
        assertThat(id(send)).isEqualTo(id(original));
        assertThat(event(send).equals(event(original)))
            .isEqualTo(send.expectation() == Expectation.DUPLICATE);
      }
      sent.putIfAbsent(send.token(), send);
    }
  }

  @Property(tries = 10)
  void poison_is_what_it_says(@ForAll long seed) {
    for (Send send : take(workload(seed, MANY_KINDS), 0, 500)) {
      switch (send.expectation()) {
        case UNDECODABLE -> assertThat(bytes(send)[0]).isNotZero();
        case INVALID -> {
          assertThat(EventRules.check(event(send))).isNotEmpty();
          assertThat(event(send).getPartnerId()).isEqualTo(send.key());
        }
        case KEY_MISMATCH -> {
          assertThat(EventRules.check(event(send))).isEmpty();
          assertThat(event(send).getPartnerId()).isEqualTo(send.partner());
          assertThat(send.key()).isNotEqualTo(send.partner()).isIn(PARTNERS);
        }
        case EVENT_ID_REUSED -> assertThat(EventRules.check(event(send))).isEmpty();
        case APPENDED, DUPLICATE -> {}
      }
    }
  }

  @Test
  void refuses_a_single_partner() {
    assertThatThrownBy(() -> new Workload(List.of("acme"), 1, MANY_KINDS, BEGINNING, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_shares_above_the_whole() {
    assertThatThrownBy(
            () -> new Mix(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 0.5, 0.5, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
