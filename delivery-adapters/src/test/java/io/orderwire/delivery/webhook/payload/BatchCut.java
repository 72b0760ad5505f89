package io.orderwire.delivery.webhook.payload;

import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery.Entry;
import java.util.List;
import java.util.Optional;

/** How many items fit into one request by what they come to, for the tests of bodies. */
final class BatchCut {
  private BatchCut() {}

  /**
   * How many of these items the next request holds: at least one, at most the batch's items, and
   * more than one only if the body is neither above the batch's bytes nor above the endpoint's
   * {@code max_body_bytes}. An item that is thin even alone counts as such. Without a batch it is
   * one.
   *
   * @param partnerId whose they are
   * @param definition the endpoint's
   * @param entries at least one, in sequence; those beyond the batch's items are not looked at
   */
  static int count(String partnerId, Definition definition, List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to cut");
    }
    Optional<Batch> batch = definition.batch();
    if (batch.isEmpty()) {
      return 1;
    }
    Form form = Form.of(partnerId, definition.format());
    int mostItems = Math.min(batch.get().maxItems(), entries.size());
    int mostBytes = Math.min(batch.get().maxBytes(), definition.limits().maxBodyBytes());
    long sum = 0;
    for (int i = 0; i < mostItems; i++) {
      Entry entry = entries.get(i);
      sum += Part.of(form, definition, entry).bytes().length;
      if (i > 0 && form.batchBytes(i + 1, sum, entry.event()) > mostBytes) {
        return i;
      }
    }
    return mostItems;
  }
}
