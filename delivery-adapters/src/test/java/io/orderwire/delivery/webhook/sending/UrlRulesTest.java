package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.UrlPolicy.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlRulesTest {
  private static final UrlRules RULES = TransportSettings.DEFAULT.urlRules();
  private static final UrlRules OPEN =
      new UrlRules(true, Set.of(), new AddressRules(List.of("127.0.0.0/8", "::1")));

  @ParameterizedTest
  @CsvSource({
    "https://example.com/hook, https://example.com/hook",
    "https://example.com, https://example.com/",
    "HTTPS://Example.COM/Hook?A=b, https://example.com/Hook?A=b",
    "https://example.com:443/, https://example.com/",
    "https://example.com:8443/, https://example.com:8443/",
    "https://example.com:/, https://example.com/",
    "https://example.com./, https://example.com/",
    "https://bücher.example/ü, https://xn--bcher-kva.example/%C3%BC",
    "https://a_b.example/, https://a_b.example/",
    "https://8.8.8.8/, https://8.8.8.8/",
    "https://0x08080808/, https://8.8.8.8/",
    "https://134744072/, https://8.8.8.8/",
    "https://010.8.8.8/, https://8.8.8.8/",
    "https://[2606:4700:0::1111]/, https://[2606:4700::1111]/",
    "https://[::ffff:8.8.8.8]/, https://8.8.8.8/"
  })
  void accepts_in_normal_form(String text, String normal) {
    assertThat(RULES.check(text)).isEqualTo(new Verdict.Accepted(URI.create(normal)));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/, must begin with https",
    "ftp://example.com/, must begin with https",
    "//example.com/, must begin with https",
    "example.com, must begin with https",
    "'', must begin with https",
    "https:example.com, no host",
    "https:///path, no host",
    "https://:443/, no name",
    "https://user@example.com/, credentials",
    "https://user:password@example.com/, credentials",
    "https://@example.com/, credentials",
    "https://example.com/#part, fragment",
    "https://example.com/#, fragment",
    "https://example.com:80/, port 80",
    "https://example.com:22/, port 22",
    "https://example.com:0/, port 0",
    "https://example.com:99999/, port 99999",
    "https://example.com:-1/, port",
    "https://example.com:443:443/, port",
    "https://exa mple.com/, no URL",
    "https://example.com\\@127.0.0.1/, no URL",
    "https://exa%6dple.com/, no name",
    "https://%31%32%37.0.0.1/, no IPv4",
    "https://-example.com/, no name",
    "https://example..com/, no name",
    "https://example.com../, no name",
    "https://./, no name",
    "'https://a,b/', no name",
    "https://1.2.3.4.5/, no IPv4",
    "https://256.1.1.1/, no IPv4",
    "https://08.8.8.8/, no IPv4",
    "https://4294967296/, no IPv4",
    "https://example.1/, no IPv4",
    "https://0x/, no IPv4",
    "https://[fe80::1%25eth0]/, zone",
    "https://[::1, no URL"
  })
  void refuses(String text, String reason) {
    assertThat(RULES.check(text))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "0177.0.0.01",
        "0x7f.1",
        "0x7f.0x0.0x0.0x1",
        "0X7F000001",
        "0x7f000001",
        "127.0.0.1.",
        "127.0x1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:7F00:0001]",
        "[64:ff9b::7f00:1]",
        "localhost",
        "LOCALHOST.",
        "www.localhost"
      })
  void refuses_loopback_however_it_is_spelled(String host) {
    assertThat(RULES.check("https://" + host + "/"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).contains("loopback"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "2852039166",
        "0xA9FEA9FE",
        "025177524776",
        "169.16689662",
        "0251.0376.0251.0376",
        "[fd00:ec2::254]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "100.100.100.200",
        "168.63.129.16"
      })
  void refuses_metadata_however_it_is_spelled(String host) {
    assertThat(RULES.check("https://" + host + "/latest/meta-data"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).contains("metadata"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "0xa.1",
        "192.168.1.1",
        "[::]",
        "0",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[fc00::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "100.64.1",
        "[::127.0.0.1]",
        "[64:ff9b:1::1]",
        "192.0.2.1",
        "[2001:db8::1]"
      })
  void refuses_every_other_special_address(String host) {
    assertThat(RULES.check("https://" + host + "/")).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void accepts_what_the_operator_opens() {
    assertThat(OPEN.check("http://127.1:9000/x"))
        .isEqualTo(new Verdict.Accepted(URI.create("http://127.0.0.1:9000/x")));
    assertThat(OPEN.check("http://localhost:80"))
        .isEqualTo(new Verdict.Accepted(URI.create("http://localhost/")));
    assertThat(OPEN.check("https://[::1]:9/"))
        .isEqualTo(new Verdict.Accepted(URI.create("https://[::1]:9/")));
    assertThat(OPEN.check("http://10.0.0.1/")).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void accepts_2048_characters_and_not_one_more() {
    String most = "https://example.com/" + "a".repeat(UrlRules.MOST_CHARACTERS - 20);
    assertThat(RULES.check(most)).isInstanceOf(Verdict.Accepted.class);
    assertThat(RULES.check(most + "a")).isInstanceOf(Verdict.Refused.class);
    assertThat(RULES.check("https://example.com/" + "ü".repeat(1_000)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void refuses_a_path_that_looks_like_a_host() {
    assertThat(RULES.check("https://example.com//evil.example/"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).contains("slashes"));
  }

  @Test
  void tells_no_part_of_the_url_but_its_port() {
    assertThat(RULES.check("https://user:password@example.com/?key=secret").toString())
        .doesNotContain("password", "secret", "example");
  }

  @Test
  void accepts_what_it_has_accepted() {
    String text = "https://BÜCHER.example./a%20b/ü?q=ü&r=%C3%BC";
    Verdict.Accepted once = (Verdict.Accepted) RULES.check(text);
    assertThat(RULES.check(once.url().toString())).isEqualTo(once);
  }
}
