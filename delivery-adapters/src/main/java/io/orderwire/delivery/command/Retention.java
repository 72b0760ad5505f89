package io.orderwire.delivery.command;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trims the histories that this instance has, as their rules say: a few at each look, each by one
 * command, and a history of which little is to be removed once an hour at most. For one thread.
 */
public final class Retention {
  /** So many items are removed as soon as they are too many or too old. */
  static final int MANY = 1_000;

  /** How often fewer are removed at most, and after what time a command is taken for lost. */
  static final Duration SELDOM = Duration.ofHours(1);

  /** How many commands one look writes at most. */
  static final int MOST_COMMANDS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final RetentionRules rules;
  private final History history;
  private final SlotIndex slots;
  private final CommandLog log;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /** What was asked for last, by partner. */
  private final Map<String, Asked> asked = new HashMap<>();

  /**
   * Over these.
   *
   * @param ids makes the commands' identities
   */
  public Retention(
      RetentionRules rules,
      History history,
      SlotIndex slots,
      CommandLog log,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.rules = rules;
    this.history = history;
    this.slots = slots;
    this.log = log;
    this.clock = clock;
    this.ids = ids;
  }

  private record Asked(long before, Instant at) {}

  /**
   * Looks at each history once, and has those trimmed that are due.
   *
   * @return how many commands were written
   * @throws CommandLog.CommandsUnavailableException if one could not be; the next look goes on
   */
  public int look() throws InterruptedException {
    int written = 0;
    List<String> partners = slots.partners();
    asked.keySet().retainAll(partners);
    for (String partnerId : partners) {
      if (written == MOST_COMMANDS) {
        break;
      }
      try {
        written += trim(partnerId) ? 1 : 0;
      } catch (History.NotHereException e) {
        LOG.atDebug().addKeyValue("partnerId", partnerId).log("The history has just moved away");
      }
    }
    return written;
  }

  private boolean trim(String partnerId) throws InterruptedException {
    if (!(history.readiness(partnerId) instanceof History.Readiness.Ready)) {
      return false;
    }
    Instant now = clock.instant();
    Extent extent = history.extent(partnerId);
    long before = rules.of(partnerId).oldestToKeep(history, partnerId, extent, now);
    if (!isDue(partnerId, extent.oldest().sequence(), before, now)) {
      return false;
    }
    Command.Trim first =
        Batches.trimming(slots.all(partnerId), extent.oldest().sequence(), before).getFirst();
    log.append(new Issued(ids.get(), partnerId, first, new Author.Service(), extent));
    asked.put(partnerId, new Asked(first.before(), now));
    return true;
  }

  private boolean isDue(String partnerId, long oldest, long before, Instant now) {
    Asked last = asked.get(partnerId);
    boolean isLongAgo = last == null || !now.isBefore(last.at().plus(SELDOM));
    boolean isUnderWay = last != null && last.before() > oldest;
    return before > oldest && (isLongAgo || (before - oldest >= MANY && !isUnderWay));
  }
}
