package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Order;
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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Delivers at one cursor until it is told to stop, or cannot go on. Runs in a thread of its own,
 * which alone touches the dispatch; {@link #stop} and {@link #retryParked} may be called by any.
 */
final class CursorLoop implements Loop {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration FIRST_LOOK = Duration.ofMillis(5);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Cursor cursor;
  private final LoopParts parts;
  private final Requests requests;
  private final Mailbox<Letter> mailbox = new Mailbox<>();
  private final HealthWatch healthWatch;
  private final boolean goesAhead;
  private final LoopClock clock;
  private boolean stopping;
  private int inFlight;
  private long readUpTo;

  /** How many erasures there were before what is held was read. */
  private long erasures;

  private volatile @Nullable Health health;
  private volatile @Nullable Progress shown;
  private volatile boolean ceases;
  private @Nullable End end;

  CursorLoop(Cursor cursor, LoopParts parts, Requests requests, HealthWatch healthWatch) {
    this.cursor = cursor;
    this.parts = parts;
    this.requests = requests;
    this.healthWatch = healthWatch;
    this.goesAhead = cursor.endpoint().definition().order() == Order.NONE;
    this.clock = new LoopClock(parts.clock(), parts.nanos());
  }

  /** What other threads tell the loop. */
  private sealed interface Letter {
    record Ended(Delivery delivery, Sender.Sent sent) implements Letter {}

    record NotBegun(Delivery delivery) implements Letter {}

    record Saved(ProgressStore.Written written) implements Letter {}

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
    ceases = true;
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
    Optional<Loaded> loaded = load();
    if (loaded.isEmpty()) {
      return new End.Away();
    }
    Progress from = loaded.get().progress();
    Dispatch deciding = parts.dispatch(cursor, from);
    Bookmark bookmark =
        new Bookmark(
            cursor,
            parts.progress(),
            loaded.get().stored(),
            !goesAhead,
            clock,
            written -> mailbox.add(new Letter.Saved(written)));
    shown = from;
    while (true) {
      boolean anyEnded = false;
      for (Letter letter : mailbox.takeAll()) {
        take(letter, deciding, bookmark);
        anyEnded |= letter instanceof Letter.Ended;
      }
      if (anyEnded) {
        look(deciding);
      }
      bookmark.begin(deciding);
      deciding.unstored(bookmark.unstored());
      if (end != null || stopping) {
        if (inFlight == 0 && bookmark.isStored()) {
          return end != null ? end : new End.Stopped();
        }
        mailbox.await(IDLE);
      } else if (goesAhead || bookmark.isStored()) {
        step(deciding, bookmark);
      } else {
        // In order, a lane's next request begins when the one before it is stored.
        mailbox.await(IDLE);
      }
    }
  }

  /** Begins what requests may begin, and then does what else is to be done now, or waits. */
  private void step(Dispatch deciding, Bookmark bookmark) throws InterruptedException {
    if (!parts.gate().isOpen(cursor.partnerId())) {
      mailbox.await(LOOK_AGAIN);
      return;
    }
    try {
      Extent extent = parts.history().extent(cursor.partnerId());
      if (isExpired(deciding.position(), extent)) {
        suspend(Status.Reason.HISTORY_EXPIRED);
        return;
      }
      if (isWithdrawn(deciding, extent)) {
        end(new End.Away());
        return;
      }
      if (isErased(deciding)) {
        end(new End.Away());
        return;
      }
      Instant now = clock.instant();
      deciding.newest(extent.newest().sequence());
      if (deciding.isFinished()) {
        end(new End.Finished());
        return;
      }
      Step next = deciding.next(now);
      while (next instanceof Step.Send(Delivery delivery)) {
        begin(delivery);
        next = deciding.next(now);
      }
      switch (next) {
        case Step.Send(Delivery delivery) -> begin(delivery);
        case Step.Fetch(long after, int limit) -> {
          List<Event> read = parts.history().readAfter(cursor.partnerId(), after, limit);
          readUpTo = read.isEmpty() ? after : read.getLast().position().sequence();
          deciding.offer(read, now);
        }
        case Step.Advance() -> bookmark.change();
        case Step.WaitUntil(Instant time) -> mailbox.await(atLeastAMilli(now, time));
        case Step.AwaitSomething() -> awaitSomething(deciding);
        case Step.Expired(long _) -> suspend(Status.Reason.HISTORY_EXPIRED);
      }
    } catch (History.NotHereException e) {
      mailbox.await(LOOK_AGAIN);
    }
  }

  private void begin(Delivery delivery) {
    inFlight++;
    long before = erasures;
    requests.begin(
        cursor,
        delivery,
        () -> !ceases && parts.gate().isOpen(cursor.partnerId()) && isAsRead(before),
        sent ->
            mailbox.add(
                sent.<Letter>map(one -> new Letter.Ended(delivery, one))
                    .orElseGet(() -> new Letter.NotBegun(delivery))));
  }

  /**
   * Looks for new items less and less often while requests are in flight; else the history says.
   */
  private void awaitSomething(Dispatch deciding) throws InterruptedException {
    String partnerId = cursor.partnerId();
    if (!deciding.hasSlot()) {
      mailbox.await(IDLE);
      return;
    }
    if (parts.history().extent(partnerId).frozen()) {
      mailbox.await(LOOK_AGAIN);
      deciding.wake();
      return;
    }
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

  private void take(Letter letter, Dispatch deciding, Bookmark bookmark) {
    switch (letter) {
      case Letter.Stop() -> {
        stopping = true;
        requests.withdraw();
      }
      case Letter.Unpark(List<Long> sequences) -> {
        for (long sequence : sequences) {
          if (deciding.unpark(sequence)) {
            bookmark.change();
          }
        }
      }
      case Letter.Saved(ProgressStore.Written written) ->
          bookmark
              .end(written)
              .ifPresentOrElse(stored -> shown = stored, () -> end(new End.Away()));
      case Letter.NotBegun(Delivery delivery) -> {
        inFlight--;
        deciding.putBack(delivery);
      }
      case Letter.Ended(Delivery delivery, Sender.Sent sent) -> {
        inFlight--;
        bookmark.endRequest();
        Outcome outcome = sent.reply().outcome();
        Instant now = clock.instant();
        Settled settled = deciding.settle(delivery, outcome, now);
        requests.ended(cursor, delivery, sent, settled);
        switch (settled) {
          case Settled.Done(), Settled.Parked() -> {}
          case Settled.RetryAt(Instant _, int _) -> {}
          case Settled.Exhausted() -> suspend(Status.Reason.EXHAUSTED);
          case Settled.Gone() -> suspend(Status.Reason.GONE);
        }
      }
    }
  }

  private void look(Dispatch deciding) throws InterruptedException {
    Health seen = deciding.health(clock.instant());
    health = seen;
    healthWatch.look(cursor, seen);
  }

  private void suspend(Status.Reason reason) {
    if (end == null) {
      end(new End.Suspend(reason));
    }
  }

  /** Nothing more is sent; it ends when all that is in flight has ended, and is stored. */
  private void end(End why) {
    end = why;
    ceases = true;
    requests.withdraw();
  }

  /**
   * What was found.
   *
   * @param stored empty for nothing
   * @param progress from which to go on
   */
  private record Loaded(Optional<Progress> stored, Progress progress) {}

  private Optional<Loaded> load() throws InterruptedException {
    while (!stopping) {
      switch (parts.progress().load(cursor.partnerId(), cursor.subscription())) {
        case ProgressStore.Loaded.Found(Optional<Progress> found, Instant storedAt) -> {
          Progress stored =
              found
                  .map(one -> one.resumed(storedAt, clock.instant()))
                  .orElseGet(() -> Progress.at(cursor.start()));
          if (stored.done().isEmpty()) {
            return Optional.of(new Loaded(found, stored));
          }
          Optional<Progress> holding = holding(stored);
          if (holding.isPresent()) {
            return Optional.of(new Loaded(found, holding.get()));
          }
          awaitAgain();
        }
        case ProgressStore.Loaded.NotOwner() -> {
          return Optional.empty();
        }
        case ProgressStore.Loaded.Unavailable() -> {
          awaitAgain();
        }
      }
    }
    return Optional.empty();
  }

  private void awaitAgain() throws InterruptedException {
    mailbox.await(LOOK_AGAIN);
    stopping |= mailbox.takeAll().contains(new Letter.Stop());
  }

  /**
   * The progress without what was settled ahead and is not there any more, since it was frozen or
   * replaced: what comes in its place is no repeat. Empty where this instance cannot tell now.
   */
  private Optional<Progress> holding(Progress stored) {
    if (!parts.gate().isOpen(cursor.partnerId())) {
      return Optional.empty();
    }
    try {
      OptionalLong epoch = epochAt(stored.position().sequence());
      List<Progress.Range> done =
          stored.done().stream()
              .filter(range -> epochAt(range.last()).equals(epoch) && epoch.isPresent())
              .toList();
      return Optional.of(
          new Progress(
              stored.position(), stored.previous(), done, stored.retries(), stored.parked()));
    } catch (History.NotHereException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether something of the partner was erased while items are held, which may wait for days: they
   * are read again, from what is stored.
   */
  private boolean isErased(Dispatch deciding) {
    long now = parts.history().erasures(cursor.partnerId());
    if (now != erasures && deciding.holdsItems()) {
      return true;
    }
    erasures = now;
    return false;
  }

  /** Whether nothing was erased since; asked in a request's thread. */
  private boolean isAsRead(long before) {
    try {
      return parts.history().erasures(cursor.partnerId()) == before;
    } catch (History.NotHereException e) {
      return false;
    }
  }

  /** Whether what was read ahead is not there any more: it was frozen, or replaced. */
  private boolean isWithdrawn(Dispatch deciding, Extent extent) {
    Position read = deciding.lastRead();
    return read.sequence() > deciding.position().sequence()
        && (read.sequence() > extent.newest().sequence() || isExpired(read, extent));
  }

  private boolean isExpired(Position position, Extent extent) {
    if (position.sequence() < extent.oldest().sequence() - 1) {
      return true;
    }
    // Beyond the newest item, what a newer epoch replaced is told by the newest one's epoch.
    OptionalLong epoch = epochAt(position.sequence());
    return epoch.isPresent()
        ? epoch.getAsLong() != position.epoch()
        : extent.newest().epoch() > position.epoch();
  }

  private OptionalLong epochAt(long sequence) {
    return parts.history().epochAt(cursor.partnerId(), sequence);
  }

  private static Duration atLeastAMilli(Instant now, Instant time) {
    Duration wait = Duration.between(now, time);
    if (wait.compareTo(IDLE) > 0) {
      return IDLE;
    }
    return wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait;
  }
}
