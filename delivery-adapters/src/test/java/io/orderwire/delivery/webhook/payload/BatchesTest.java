package io.orderwire.delivery.webhook.payload;

import static io.orderwire.delivery.webhook.payload.SampleItems.PARTNER;
import static io.orderwire.delivery.webhook.payload.SampleItems.cancelled;
import static io.orderwire.delivery.webhook.payload.SampleItems.compose;
import static io.orderwire.delivery.webhook.payload.SampleItems.definition;
import static io.orderwire.delivery.webhook.payload.SampleItems.delivery;
import static io.orderwire.delivery.webhook.payload.SampleItems.entries;
import static io.orderwire.delivery.webhook.payload.SampleItems.entry;
import static io.orderwire.delivery.webhook.payload.SampleItems.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class BatchesTest {
  @Provide
  Arbitrary<List<String>> reasons() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(60),
            Arbitraries.integers().between(0, 4000).map("x"::repeat))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<Format> formats() {
    return Arbitraries.of(Format.FULL, Format.THIN, Format.CLOUDEVENTS);
  }

  @Property(tries = 300)
  void a_cut_progresses_and_keeps_the_bounds_and_is_as_large_as_they_allow(
      @ForAll("reasons") List<String> reasons,
      @ForAll("formats") Format format,
      @ForAll @IntRange(min = 2, max = 20) int maxItems,
      @ForAll @IntRange(min = 1 << 10, max = 1 << 14) int maxBytes,
      @ForAll @IntRange(min = 1 << 10, max = 1 << 14) int maxBodyBytes) {
    Definition endpoint =
        definition(format, Optional.of(new Batch(maxItems, maxBytes)), maxBodyBytes);
    List<Entry> entries = entries(reasons);
    int count = BatchCut.count(PARTNER, endpoint, entries);
    assertThat(count).isBetween(1, Math.min(maxItems, entries.size()));
    int most = Math.min(maxBytes, maxBodyBytes);
    Body body = compose(endpoint, sent(entries, count));
    assertThat(count == 1 || body.bytes().length <= most).isTrue();
    assertThat(tree(body)).isNotNull();
    if (count < Math.min(maxItems, entries.size())) {
      int larger = uncut(endpoint, sent(entries, count + 1));
      assertThat(larger).isGreaterThan(most);
    }
  }

  /** Nothing is thinned but what is too large alone, because the limit is far above the sum. */
  private static int uncut(Definition endpoint, Delivery delivery) {
    Form form = Form.of(PARTNER, endpoint.format());
    List<byte[]> items =
        delivery.entries().stream().map(one -> Part.of(form, endpoint, one).bytes()).toList();
    return form.batch(items, delivery.last()).length;
  }

  @Property(tries = 200)
  void a_batch_fits_or_all_of_it_is_thin_and_it_stays_in_sequence(
      @ForAll("reasons") List<String> reasons,
      @ForAll @IntRange(min = 1 << 10, max = 1 << 15) int maxBodyBytes) {
    Definition endpoint =
        definition(Format.FULL, Optional.of(new Batch(1000, 1 << 20)), maxBodyBytes);
    List<Entry> entries = entries(reasons);
    Body body = compose(endpoint, sent(entries, entries.size()));
    var data = tree(body).get("data");
    long thinned = data.valueStream().filter(one -> one.has("thinned")).count();
    assertThat(data).hasSize(entries.size());
    assertThat(body.thinned()).isEqualTo(thinned > 0);
    assertThat(body.bytes().length <= maxBodyBytes || thinned == entries.size()).isTrue();
    for (int i = 0; i < entries.size(); i++) {
      assertThat(data.get(i).get("sequence").asLong()).isEqualTo(i + 1);
      assertThat(data.get(i).get("previous_sequence").asLong()).isEqualTo(i);
    }
  }

  @Example
  void a_batch_holds_its_items_in_the_single_form() {
    Entry one = entry(cancelled(7, "Zoë"), 5);
    Entry other = entry(cancelled(8, "\"x\""), 7);
    for (Format format : List.of(Format.FULL, Format.THIN)) {
      Body body =
          compose(
              definition(format, Optional.of(new Batch(10, 1 << 20)), 1 << 20),
              delivery(one, other));
      assertThat(body.contentType()).isEqualTo("application/json");
      assertThat(tree(body).propertyNames()).containsExactly("type", "timestamp", "data");
      assertThat(tree(body).get("type").asString()).isEqualTo("batch");
      assertThat(tree(body).get("timestamp").asString()).isEqualTo("2026-11-24T06:00:01.250Z");
      assertThat(tree(body).at("/data/0"))
          .isEqualTo(tree(compose(definition(format), delivery(one))));
      assertThat(tree(body).at("/data/1"))
          .isEqualTo(tree(compose(definition(format), delivery(other))));
    }
  }

  @Example
  void the_largest_items_are_thinned_first() {
    Definition endpoint = definition(Format.FULL, Optional.of(new Batch(10, 1 << 20)), 4096);
    List<Entry> entries =
        entries(List.of("x".repeat(1500), "x".repeat(100), "x".repeat(2000), "x".repeat(1000)));
    var data = tree(compose(endpoint, sent(entries, 4))).get("data");
    assertThat(data.valueStream().map(one -> one.has("thinned")))
        .containsExactly(false, false, true, false);
  }

  @Example
  void an_endpoint_with_a_batch_gets_its_form_for_one_item_too() {
    Entry one = entry(cancelled(7, "late"), 5);
    Definition batched = definition(Format.FULL, Optional.of(new Batch(10, 1 << 20)), 1 << 20);
    assertThat(tree(compose(batched, delivery(one))).get("data")).hasSize(1);
    assertThat(Bodies.isBatch(batched, delivery(one))).isTrue();
    assertThat(Bodies.isBatch(definition(Format.FULL), delivery(one))).isFalse();
  }

  @Example
  void a_batch_that_is_repeated_after_a_change_keeps_its_items() {
    Delivery two = delivery(entry(cancelled(7, "late"), 5), entry(cancelled(8, "late"), 7));
    assertThat(tree(compose(definition(Format.FULL), two)).get("data")).hasSize(2);
    Body binary = compose(definition(Format.CLOUDEVENTS_BINARY), two);
    assertThat(binary.contentType()).isEqualTo("application/cloudevents-batch+json");
    assertThat(binary.headers()).isEmpty();
    assertThat(tree(binary)).hasSize(2);
  }

  @Example
  void without_a_batch_one_item_goes_at_a_time() {
    List<Entry> entries = entries(List.of("a", "b"));
    assertThat(BatchCut.count(PARTNER, definition(Format.FULL), entries)).isEqualTo(1);
  }

  private static Delivery sent(List<Entry> entries, int count) {
    return new Delivery(entries.subList(0, count), 1, false, 0);
  }
}
