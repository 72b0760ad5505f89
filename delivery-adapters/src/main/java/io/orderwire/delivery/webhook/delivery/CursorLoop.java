package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.dispatch.Dispatch;
import io.orderwire.delivery.webhook.dispatch.Health;
import io.orderwire.delivery.webhook.dispatch.Settled;
import io.orderwire.delivery.webhook.dispatch.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers at one cursor until it is told to stop, or cannot go on. Runs in a thread of its own,
 * which alone touches the dispatch; {@link #stop} and {@link #retryParked} may be called by any.
 */
final class CursorLoop implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(CursorLoop.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration FIRST_LOOK = Duration.ofMillis(5);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Cursor cursor;
  private final LoopParts parts;
  private final Requests requests;
  private final Mailbox<Letter> mailbox = new Mailbox<>();
  private final HealthWatch healthWatch;
  private boolean unsaved;
  private boolean stopping;
  private int inFlight;
  private long readUpTo;
  private volatile @Nullable Health health;
  private volatile @Nullable Progress shown;
  private Optional<Progress> stored = Optional.empty();
  private @Nullable End end;

  CursorLoop(Cursor cursor, LoopParts parts, Requests requests, HealthWatch healthWatch) {
    this.cursor = cursor;
    this.parts = parts;
    this.requests = requests;
    this.healthWatch = healthWatch;
  }

  /** What other threads tell the loop. */
  private sealed interface Letter {
    record Ended(Delivery delivery, Sender.Sent sent) implements Letter {}

    record Unpark(List<Long> sequences) implements Letter {}

    record Stop() implements Letter {}
  }

  /** Told, now and then, how an endpoint is doing. */
  @FunctionalInterface
  interface HealthWatch {
    void look(Cursor cursor, Health health) throws InterruptedException;
  }

  @Override
  public void stop() {
    mailbox.add(new Letter.Stop());
  }

  /** Asks that parked items be tried again. */
  void retryParked(List<Long> sequences) {
    mailbox.add(new Letter.Unpark(List.copyOf(sequences)));
  }

  /** How it is doing, as of its last step; empty before the first. */
  Optional<Health> health() {
    return Optional.ofNullable(health);
  }

  /** How far it has come; empty before its progress is loaded. */
  Optional<Progress> progress() {
    return Optional.ofNullable(shown);
  }

  @Override
  public End run() throws InterruptedException {
    Optional<Progress> loaded = load();
    if (loaded.isEmpty()) {
      return new End.Away();
    }
    Dispatch deciding = parts.dispatch(cursor, loaded.get());
    shown = loaded.get();
    while (true) {
      for (Letter letter : mailbox.takeAll()) {
        take(letter, deciding);
      }
      if (unsaved && !save(deciding)) {
        end = new End.Away();
        unsaved = false;
      }
      if (end != null && inFlight == 0) {
        return end;
      }
      if (stopping || end != null) {
        if (inFlight == 0) {
          return new End.Stopped();
        }
        mailbox.await(IDLE);
      } else {
        // All that is known is stored, so whatever may begin now may begin together: to store again
        // between them would make each request wait for the broker.
        boolean began;
        do {
          began = step(deciding);
        } while (began);
      }
    }
  }

  /** Does what is to be done now; whether that was to begin a request. */
  private boolean step(Dispatch deciding) throws InterruptedException {
    if (!parts.gate().isOpen(cursor.partnerId())) {
      mailbox.await(LOOK_AGAIN);
      return false;
    }
    try {
      Extent extent = parts.history().extent(cursor.partnerId());
      if (isExpired(deciding.position(), extent)) {
        suspend(Status.Reason.HISTORY_EXPIRED);
        return false;
      }
      Instant now = parts.clock().instant();
      deciding.newest(extent.newest().sequence());
      if (deciding.isFinished()) {
        end = new End.Finished();
        return false;
      }
      switch (deciding.next(now)) {
        case Step.Send(Delivery delivery) -> {
          begin(delivery);
          return true;
        }
        case Step.Fetch(long after, int limit) -> {
          List<Event> read = parts.history().readAfter(cursor.partnerId(), after, limit);
          readUpTo = read.isEmpty() ? after : read.getLast().position().sequence();
          deciding.offer(read, now);
        }
        case Step.Advance() -> unsaved = true;
        case Step.WaitUntil(Instant time) -> mailbox.await(atLeastAMilli(now, time));
        case Step.AwaitSomething() -> awaitSomething(deciding);
        case Step.Expired(long _) -> suspend(Status.Reason.HISTORY_EXPIRED);
      }
    } catch (History.NotHereException e) {
      mailbox.await(LOOK_AGAIN);
    }
    return false;
  }

  private void begin(Delivery delivery) {
    inFlight++;
    requests.begin(cursor, delivery, sent -> mailbox.add(new Letter.Ended(delivery, sent)));
  }

  /**
   * Looks for new items less and less often while requests are in flight; else the history says.
   */
  private void awaitSomething(Dispatch deciding) throws InterruptedException {
    String partnerId = cursor.partnerId();
    if (inFlight == 0) {
      mailbox.awaitElsewhere(
          () -> {
            var _ = parts.history().awaitAfter(partnerId, readUpTo, IDLE);
          });
      deciding.wake();
      return;
    }
    Duration look = FIRST_LOOK;
    while (mailbox.isEmpty()) {
      mailbox.await(look);
      look = look.compareTo(LOOK_AGAIN) < 0 ? look.multipliedBy(2) : LOOK_AGAIN;
      if (parts.history().extent(partnerId).newest().sequence() > readUpTo) {
        deciding.wake();
        return;
      }
    }
  }

  private void take(Letter letter, Dispatch deciding) throws InterruptedException {
    switch (letter) {
      case Letter.Stop() -> stopping = true;
      case Letter.Unpark(List<Long> sequences) -> {
        for (long sequence : sequences) {
          unsaved |= deciding.unpark(sequence);
        }
      }
      case Letter.Ended(Delivery delivery, Sender.Sent sent) -> {
        inFlight--;
        unsaved = true;
        Outcome outcome = sent.reply().outcome();
        Instant now = parts.clock().instant();
        Settled settled = deciding.settle(delivery, outcome, now);
        requests.ended(cursor, delivery, sent, settled);
        switch (settled) {
          case Settled.Done(), Settled.Parked() -> {}
          case Settled.RetryAt(Instant _, int _) -> {}
          case Settled.Exhausted() -> suspend(Status.Reason.EXHAUSTED);
          case Settled.Gone() -> suspend(Status.Reason.GONE);
        }
        Health seen = deciding.health(now);
        health = seen;
        healthWatch.look(cursor, seen);
      }
    }
  }

  private void suspend(Status.Reason reason) {
    if (end == null) {
      end = new End.Suspend(reason);
    }
  }

  private Optional<Progress> load() throws InterruptedException {
    while (!stopping) {
      switch (parts.progress().load(cursor.partnerId(), cursor.subscription())) {
        case ProgressStore.Loaded.Found(Optional<Progress> found) -> {
          stored = found;
          return Optional.of(found.orElse(Progress.at(cursor.start())));
        }
        case ProgressStore.Loaded.NotOwner() -> {
          return Optional.empty();
        }
        case ProgressStore.Loaded.Unavailable() -> {
          mailbox.await(LOOK_AGAIN);
          stopping |= mailbox.takeAll().contains(new Letter.Stop());
        }
      }
    }
    return Optional.empty();
  }

  /** False where it is not known what is stored: what is in flight is then sent again later. */
  private boolean save(Dispatch deciding) throws InterruptedException {
    Progress progress = deciding.progress();
    boolean isStored =
        parts.progress().store(cursor.partnerId(), cursor.subscription(), stored, progress)
            instanceof ProgressStore.Written.Stored;
    if (isStored) {
      unsaved = false;
      shown = progress;
      stored = Optional.of(progress);
    } else {
      LOG.atWarn()
          .addKeyValue("partnerId", cursor.partnerId())
          .addKeyValue("endpointId", cursor.endpoint().id())
          .log("Progress could not be stored; the cursor begins again at what is stored");
    }
    return isStored;
  }

  private boolean isExpired(Position position, Extent extent) {
    if (position.sequence() < extent.oldest().sequence() - 1) {
      return true;
    }
    return parts.history().epochAt(cursor.partnerId(), position.sequence()).stream()
        .anyMatch(epoch -> epoch != position.epoch());
  }

  private static Duration atLeastAMilli(Instant now, Instant time) {
    Duration wait = Duration.between(now, time);
    if (wait.compareTo(IDLE) > 0) {
      return IDLE;
    }
    return wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait;
  }
}
