package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostsTest {
  private static final HostConfiguration EXACT = with("exact");
  private static final HostConfiguration DOMAIN = with("domain");
  private static final Hosts HOSTS =
      Hosts.of(
          Map.of(
              "hooks.example.com", () -> EXACT,
              "*.example.com", () -> DOMAIN,
              "2001:db8::1", () -> EXACT));

  @Test
  void a_name_has_its_own_entry() {
    assertThat(HOSTS.apply("hooks.example.com")).isSameAs(EXACT);
    assertThat(HOSTS.apply("[2001:db8::1]")).isSameAs(EXACT);
  }

  @Test
  void another_name_has_the_entry_of_its_domain() {
    assertThat(HOSTS.apply("other.example.com")).isSameAs(DOMAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "a.b.example.com",
        "xexample.com",
        "example.org",
        "com",
        "127.0.0.1"
      })
  void no_other_name_has_an_entry(String host) {
    assertThat(HOSTS.apply(host)).isSameAs(HostConfiguration.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "Hooks.Example.COM,hooks.example.com",
    "*.Example.com.,*.example.com",
    "bücher.example,xn--bcher-kva.example",
    "0x7f.1,127.0.0.1",
    "2001:DB8:0:0::1,2001:db8::1",
    "[2001:db8::1],2001:db8::1",
    "localhost,localhost"
  })
  void hosts_are_named_as_in_urls(String written, String normal) {
    assertThat(Hosts.normal(written)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "*example.com",
        "a.*.example.com",
        "*.*.example.com",
        "*.127.0.0.1",
        "*.[::1]",
        "https://a.example",
        "a.example:443",
        "a.example/path",
        "a.example?x",
        "a.example#x",
        "user@a.example",
        "a b"
      })
  void what_is_no_host_is_refused(String written) {
    assertThatThrownBy(() -> Hosts.normal(written)).isInstanceOf(IllegalArgumentException.class);
  }

  private static HostConfiguration with(String value) {
    return new HostConfiguration(Map.of("x-gateway", value), Optional.empty());
  }
}
