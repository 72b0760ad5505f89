package io.orderwire.verify.check;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.PollRecorder;
import io.orderwire.verify.record.ProducerRecorder;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.record.StreamRecorder;
import io.orderwire.verify.record.WebhookRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small recording for tests: events are numbers, which are their tokens. Whatever happens takes a
 * millisecond.
 */
final class Scenario {
  static final String ACME = "acme";
  static final String GLOBEX = "globex";
  static final String PRODUCER = "producer-1";
  private static final int ANY_LIMIT = 5;

  private final AtomicLong nanos = new AtomicLong();
  final Recorder recorder = new Recorder(() -> nanos.addAndGet(Duration.ofMillis(1).toNanos()));

  /** The event that is its own sequence. */
  static Item e(long sequence) {
    return e(sequence, sequence);
  }

  static Item e(long sequence, long token) {
    return new Item(sequence, Fingerprint.of(id(sequence)), token, Fingerprint.of("json-" + token));
  }

  /** A slot with other bytes than it has elsewhere. */
  static Item changed(long sequence) {
    return new Item(sequence, Fingerprint.of(id(sequence)), sequence, Fingerprint.of("changed"));
  }

  static String id(long sequence) {
    return "id-" + sequence;
  }

  static Boundary after(long sequence) {
    return Boundary.newerThan(id(sequence));
  }

  static Boundary before(long sequence) {
    return Boundary.olderThan(id(sequence));
  }

  Scenario acknowledged(String partner, long... tokens) {
    ProducerRecorder producer = recorder.producer(PRODUCER);
    for (long token : tokens) {
      producer.acknowledged(producer.sending(partner, token, token));
    }
    return this;
  }

  Scenario unknown(String partner, long token) {
    recorder.producer(PRODUCER).sending(partner, token, token);
    return this;
  }

  Scenario poison(String partner, long token) {
    recorder.producer(PRODUCER).poison(partner, token);
    return this;
  }

  Scenario history(String partner, Item... items) {
    PollRecorder history = recorder.poll(Channel.history(partner));
    if (items.length > 0) {
      String last = id(items[items.length - 1].sequence());
      history.page("adapter-1", Boundary.NOTHING, last, List.of(items));
    }
    return this;
  }

  /** A stream over one connection. */
  Scenario stream(String partner, String name, Item... items) {
    return stream(Channel.stream(partner, name), items);
  }

  Scenario stream(Channel channel, Item... items) {
    StreamRecorder stream = recorder.stream(channel);
    int connection = stream.connected("adapter-1", Boundary.NOTHING);
    for (Item item : items) {
      stream.item(connection, item);
    }
    return this;
  }

  /** A webhook endpoint that confirms each request, of one item each. */
  Scenario webhook(String partner, DeliveryOrder order, Item... items) {
    return webhook(partner, order, Answer.CONFIRMED, items);
  }

  /** A webhook endpoint that is not told of confirmations. */
  Scenario forgetfulWebhook(String partner, DeliveryOrder order, Item... items) {
    return webhook(partner, order, Answer.ACCEPTED, items);
  }

  private Scenario webhook(String partner, DeliveryOrder order, Answer answer, Item... items) {
    WebhookRecorder webhook = recorder.webhook(Channel.webhook(partner, "endpoint", order));
    for (Item item : items) {
      int request = webhook.arrived("adapter-1", id(item.sequence()), List.of(item));
      webhook.answered(request, answer);
    }
    return this;
  }

  Scenario passTime(Duration time) {
    nanos.addAndGet(time.toNanos());
    return this;
  }

  Recording recording() {
    return recorder.recording();
  }

  CheckResult check(Check check) {
    return Checks.run(check, recording(), ANY_LIMIT);
  }
}
