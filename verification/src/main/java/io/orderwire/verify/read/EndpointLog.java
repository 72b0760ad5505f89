package io.orderwire.verify.read;

import io.orderwire.verify.progress.ChannelProgress;
import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.WebhookRecorder;
import java.util.ArrayList;
import java.util.List;

/**
 * Records one endpoint. Where its items come in order, a request for a later item proves that the
 * sender has kept the answers to the ones before. Safe for threads.
 */
final class EndpointLog {
  private final WebhookRecorder recorder;
  private final ChannelProgress progress;
  private final DeliveryOrder order;
  private final List<Accepted> unconfirmed = new ArrayList<>();

  private record Accepted(int request, long sequence) {}

  EndpointLog(WebhookRecorder recorder, ChannelProgress progress, DeliveryOrder order) {
    this.recorder = recorder;
    this.progress = progress;
    this.order = order;
  }

  /** A request came; its number. */
  synchronized int arrived(String webhookId, Item item) {
    int request = recorder.arrived("", webhookId, List.of(item));
    if (order == DeliveryOrder.ASCENDING) {
      unconfirmed.removeIf(
          earlier -> {
            boolean isKept = earlier.sequence() < item.sequence();
            if (isKept) {
              recorder.answered(earlier.request(), Answer.CONFIRMED);
            }
            return isKept;
          });
    }
    return request;
  }

  /** It is about to be answered with 200. */
  synchronized void accepted(int request, Item item) {
    recorder.answered(request, Answer.ACCEPTED);
    if (order == DeliveryOrder.ASCENDING) {
      unconfirmed.add(new Accepted(request, item.sequence()));
    }
    progress.seen(item);
  }

  /** It is about to be answered with an error. */
  void refused(int request) {
    recorder.answered(request, Answer.REFUSED);
  }
}
