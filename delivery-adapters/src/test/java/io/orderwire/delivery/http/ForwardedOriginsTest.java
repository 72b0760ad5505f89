package io.orderwire.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.http.ForwardedOrigins.Bound;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ForwardedOriginsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String CLIENT = "192.0.2.7";
  private static final Bound CHANGE = new Bound("POST", "/v1/webhooks/endpoints", "Bearer ow_1");

  private Instant now = NOW;
  private final ForwardedOrigins origins = new ForwardedOrigins(new byte[32], () -> now);

  @Test
  void an_instance_with_the_same_key_knows_from_where_a_request_came() {
    ForwardedOrigins other = new ForwardedOrigins(new byte[32], () -> now);
    assertThat(other.decode(origins.encode(CLIENT, CHANGE), CHANGE)).contains(CLIENT);
    assertThat(other.decode(origins.encode("[2001:db8::7]", CHANGE), CHANGE))
        .contains("[2001:db8::7]");
  }

  @Test
  void it_is_known_of_that_request_alone() {
    String told = origins.encode(CLIENT, CHANGE);
    for (Bound another :
        new Bound[] {
          new Bound("PATCH", CHANGE.target(), CHANGE.credential()),
          new Bound(CHANGE.method(), CHANGE.target() + "/we_1/pause", CHANGE.credential()),
          new Bound(CHANGE.method(), CHANGE.target() + "?a=1", CHANGE.credential()),
          new Bound(CHANGE.method(), CHANGE.target(), "Bearer ow_2"),
          new Bound(CHANGE.method(), CHANGE.target(), "")
        }) {
      assertThat(origins.decode(told, another)).as(another.toString()).isEmpty();
    }
  }

  @Test
  void what_was_changed_or_is_signed_with_another_key_says_nothing() {
    String[] told = origins.encode(CLIENT, CHANGE).split(";", -1);
    byte[] another = new byte[32];
    Arrays.fill(another, (byte) 1);
    for (String forged :
        new String[] {
          "192.0.2.8;" + told[1] + ";" + told[2],
          told[0] + ";" + (NOW.getEpochSecond() + 1) + ";" + told[2],
          told[0] + ";" + told[1] + ";",
          told[0] + ";" + told[1] + ";!",
          told[0] + ";;" + told[2],
          told[0] + ";" + told[1],
          CLIENT,
          "1",
          "",
          new ForwardedOrigins(another, () -> now).encode(CLIENT, CHANGE)
        }) {
      assertThat(origins.decode(forged, CHANGE)).as(forged).isEmpty();
    }
  }

  @Test
  void it_lasts_a_minute_by_either_clock() {
    String told = origins.encode(CLIENT, CHANGE);
    for (int seconds : new int[] {-60, 60}) {
      now = NOW.plusSeconds(seconds);
      assertThat(origins.decode(told, CHANGE)).contains(CLIENT);
    }
    for (int seconds : new int[] {-61, 61}) {
      now = NOW.plusSeconds(seconds);
      assertThat(origins.decode(told, CHANGE)).isEqualTo(Optional.empty());
    }
  }
}
