package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

class MembershipTest {
  private final List<String> done = new ArrayList<>();
  private final Membership membership =
      new Membership(() -> done.add("joined"), () -> done.add("left"));

  @Test
  void an_instance_joins_when_its_port_is_open() {
    assertThat(membership.getPhase())
        .isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    membership.start();
    assertThat(done).containsExactly("joined");
    assertThat(membership.isRunning()).isTrue();
  }

  @Test
  void it_leaves_before_it_waits_for_its_last_requests_and_after_streams_and_webhooks_ended() {
    assertThat(membership.getPhase())
        .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
        .isLessThan(SmartLifecycle.DEFAULT_PHASE);
    membership.start();
    membership.stop();
    assertThat(done).containsExactly("joined", "left");
    assertThat(membership.isRunning()).isFalse();
  }
}
