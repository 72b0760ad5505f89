package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.ParkedItem;
import io.orderwire.avro.PendingRetry;
import io.orderwire.avro.SettledRange;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Positions.Stored;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.Progress.Parked;
import io.orderwire.delivery.subscription.Progress.Range;
import io.orderwire.delivery.subscription.Progress.Retry;
import java.time.Instant;

/**
 * A record of the positions' topic.
 *
 * @param updatedAt when it was written
 */
record StoredProgress(Progress progress, Instant updatedAt) {

  static StoredProgress fromAvro(DeliveryPosition record) {
    return new StoredProgress(
        new Progress(
            new Position(record.getEpoch(), record.getSequence()),
            new Position(record.getPreviousEpoch(), record.getPreviousSequence()),
            record.getDone().stream()
                .map(range -> new Range(range.getFirst(), range.getLast()))
                .toList(),
            record.getRetries().stream()
                .map(
                    retry ->
                        new Retry(
                            retry.getSequence(),
                            retry.getLastSequence(),
                            retry.getAttempts(),
                            retry.getDueAt(),
                            retry.getFailingSince()))
                .toList(),
            record.getParked().stream()
                .map(
                    parked ->
                        new Parked(
                            new Position(parked.getEpoch(), parked.getSequence()),
                            parked.getAttempts(),
                            parked.getParkedAt()))
                .toList()),
        record.getUpdatedAt());
  }

  DeliveryPosition toAvro() {
    return new DeliveryPosition(
        progress.position().epoch(),
        progress.position().sequence(),
        updatedAt,
        progress.previous().epoch(),
        progress.previous().sequence(),
        progress.done().stream()
            .map(range -> new SettledRange(range.first(), range.last()))
            .toList(),
        progress.retries().stream()
            .map(
                retry ->
                    new PendingRetry(
                        retry.sequence(),
                        retry.lastSequence(),
                        retry.attempts(),
                        retry.dueAt(),
                        retry.failingSince()))
            .toList(),
        progress.parked().stream()
            .map(
                parked ->
                    new ParkedItem(
                        parked.position().epoch(),
                        parked.position().sequence(),
                        parked.attempts(),
                        parked.parkedAt()))
            .toList());
  }

  Stored toStored() {
    return new Stored(progress.position(), updatedAt);
  }

  /**
   * The same at a position further on. What lies at or below it is settled, so it is no longer
   * listed; what was parked stays so, since the partner has not asked for it.
   */
  StoredProgress advancedTo(Position position, Instant now) {
    long sequence = position.sequence();
    return new StoredProgress(
        new Progress(
            position,
            progress.previous(),
            progress.done().stream()
                .filter(range -> range.last() > sequence)
                .map(range -> new Range(Math.max(range.first(), sequence + 1), range.last()))
                .toList(),
            progress.retries().stream().filter(retry -> retry.lastSequence() > sequence).toList(),
            progress.parked()),
        now);
  }
}
