package io.orderwire.delivery.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.History.Effort;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.OtherHistory;
import io.orderwire.delivery.http.Answer;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.ShortRoute;
import io.orderwire.delivery.partner.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentPagesTest {
  private final MemoryHistory history = new MemoryHistory();
  private final AtomicInteger reads = new AtomicInteger();
  private @Nullable Runnable whileReading;
  private final ShortPages pages = new ShortPages(Listing.EVENTS, counted(history), () -> false);

  @Test
  void the_same_page_is_read_once_until_something_changes() {
    history.append("acme", EventType.CREATED, "one");
    String first = body("acme");
    int before = reads.get();
    assertThat(body("acme")).isEqualTo(first);
    assertThat(reads).hasValue(before);
    history.erase("acme", 1);
    assertThat(body("acme")).contains("\"erased\"").doesNotContain("\"one\"");
    history.append("acme", EventType.CREATED, "two");
    assertThat(body("acme")).contains("\"two\"");
    assertThat(reads).hasValueGreaterThan(before);
  }

  @Test
  void a_page_of_one_partner_is_never_anothers() {
    history.append("acme", EventType.CREATED, "one");
    history.append("other", EventType.CREATED, "two");
    assertThat(body("acme")).contains("\"one\"");
    assertThat(body("other")).contains("\"two\"").doesNotContain("\"one\"");
  }

  @Test
  void what_was_read_while_something_changed_is_not_kept() {
    history.append("acme", EventType.CREATED, "one");
    whileReading = () -> history.erase("acme", 1);
    assertThat(body("acme")).contains("\"one\"");
    whileReading = null;
    assertThat(body("acme")).doesNotContain("\"one\"");
  }

  @Test
  void a_large_page_is_made_anew() {
    history.appendLarge("acme", 100_000);
    String first = body("acme");
    int before = reads.get();
    assertThat(body("acme")).isEqualTo(first);
    assertThat(reads).hasValueGreaterThan(before);
  }

  private String body(String partnerId) {
    Caller caller = new Caller(partnerId, "k", Set.of(Scope.READ), Optional.empty());
    ShortRoute.Asked asked =
        new ShortRoute.Asked() {
          @Override
          public String query() {
            return "";
          }

          @Override
          public Map<String, String[]> parameters() {
            return Map.of();
          }

          @Override
          public ShortRoute.Wants wants() {
            return new ShortRoute.Wants(null, null);
          }
        };
    Answer answer = pages.answer(caller, asked, Effort.MEMORY);
    return new String(answer.body(), UTF_8);
  }

  private History counted(History other) {
    return new OtherHistory(other) {
      @Override
      public List<Event> readBefore(String partnerId, long sequence, int limit) {
        reads.incrementAndGet();
        List<Event> read = super.readBefore(partnerId, sequence, limit);
        Runnable change = whileReading;
        if (change != null) {
          change.run();
        }
        return read;
      }

      @Override
      public History within(Effort most) {
        return this;
      }
    };
  }
}
