package io.orderwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final String HEAD =
      "POST /timed/1 HTTP/1.1\r\nwebhook-signature: v1,x\r\nwebhook-id: a\r\n";

  private final Tally tally = new Tally();

  @Test
  void times_a_request_from_when_its_event_was_due_and_only_the_first_of_an_id() {
    long due = System.nanoTime() - 5_000_000;
    Request request = new Request(HEAD, "{\"order_id\":\"due-%d-17\",\"x\":1}".formatted(due));
    tally.add(request, "a");
    tally.add(request, "a");
    assertThat(tally.json()).contains("\"requests\":2,\"different\":1", "\"timed\":1");
    long p99 = Long.parseLong(tally.json().replaceAll(".*\"p99\":([0-9]+).*", "$1"));
    assertThat(p99).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void counts_what_is_not_timed_and_what_is_not_answered() {
    tally.add(new Request(HEAD, "{\"order_id\":\"ord-1\"}"), "a");
    tally.addDead();
    assertThat(tally.json()).contains("\"different\":1", "\"dead\":1", "\"timed\":0");
    tally.reset();
    assertThat(tally.json()).contains("\"different\":0", "\"dead\":0");
  }
}
