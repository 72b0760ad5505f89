package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class JoiningTest {
  private final AtomicInteger joined = new AtomicInteger();
  private final Joining joining = new Joining(joined::incrementAndGet);

  @Test
  void an_instance_joins_when_its_port_is_open() {
    assertThat(joining.getPhase())
        .isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    joining.start();
    assertThat(joined).hasValue(1);
  }
}
