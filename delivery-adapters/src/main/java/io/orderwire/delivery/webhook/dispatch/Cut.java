package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.dispatch.Item.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into one request: the first item of a lane, or with a batch as many as it may hold. A
 * batch that failed is repeated as it was, as long as it is one by the present rules.
 *
 * @param items at least one
 * @param isFull whether no further item would have been taken
 */
record Cut(List<Item> items, boolean isFull) {
  /** What an item needs in a body beside its JSON, in any format, at most. */
  private static final int OVERHEAD = 640;

  static Cut of(Lane lane, Map<Long, Retry> retries, Optional<Batch> batch) {
    Item head = lane.head();
    if (batch.isEmpty() || head.kind() != Kind.NEXT) {
      return new Cut(List.of(head), true);
    }
    Retry retry = retries.get(head.sequence());
    return retry == null
        ? cut(lane, retries, batch.get(), Long.MAX_VALUE)
        : cut(lane, Map.of(), batch.get(), retry.lastSequence());
  }

  private static Cut cut(Lane lane, Map<Long, Retry> retries, Batch batch, long upTo) {
    List<Item> items = new ArrayList<>();
    long bytes = 0;
    for (Item item : lane.inSequence()) {
      bytes += item.bytes() + OVERHEAD;
      boolean fits =
          items.isEmpty()
              || (items.size() < batch.maxItems()
                  && bytes <= batch.maxBytes()
                  && item.sequence() <= upTo
                  && item.kind() == Kind.NEXT
                  && !retries.containsKey(item.sequence()));
      if (!fits) {
        return new Cut(items, true);
      }
      items.add(item);
    }
    boolean isFull = items.size() == batch.maxItems() || items.getLast().sequence() >= upTo;
    return new Cut(items, isFull);
  }
}
