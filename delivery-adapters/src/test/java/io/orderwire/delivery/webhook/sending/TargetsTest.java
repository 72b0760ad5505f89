package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
  private final Targets targets =
      new Targets(new UrlRules(true, Set.of(), new AddressRules(List.of())));

  @ParameterizedTest
  @CsvSource({
    "https://a.example/in?x=1, a.example, 443, /in?x=1",
    "http://a.example:8080/, a.example, 8080, /",
    "https://a_b.example/, a_b.example, 443, /",
    "https://_a.b_.example:8443/in, _a.b_.example, 8443, /in",
    "https://[2606:4700::1111]:8443/, [2606:4700::1111], 8443, /",
    "https://[2606:4700::1111]/, [2606:4700::1111], 443, /",
  })
  void every_accepted_url_is_taken_apart(String url, String host, int port, String path) {
    Targets.Target target = targets.of(URI.create(url)).orElseThrow();
    assertThat(target.host()).isEqualTo(host);
    assertThat(target.route().getTargetHost().getHostName()).isEqualTo(host);
    assertThat(target.route().getTargetHost().getPort()).isEqualTo(port);
    assertThat(target.path()).isEqualTo(path);
    assertThat(target.authority()).isEqualTo(URI.create(url).getRawAuthority());
  }
}
