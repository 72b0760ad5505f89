package io.orderwire.delivery.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Commands in memory, for tests. Safe for use by many threads. */
public final class FakeCommandLog implements CommandLog {
  private final List<Issued> issued = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  /** Makes writes fail, or work again. */
  public void away(boolean now) {
    away = now;
  }

  /** What was written, in order. */
  public List<Issued> issued() {
    return issued;
  }

  @Override
  public void append(Issued command) {
    if (away) {
      throw new CommandsUnavailableException(
          command.partnerId(), new IllegalStateException("away"));
    }
    issued.add(command);
  }
}
