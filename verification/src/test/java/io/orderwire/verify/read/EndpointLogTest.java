package io.orderwire.verify.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Delivery;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Recorder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);
  private final Progress progress = new Progress(List.of("acme"));

  @Test
  void a_later_item_confirms_the_ones_before() {
    EndpointLog log = log(DeliveryOrder.ASCENDING);
    accept(log, 1);
    accept(log, 2);
    assertThat(answers()).containsExactly(Answer.CONFIRMED, Answer.ACCEPTED);
  }

  @Test
  void a_repeat_confirms_nothing() {
    EndpointLog log = log(DeliveryOrder.ASCENDING);
    accept(log, 1);
    accept(log, 1);
    assertThat(answers()).containsExactly(Answer.ACCEPTED, Answer.ACCEPTED);
  }

  @Test
  void what_was_refused_is_never_confirmed() {
    EndpointLog log = log(DeliveryOrder.ASCENDING);
    log.refused(log.arrived("w1", item(1)));
    accept(log, 1);
    accept(log, 2);
    assertThat(answers()).containsExactly(Answer.REFUSED, Answer.CONFIRMED, Answer.ACCEPTED);
  }

  @Test
  void without_order_nothing_is_confirmed() {
    EndpointLog log = log(DeliveryOrder.NONE);
    accept(log, 1);
    accept(log, 2);
    assertThat(answers()).containsExactly(Answer.ACCEPTED, Answer.ACCEPTED);
  }

  private EndpointLog log(DeliveryOrder order) {
    return new EndpointLog(
        recorder.webhook(Channel.webhook("acme", "hook", order)),
        progress.channel("acme", ChannelKind.WEBHOOK),
        order);
  }

  private static void accept(EndpointLog log, long sequence) {
    int request = log.arrived("w" + sequence, item(sequence));
    log.accepted(request, item(sequence));
  }

  private List<Answer> answers() {
    return recorder.recording().channels("acme").getFirst().exchanges().stream()
        .map(EndpointLogTest::answer)
        .toList();
  }

  private static Answer answer(Exchange exchange) {
    return ((Delivery) exchange).answer();
  }

  private static Item item(long sequence) {
    return new Item(sequence, sequence, sequence, sequence);
  }
}
