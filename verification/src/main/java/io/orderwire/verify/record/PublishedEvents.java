package io.orderwire.verify.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Published events by their tokens. Immutable. */
public final class PublishedEvents {
  private final List<Publications> producers;
  private final LongMap places = new LongMap();
  private final Map<Long, PublishedEvent> sentAgain = new HashMap<>();

  PublishedEvents(List<Publications> producers) {
    this.producers = producers;
    for (int p = 0; p < producers.size(); p++) {
      Publications sent = producers.get(p);
      for (int number = 0; number < sent.size(); number++) {
        add(p, sent.get(number));
      }
    }
  }

  private void add(int producer, Publication sent) {
    long token = sent.token();
    if (token == Token.NONE) {
      return;
    }
    PublishedEvent known = find(token);
    if (known == null) {
      places.put(token, ((long) producer << Integer.SIZE) | sent.number());
    } else {
      sentAgain.put(token, known.sentAgain(sent));
    }
  }

  /** The event with this token, or null if none was published. */
  public @Nullable PublishedEvent find(long token) {
    PublishedEvent again = sentAgain.get(token);
    if (again != null || !places.containsKey(token)) {
      return again;
    }
    long place = places.get(token, 0);
    return PublishedEvent.of(producers.get((int) (place >>> Integer.SIZE)).get((int) place));
  }

  /** Each event once, where its producer sent it first. */
  public void forEach(Consumer<PublishedEvent> action) {
    for (int p = 0; p < producers.size(); p++) {
      Publications sent = producers.get(p);
      for (int number = 0; number < sent.size(); number++) {
        Publication publication = sent.get(number);
        long place = ((long) p << Integer.SIZE) | number;
        PublishedEvent event =
            places.get(publication.token(), -1) == place ? find(publication.token()) : null;
        if (event != null) {
          action.accept(event);
        }
      }
    }
  }

  /** How many events there are. */
  public int size() {
    return places.size();
  }
}
