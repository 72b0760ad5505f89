package io.orderwire.verify.inject;

import io.orderwire.processes.Part;
import io.orderwire.verify.read.Hold;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An adapter is killed when a webhook request of its own has come: before that is answered, or when
 * the answer is on its way, which it has not read.
 */
final class AtDelivery implements Harm {
  private final Part part;
  private final Outlook outlook;
  private final boolean isAnswered;
  private Hold.@Nullable Held held;

  AtDelivery(Part part, Outlook outlook, boolean isAnswered) {
    this.part = part;
    this.outlook = outlook;
    this.isAnswered = isAnswered;
  }

  @Override
  public boolean awaitMoment(Time time) throws InterruptedException {
    Duration until = time.now().plus(LONGEST_AWAITED);
    while (!time.isOver() && time.now().compareTo(until) < 0) {
      Optional<Hold.Held> next = outlook.nextDelivery(until.minus(time.now()));
      if (next.isEmpty()) {
        return false;
      }
      if (isOwn(next.get())) {
        held = next.get();
        return true;
      }
      next.get().letGo();
    }
    return false;
  }

  private boolean isOwn(Hold.Held request) {
    OptionalLong pid = part.runningPid();
    try {
      return pid.isPresent() && outlook.sendsFrom(pid.getAsLong(), request.senderPort());
    } catch (IOException e) {
      return false; // It has ended meanwhile.
    }
  }

  @Override
  public void begin() throws IOException, InterruptedException {
    Hold.Held request = held;
    if (request == null) {
      throw new IllegalStateException("there is no request");
    }
    if (isAnswered) {
      part.halt();
      request.accept();
      part.kill();
    } else {
      part.kill();
      request.cut();
    }
  }

  @Override
  public void end() {
    // Others start it again.
  }
}
