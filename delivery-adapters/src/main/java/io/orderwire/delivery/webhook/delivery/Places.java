package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.delivery.Line.Request;
import io.orderwire.delivery.webhook.delivery.Line.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which request begins next. Not thread-safe.
 *
 * <ul>
 *   <li>A request that begins takes one of few places. One that takes long is slow when it is told
 *       so: it gives its place to another and goes on beside.
 *   <li>Those in places and those beside are never more than the most, by weight.
 *   <li>A quarter of the most, and of the places, is all that lines have together whose last
 *       request was not answered ({@link Standing#UNPROVEN}). Half of the most is for all others,
 *       and where it is taken, the last quarter for those of them that have no slow request, one
 *       request each. So where many lines stop answering, there is room for those that answer at
 *       once.
 *   <li>Lines take turns. A prompt one has a few requests in a turn, so that they end together and
 *       what follows from them is done at once; others have one. Prompt and slow lines go before
 *       those that are unproven, but for one request in eight.
 * </ul>
 */
final class Places {
  private static final int PART_OF_UNPROVEN = 4;
  private static final int PART_OF_SLOW = 2;
  private static final int ROUND = 8;
  private static final int IN_A_ROW = 8;
  private static final List<Standing> UNPROVEN_FIRST =
      List.of(Standing.UNPROVEN, Standing.PROMPT, Standing.SLOW);
  private static final List<Standing> PROMPT_FIRST =
      List.of(Standing.PROMPT, Standing.SLOW, Standing.UNPROVEN);
  private static final List<Standing> SLOW_FIRST =
      List.of(Standing.SLOW, Standing.PROMPT, Standing.UNPROVEN);

  private final int places;
  private final int quarter;
  private final int half;
  private final SequencedSet<Line> prompt = new LinkedHashSet<>();
  private final SequencedSet<Line> slow = new LinkedHashSet<>();
  private final SequencedSet<Line> unproven = new LinkedHashSet<>();

  /** Those that took a place, in the order of their beginning; some may have none any more. */
  private final Deque<Turn> begun = new ArrayDeque<>();

  private int taken;
  private int takenByUnproven;
  private int running;
  private int weightOfUnproven;
  private int weightOfProven;
  private int waiting;
  private int turns;

  /**
   * Nothing runs yet.
   *
   * @param places how many requests run at once that are not slow, at least 1
   * @param most how many requests of weight 1 run at once, at least as many and 4
   */
  Places(int places, int most) {
    if (places < 1 || most < Math.max(places, PART_OF_UNPROVEN)) {
      throw new IllegalArgumentException(places + " places of " + most);
    }
    this.places = places;
    this.quarter = most / PART_OF_UNPROVEN;
    this.half = most / PART_OF_SLOW;
  }

  /** A request that has begun. */
  static final class Turn {
    final Line line;
    final Request request;
    private final boolean asUnproven;
    private final int weight;
    private final long since;
    private boolean hasPlace = true;

    private Turn(Line line, Request request, boolean asUnproven, int weight, long since) {
      this.line = line;
      this.request = request;
      this.asUnproven = asUnproven;
      this.weight = weight;
      this.since = since;
    }

    /** Whether it has neither ended nor is beside. */
    boolean hasPlace() {
      return hasPlace;
    }
  }

  /** A request waits for its turn, behind those of its line. */
  void ask(Line line, Request request) {
    waiting++;
    line.waiting.add(request);
    if (line.waiting.size() == 1) {
      list(line);
    }
  }

  /**
   * The next request that begins now.
   *
   * @param now nanoseconds of a monotonic clock
   */
  @Nullable Turn next(long now) {
    if (waiting == 0 || taken == places) {
      return null;
    }
    for (Standing standing : preference()) {
      Line line = first(standing);
      if (line != null) {
        return begin(line, now);
      }
    }
    return null;
  }

  /** A request has ended. */
  void end(Turn turn) {
    givePlace(turn);
    turn.line.running--;
    turn.line.beside--;
    running--;
    weigh(turn, -turn.weight);
    relist(turn.line);
    while (!begun.isEmpty() && !begun.getFirst().hasPlace()) {
      begun.removeFirst();
    }
  }

  /** Takes all requests of a line that wait. */
  List<Request> withdraw(Line line) {
    List<Request> withdrawn = List.copyOf(line.waiting);
    waiting -= withdrawn.size();
    line.waiting.clear();
    unlist(line);
    return withdrawn;
  }

  /** Requests that began so many nanoseconds ago, or more, are slow. */
  void passOn(long now, long age) {
    while (!begun.isEmpty() && now - begun.getFirst().since >= age) {
      Turn turn = begun.removeFirst();
      if (turn.hasPlace()) {
        givePlace(turn);
        relist(turn.line);
      }
    }
  }

  /** How many nanoseconds ago the one began that has had its place for longest; 0 without one. */
  long longest(long now) {
    return begun.isEmpty() ? 0 : now - begun.getFirst().since;
  }

  int waiting() {
    return waiting;
  }

  int running() {
    return running;
  }

  int free() {
    return places - taken;
  }

  private List<Standing> preference() {
    int turn = Math.floorMod(turns, ROUND);
    if (turn == 0) {
      return UNPROVEN_FIRST;
    }
    return turn % 2 == 0 ? SLOW_FIRST : PROMPT_FIRST;
  }

  private @Nullable Line first(Standing standing) {
    SequencedSet<Line> listed = listed(standing);
    if (listed.isEmpty()) {
      return null;
    }
    return switch (standing) {
      case UNPROVEN -> mayBeginUnproven(listed.getFirst()) ? listed.getFirst() : null;
      case SLOW -> isWithinHalf(listed.getFirst()) ? listed.getFirst() : null;
      case PROMPT -> isWithinHalf(listed.getFirst()) ? listed.getFirst() : firstOfRest(listed);
    };
  }

  private boolean mayBeginUnproven(Line line) {
    return weightOfUnproven + weight(line) <= quarter
        && takenByUnproven < Math.max(1, places / PART_OF_UNPROVEN);
  }

  private boolean isWithinHalf(Line line) {
    return weightOfProven + weight(line) <= half;
  }

  private @Nullable Line firstOfRest(SequencedSet<Line> listed) {
    for (Line line : listed) {
      if (line.running == 0 && weightOfProven + weight(line) <= half + quarter) {
        return line;
      }
    }
    return null;
  }

  /** What the line's first request counts for; one that is too heavy has a quarter for itself. */
  private int weight(Line line) {
    return Math.min(quarter, line.waiting.element().weight());
  }

  private Turn begin(Line line, long now) {
    boolean asUnproven = line.listedAs == Standing.UNPROVEN;
    int weight = weight(line);
    Turn turn = new Turn(line, line.waiting.remove(), asUnproven, weight, now);
    turns++;
    waiting--;
    line.running++;
    running++;
    taken++;
    takenByUnproven += asUnproven ? 1 : 0;
    weigh(turn, weight);
    begun.add(turn);
    line.inARow++;
    if (line.waiting.isEmpty() || line.listedAs != Standing.PROMPT || line.inARow == IN_A_ROW) {
      unlist(line);
      if (!line.waiting.isEmpty()) {
        list(line);
      }
    }
    return turn;
  }

  private void weigh(Turn turn, int weight) {
    if (turn.asUnproven) {
      weightOfUnproven += weight;
    } else {
      weightOfProven += weight;
    }
  }

  private void givePlace(Turn turn) {
    if (turn.hasPlace) {
      turn.hasPlace = false;
      turn.line.beside++;
      taken--;
      takenByUnproven -= turn.asUnproven ? 1 : 0;
    }
  }

  private void relist(Line line) {
    if (!line.waiting.isEmpty() && line.standing() != line.listedAs) {
      unlist(line);
      list(line);
    }
  }

  private void list(Line line) {
    line.inARow = 0;
    line.listedAs = line.standing();
    listed(line.listedAs).add(line);
  }

  private void unlist(Line line) {
    listed(line.listedAs).remove(line);
  }

  private SequencedSet<Line> listed(Standing standing) {
    return switch (standing) {
      case PROMPT -> prompt;
      case SLOW -> slow;
      case UNPROVEN -> unproven;
    };
  }
}
