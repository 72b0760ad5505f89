package io.orderwire.processor.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A partner's head and window, kept as the topology keeps them. */
final class Partner {
  private static final Instant T0 = Instant.parse("2026-11-24T06:00:00Z");

  Head head = Head.EMPTY;
  private final Map<UUID, Remembered> window = new HashMap<>();

  AppendResult append(long id, String content, Instant at) {
    AppendResult result = decide(id, content, at);
    if (result instanceof Appended appended) {
      head = appended.head();
      window.put(uuid(id), appended.remembered());
    }
    return result;
  }

  /** What would happen. */
  AppendResult decide(long id, String content, Instant at) {
    return Sequencer.append(head, window.get(uuid(id)), arrival(id, content, at));
  }

  void appendMany(int count) {
    for (int i = 1; i <= count; i++) {
      append(i, "content", T0);
    }
  }

  /** Accepts other ids without keeping them. */
  void acceptOthers(int count, Instant at) {
    for (int i = 0; i < count; i++) {
      head = ((Appended) Sequencer.append(head, null, arrival(-1, "", at))).head();
    }
  }

  CommandResult apply(long id, Command command) {
    Arrival arrival = arrival(id, command.toString(), T0);
    CommandResult result = Sequencer.apply(head, window.get(uuid(id)), arrival, command);
    if (result instanceof Applied applied) {
      head = applied.head();
      window.put(uuid(id), applied.remembered());
    }
    return result;
  }

  private static Arrival arrival(long id, String content, Instant at) {
    return new Arrival(uuid(id), new CanonicalContent("t").put("c", content).hash(), at);
  }

  private static UUID uuid(long id) {
    return new UUID(1, id);
  }
}
