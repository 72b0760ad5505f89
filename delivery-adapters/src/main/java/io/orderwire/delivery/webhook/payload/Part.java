package io.orderwire.delivery.webhook.payload;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An item as an element of a batch.
 *
 * @param bytes as written; not copied
 */
record Part(byte[] bytes, Detail detail) {

  /** An item; by its ids if it alone is above the endpoint's limit. */
  static Part of(Form form, Definition definition, Entry entry) {
    Detail wanted = wanted(definition);
    byte[] bytes = form.item(entry, wanted);
    return wanted == Detail.WHOLE && bytes.length > definition.limits().maxBodyBytes()
        ? new Part(form.item(entry, Detail.THINNED), Detail.THINNED)
        : new Part(bytes, wanted);
  }

  /**
   * Items that together are not above the endpoint's limit: the largest are thinned first, and of
   * those that are alike the earliest, until they fit or all are thin.
   */
  static List<Part> of(Form form, Definition definition, List<Entry> entries) {
    List<Part> parts = new ArrayList<>();
    entries.forEach(entry -> parts.add(of(form, definition, entry)));
    Event last = entries.getLast().event();
    long sum = parts.stream().mapToLong(part -> part.bytes().length).sum();
    long size = form.batchBytes(parts.size(), sum, last);
    List<Integer> largestFirst =
        IntStream.range(0, parts.size())
            .boxed()
            .filter(i -> parts.get(i).detail() == Detail.WHOLE)
            .sorted(Comparator.comparingInt(i -> -parts.get(i).bytes().length))
            .toList();
    for (int i : largestFirst) {
      if (size <= definition.limits().maxBodyBytes()) {
        break;
      }
      Part thin = new Part(form.item(entries.get(i), Detail.THINNED), Detail.THINNED);
      size += thin.bytes().length - parts.get(i).bytes().length;
      parts.set(i, thin);
    }
    return parts;
  }

  /** How much of each item an endpoint wants. */
  static Detail wanted(Definition definition) {
    return definition.format() == Format.THIN ? Detail.IDS : Detail.WHOLE;
  }
}
