package io.orderwire.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.embedded.LocalAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {
  @TempDir private static Path shared;

  private static Issued first;
  private static Issued second;

  @TempDir private Path directory;

  private final Time time = new Time();
  private final List<Identity> served = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private Path certificate;
  private Path key;
  private CertificateWatch watch;

  @BeforeAll
  static void issue() {
    LocalAuthority authority = LocalAuthority.in(shared.resolve("authority"));
    first = authority.issue("first");
    second = authority.issue("second");
  }

  @BeforeEach
  void begin() throws IOException {
    certificate = Files.copy(first.certificate(), directory.resolve("tls.pem"));
    key = Files.copy(first.key(), directory.resolve("tls.key"));
    watch = watch(served::add);
  }

  private CertificateWatch watch(CertificateWatch.Receiver receiver) {
    return new CertificateWatch(List.of(certificate, key), time, receiver, errors::add);
  }

  @Test
  void nothing_is_done_while_nothing_changes() {
    pass(60);

    assertThat(served).isEmpty();
    assertThat(errors).isEmpty();
  }

  @Test
  void new_files_are_passed_on_when_they_have_been_the_same_for_ten_seconds() throws IOException {
    replace(second.certificate(), certificate);
    pass(5);
    replace(second.key(), key);
    pass(10);
    assertThat(served).isEmpty();

    pass(1);

    assertThat(served).extracting(Identity::toString).singleElement().asString().contains("second");
    pass(60);
    assertThat(served).hasSize(1);
    assertThat(errors).isEmpty();
  }

  @Test
  void half_of_a_pair_is_not_passed_on_until_the_other_half_is_there() throws IOException {
    replace(second.certificate(), certificate);
    pass(60);
    assertThat(served).isEmpty();
    assertThat(errors).singleElement().asString().contains("the private key is not");

    replace(second.key(), key);
    pass(60);

    assertThat(served).hasSize(1);
    assertThat(errors).hasSize(1);
  }

  @Test
  void a_file_that_is_written_in_part_is_not_passed_on() throws IOException {
    String whole = Files.readString(second.key());
    replace(second.certificate(), certificate);
    Files.writeString(key, whole.substring(0, whole.length() / 2));
    pass(60);
    assertThat(served).isEmpty();
    assertThat(errors).singleElement().asString().contains("no whole private key");

    Files.writeString(key, whole);
    pass(60);

    assertThat(served).hasSize(1);
  }

  @Test
  void a_certificate_that_is_cut_off_is_not_passed_on() throws IOException {
    String whole = Files.readString(second.certificate());
    Files.writeString(certificate, whole.substring(0, 300));
    replace(second.key(), key);

    pass(60);

    assertThat(served).isEmpty();
    assertThat(errors).singleElement().asString().contains("no whole certificate");
  }

  @Test
  void what_has_run_out_is_not_passed_on() throws IOException {
    time.now = Instant.now().plus(Duration.ofDays(4 * 365));
    replace(second.certificate(), certificate);
    replace(second.key(), key);

    pass(60);

    assertThat(served).isEmpty();
    assertThat(errors).hasSize(1);
  }

  @Test
  void files_that_are_none_or_missing_are_not_passed_on() throws IOException {
    Files.write(certificate, new byte[] {(byte) 0x80, 0, 1});
    pass(60);
    Files.delete(certificate);
    pass(60);

    assertThat(served).isEmpty();
    assertThat(errors).hasSize(1).allMatch(error -> error.contains("the former certificate stays"));

    replace(second.certificate(), certificate);
    replace(second.key(), key);
    pass(60);
    assertThat(served).hasSize(1);
  }

  @Test
  void what_could_not_be_passed_on_is_tried_again_and_told_once() throws IOException {
    List<Identity> tried = new ArrayList<>();
    watch =
        watch(
            renewed -> {
              tried.add(renewed);
              if (tried.size() < 3) {
                throw new IOException("nobody is there");
              }
              served.add(renewed);
            });
    replace(second.certificate(), certificate);
    replace(second.key(), key);

    pass(60);

    assertThat(tried).hasSize(3);
    assertThat(served).hasSize(1);
    assertThat(errors).singleElement().asString().contains("nobody is there");
  }

  @Test
  void what_is_refused_is_not_tried_again() throws IOException {
    List<Identity> tried = new ArrayList<>();
    watch =
        watch(
            renewed -> {
              tried.add(renewed);
              throw new GeneralSecurityException("not this one");
            });
    replace(second.certificate(), certificate);
    replace(second.key(), key);

    pass(60);

    assertThat(tried).hasSize(1);
    assertThat(errors).singleElement().asString().contains("not this one");
  }

  @Test
  void no_error_has_anything_of_a_key() throws Exception {
    String secret = Files.readString(second.key()).lines().toList().get(1);
    for (String broken :
        List.of(
            Files.readString(second.key()).replace("=", "?"),
            Files.readString(second.key()).replace(secret, secret.substring(1)),
            Files.readString(second.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"))) {
      Files.writeString(key, broken);
      pass(60);
    }

    assertThat(errors).isNotEmpty().noneMatch(error -> error.contains(secret.substring(5, 15)));
    assertThat(identity(second).toString()).doesNotContain(secret.substring(5, 15));
  }

  @Test
  void one_file_may_have_key_and_certificates() throws Exception {
    assertThat(Identity.of(Files.readString(first.both()), Instant.now()).chain()).hasSize(2);
  }

  @Test
  void there_is_one_key() throws IOException {
    String both = Files.readString(first.both());
    assertThatThrownBy(() -> Identity.of(both + both, Instant.now()))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("more than one key");
  }

  @Test
  void what_the_registry_reads_is_one_file_of_its_owner() throws Exception {
    Path store = directory.resolve("served.p12");
    RegistryMain.write(identity(second), store, "a password".toCharArray());

    assertThat(Files.getPosixFilePermissions(store)).hasSize(2);
    KeyStore read = KeyStore.getInstance("PKCS12");
    read.load(Files.newInputStream(store), "a password".toCharArray());
    assertThat(read.size()).isEqualTo(1);
    assertThat(read.getCertificate("own")).isEqualTo(identity(second).chain().get(0));
  }

  private static Identity identity(Issued issued) throws Exception {
    return Identity.of(
        CertificateWatch.content(List.of(issued.certificate(), issued.key())), Instant.now());
  }

  private static void replace(Path by, Path file) throws IOException {
    Files.write(file, Files.readString(by, US_ASCII).getBytes(US_ASCII));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      watch.look();
      time.now = time.now.plusSeconds(1);
    }
  }

  private static final class Time extends Clock {
    private Instant now = Instant.now();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
