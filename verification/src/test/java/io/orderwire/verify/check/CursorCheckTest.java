package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.after;
import static io.orderwire.verify.check.Scenario.before;
import static io.orderwire.verify.check.Scenario.e;
import static io.orderwire.verify.check.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.PollRecorder;
import io.orderwire.verify.record.StreamRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorCheckTest {
  private final Scenario scenario = new Scenario();
  private final PollRecorder walk = scenario.recorder.poll(Channel.walk(ACME, "w"));

  @Test
  void accepts_pages_that_go_on_behind_their_cursors() {
    walk.page("adapter-1", Boundary.NOTHING, id(2), List.of(e(1), e(2)));
    walk.page("adapter-2", after(2), id(4), List.of(e(3), e(4)));
    walk.page("adapter-1", after(4), id(4), List.of());

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_cursors_that_are_not_item_ids() {
    walk.page("adapter-1", Boundary.NOTHING, "opaque", List.of(e(1), e(2)));
    walk.page("adapter-1", Boundary.newerThan("opaque"), "opaque-too", List.of(e(3)));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_pages_back() {
    walk.page("adapter-1", before(3), id(1), List.of(e(2), e(1)));
    scenario.history(ACME, e(1), e(2), e(3));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_what_passes_by_itself() {
    walk.page("adapter-1", Boundary.NOTHING, id(1), List.of(e(1)));
    walk.failed("adapter-1", after(1), 503, "not_caught_up");
    walk.failed("", after(1), 0, "");
    walk.failed("adapter-1", after(1), 429, "rate_limited");
    walk.page("adapter-2", after(1), id(2), List.of(e(2)));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_a_page_that_skips_an_item() {
    walk.page("adapter-1", Boundary.NOTHING, id(1), List.of(e(1)));
    walk.page("adapter-1", after(1), id(3), List.of(e(3)));

    assertThat(only().expected()).isEqualTo("e2 as the first for the cursor of e1");
  }

  @Test
  void finds_a_page_that_repeats_the_cursors_item() {
    walk.page("adapter-1", Boundary.NOTHING, id(1), List.of(e(1)));
    walk.page("adapter-1", after(1), id(2), List.of(e(1), e(2)));

    assertThat(only().seen()).isEqualTo("e1");
  }

  @Test
  void finds_a_page_back_that_skips_an_item() {
    walk.page("adapter-1", before(4), id(2), List.of(e(2)));
    scenario.history(ACME, e(1), e(2), e(3), e(4));

    assertThat(only().expected()).isEqualTo("e3 as the first for the cursor of e4, backwards");
  }

  @Test
  void finds_a_cursor_that_is_invalid() {
    walk.page("adapter-1", Boundary.NOTHING, id(1), List.of(e(1)));
    walk.failed("adapter-2", after(1), 400, "invalid_cursor");

    assertThat(only().seen()).isEqualTo("400 invalid_cursor");
  }

  @Test
  void finds_a_cursor_that_is_ahead() {
    walk.failed("adapter-2", after(7), 410, "cursor_ahead");

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_a_cursor_that_is_not_that_of_the_last_item() {
    walk.page("adapter-1", Boundary.NOTHING, id(1), List.of(e(1), e(2)));

    assertThat(only().expected()).isEqualTo("a cursor behind e2");
  }

  @Test
  void finds_a_cursor_that_moves_without_items() {
    walk.page("adapter-1", Boundary.NOTHING, id(1), List.of(e(1)));
    walk.page("adapter-1", after(1), id(2), List.of());
    scenario.history(ACME, e(1), e(2));

    assertThat(only().seen()).isEqualTo("one that stands behind e2");
  }

  @Test
  void accepts_a_stream_that_goes_on_behind_the_last_event_id() {
    reconnect(3);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_a_stream_that_skips_an_item_after_reconnecting() {
    reconnect(4);

    assertThat(only().channel()).isEqualTo("stream s");
  }

  @Test
  void finds_a_last_event_id_that_is_refused() {
    scenario.recorder.stream(Channel.stream(ACME, "s"))
        .failed("adapter-1", after(1), 410, "cursor_expired");

    assertThat(check().found()).isEqualTo(1);
  }

  private void reconnect(long firstAfterTwo) {
    StreamRecorder stream = scenario.recorder.stream(Channel.stream(ACME, "s"));
    int first = stream.connected("adapter-1", Boundary.NOTHING);
    stream.item(first, e(1));
    stream.item(first, e(2));
    stream.item(stream.connected("adapter-2", after(2)), e(firstAfterTwo));
  }

  private Violation only() {
    CheckResult result = check();
    assertThat(result.violations()).hasSize(1);
    return result.violations().getFirst();
  }

  private CheckResult check() {
    return scenario.check(new CursorCheck());
  }
}
