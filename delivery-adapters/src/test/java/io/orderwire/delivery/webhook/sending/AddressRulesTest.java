package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
  private static final AddressRules RULES = new AddressRules(List.of());

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, unspecified",
    "0.255.255.255, unspecified",
    "10.0.0.0, private",
    "10.255.255.255, private",
    "100.64.0.0, carrier-grade NAT",
    "100.127.255.255, carrier-grade NAT",
    "127.0.0.1, loopback",
    "127.255.255.255, loopback",
    "169.254.0.1, link-local",
    "169.254.169.253, link-local",
    "172.16.0.0, private",
    "172.31.255.255, private",
    "192.0.0.8, protocol assignment",
    "192.0.2.1, documentation",
    "192.88.99.1, 6to4",
    "192.168.0.0, private",
    "192.168.255.255, private",
    "198.18.0.0, benchmarking",
    "198.19.255.255, benchmarking",
    "198.51.100.7, documentation",
    "203.0.113.255, documentation",
    "224.0.0.1, multicast",
    "239.255.255.255, multicast",
    "240.0.0.0, reserved",
    "255.255.255.254, reserved",
    "255.255.255.255, broadcast",
    "169.254.169.254, metadata",
    "169.254.170.2, metadata",
    "168.63.129.16, metadata",
    "100.100.100.200, metadata",
    "192.0.0.192, metadata",
    "fd00:ec2::254, metadata",
    "fd20:ce::254, metadata",
    "::, unspecified",
    "::1, loopback",
    "::8.8.8.8, IPv4-compatible",
    "::127.0.0.1, IPv4-compatible",
    "64:ff9b::127.0.0.1, loopback",
    "64:ff9b::10.1.2.3, private",
    "64:ff9b::169.254.169.254, metadata",
    "64:ff9b:1::1, local translation",
    "64:ff9b:1::8.8.8.8, local translation",
    "64:ff9b:1:ffff:ffff:ffff:ffff:ffff, local translation",
    "100::1, discard",
    "2001::1, Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2, Teredo",
    "2001:10::1, protocol assignment",
    "2001:20::1, protocol assignment",
    "2001:db8::1, documentation",
    "2002:7f00:1::, 6to4",
    "2002:808:808::1, 6to4",
    "3fff::1, documentation",
    "5f00::1, segment routing",
    "2606:4700::5efe:127.0.0.1, loopback",
    "2606:4700::200:5efe:10.0.0.1, private",
    "4000::1, outside",
    "fc00::1, unique local",
    "fdff:ffff::1, unique local",
    "fe80::1, link-local",
    "fe80::a9fe:a9fe, link-local",
    "febf::1, link-local",
    "fec0::1, site-local",
    "ff02::1, multicast",
    "ff0e::1, multicast"
  })
  void refuses(String address, String kind) {
    assertThat(RULES.refusal(InetAddress.ofLiteral(address)).orElse("nothing")).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
        "2a00:1450:4001::5efe:8.8.8.8"
      })
  void allows(String address) {
    assertThat(RULES.refusal(InetAddress.ofLiteral(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"7f000001, loopback", "a9fea9fe, metadata", "0a000001, private"})
  void judges_a_mapped_address_by_the_one_it_carries(String hexadecimal, String kind)
      throws UnknownHostException {
    assertThat(RULES.refusal(mapped(Integer.parseUnsignedInt(hexadecimal, 16))).orElse("nothing"))
        .contains(kind);
  }

  @Test
  void allows_a_mapped_address_of_the_public_internet() throws UnknownHostException {
    assertThat(RULES.refusal(mapped(0x08080808))).isEmpty();
  }

  @Property
  void never_allows_a_mapped_or_translated_address_that_it_refuses_by_itself(
      @ForAll @Size(4) byte[] v4) throws UnknownHostException {
    boolean refused = RULES.refusal(InetAddress.getByAddress(v4)).isPresent();
    byte[] translated = Arrays.copyOf(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b}, 16);
    System.arraycopy(v4, 0, translated, 12, 4);
    assertThat(RULES.refusal(InetAddress.getByAddress(translated)).isPresent()).isEqualTo(refused);
    assertThat(RULES.refusal(mapped(ByteBuffer.wrap(v4).getInt())).isPresent()).isEqualTo(refused);
  }

  @Test
  void opens_what_an_operator_names_and_nothing_else() {
    AddressRules rules = new AddressRules(List.of("10.1.0.0/16", "fd12::/16", "127.0.0.1"));
    assertThat(rules.refusal(InetAddress.ofLiteral("10.1.255.255"))).isEmpty();
    assertThat(rules.refusal(InetAddress.ofLiteral("10.2.0.0"))).isPresent();
    assertThat(rules.refusal(InetAddress.ofLiteral("fd12::1"))).isEmpty();
    assertThat(rules.refusal(InetAddress.ofLiteral("fd13::1"))).isPresent();
    assertThat(rules.refusal(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
    assertThat(rules.refusal(InetAddress.ofLiteral("127.0.0.2"))).isPresent();
    assertThat(rules.refusal(InetAddress.ofLiteral("64:ff9b::10.1.2.3"))).isEmpty();
  }

  @Test
  void opens_metadata_only_by_its_own_address() {
    AddressRules wide = new AddressRules(List.of("169.254.0.0/16", "0.0.0.0/0", "fd00::/8"));
    assertThat(wide.refusal(InetAddress.ofLiteral("169.254.1.1"))).isEmpty();
    assertThat(wide.refusal(InetAddress.ofLiteral("169.254.169.254"))).isPresent();
    assertThat(wide.refusal(InetAddress.ofLiteral("fd00:ec2::254"))).isPresent();
    AddressRules exact = new AddressRules(List.of("169.254.169.254/32"));
    assertThat(exact.refusal(InetAddress.ofLiteral("169.254.169.254"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "example.com",
        "10.*.*.*",
        "1-2.0.0.0",
        "*",
        "/8"
      })
  void refuses_an_exception_that_is_no_network(String text) {
    assertThatThrownBy(() -> new AddressRules(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Inet6Address mapped(int v4) throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    ByteBuffer.wrap(bytes).putInt(12, v4);
    return Inet6Address.getByAddress(null, bytes, -1);
  }
}
