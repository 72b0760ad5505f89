package io.orderwire.verify.check;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Outcome;
import io.orderwire.verify.record.PollRecorder;
import io.orderwire.verify.record.ProducerRecorder;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.record.StreamRecorder;
import io.orderwire.verify.record.WebhookRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A run that can be changed before it is recorded. */
final class Run {
  final List<Sent> sent = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();

  record Sent(String producer, String partner, long token, long order, Outcome outcome) {}

  /** What came on a channel. */
  record Line(Channel channel, List<Step> steps) {

    /** All items, in order, each as the step and its index there. */
    List<Place> places() {
      List<Place> places = new ArrayList<>();
      for (Step step : steps) {
        for (int i = 0; i < step.items.size(); i++) {
          places.add(new Place(step, i));
        }
      }
      return places;
    }
  }

  record Place(Step step, int index) {

    Item get() {
      return step.items.get(index);
    }

    void set(Item item) {
      step.items.set(index, item);
    }
  }

  /** An exchange. */
  static final class Step {
    Boundary boundary = Boundary.NOTHING;
    String returned = "";
    int status = 200;
    Answer answer = Answer.NONE;
    List<Item> items = new ArrayList<>();
  }

  Line line(String partner, ChannelKind kind) {
    return lines.stream()
        .filter(line -> line.channel.partner().equals(partner) && line.channel.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  Line history(String partner) {
    return line(partner, ChannelKind.HISTORY);
  }

  /** Changes what the partner saw, alike on all of its channels. */
  void everywhere(String partner, UnaryOperator<Item> change) {
    for (Line line : lines) {
      if (line.channel.partner().equals(partner)) {
        line.steps.forEach(step -> step.items.replaceAll(change));
      }
    }
  }

  Recording record() {
    AtomicLong nanos = new AtomicLong();
    Recorder recorder = new Recorder(nanos::incrementAndGet);
    for (Sent event : sent) {
      ProducerRecorder producer = recorder.producer(event.producer);
      switch (event.outcome) {
        case MUST_BE_REJECTED -> producer.poison(event.partner, event.token);
        case UNKNOWN -> producer.sending(event.partner, event.token, event.order);
        case ACKNOWLEDGED ->
            producer.acknowledged(producer.sending(event.partner, event.token, event.order));
      }
    }
    for (Line line : lines) {
      switch (line.channel.kind()) {
        case HISTORY, WALK -> poll(recorder.poll(line.channel), line);
        case STREAM -> stream(recorder.stream(line.channel), line);
        case WEBHOOK -> webhook(recorder.webhook(line.channel), line);
      }
    }
    return recorder.recording();
  }

  private static void poll(PollRecorder walk, Line line) {
    for (Step step : line.steps) {
      if (step.status == 200) {
        walk.page("adapter-1", step.boundary, step.returned, step.items);
      } else {
        walk.failed("adapter-1", step.boundary, step.status, "code");
      }
    }
  }

  private static void stream(StreamRecorder stream, Line line) {
    for (Step step : line.steps) {
      if (step.status == 200) {
        int connection = stream.connected("adapter-1", step.boundary);
        step.items.forEach(item -> stream.item(connection, item));
      } else {
        stream.failed("adapter-1", step.boundary, step.status, "code");
      }
    }
  }

  private static void webhook(WebhookRecorder webhook, Line line) {
    for (Step step : line.steps) {
      webhook.answered(webhook.arrived("", "request-" + step.items, step.items), step.answer);
    }
  }
}
