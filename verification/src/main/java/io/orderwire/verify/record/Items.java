package io.orderwire.verify.record;

/** Sightings, as columns of 44 bytes each. */
final class Items {
  private final LongColumn times;
  private final IntColumn exchanges;
  private final LongColumn sequences;
  private final LongColumn ids;
  private final LongColumn tokens;
  private final LongColumn bytes;

  Items() {
    this(
        new LongColumn(),
        new IntColumn(),
        new LongColumn(),
        new LongColumn(),
        new LongColumn(),
        new LongColumn());
  }

  private Items(
      LongColumn times,
      IntColumn exchanges,
      LongColumn sequences,
      LongColumn ids,
      LongColumn tokens,
      LongColumn bytes) {
    this.times = times;
    this.exchanges = exchanges;
    this.sequences = sequences;
    this.ids = ids;
    this.tokens = tokens;
    this.bytes = bytes;
  }

  void add(long at, int exchange, Item item) {
    times.add(at);
    exchanges.add(exchange);
    sequences.add(item.sequence());
    ids.add(item.id());
    tokens.add(item.token());
    bytes.add(item.bytes());
  }

  Sighting get(int index) {
    return new Sighting(
        times.get(index),
        exchanges.get(index),
        new Item(sequences.get(index), ids.get(index), tokens.get(index), bytes.get(index)));
  }

  int size() {
    return sequences.size();
  }

  Items copy() {
    return new Items(
        times.copy(), exchanges.copy(), sequences.copy(), ids.copy(), tokens.copy(), bytes.copy());
  }
}
