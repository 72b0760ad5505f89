package io.orderwire.delivery.webhook.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.FakeFactorVault;
import io.orderwire.delivery.webhook.FakeSecondFactors;
import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import io.orderwire.delivery.webhook.factor.Totp;
import io.orderwire.delivery.webhook.management.ManagementSettings.SecondFactorRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Codes and locks, on a clock that the test moves. */
final class FactorManagementTest {
  private static final Actor ACME =
      new Actor("acme", new Author.PartnerKey("k-1", "req-1", "127.0.0.1"));

  private Instant now = Instant.parse("2026-11-24T06:00:00Z");
  private final FakeSecondFactors factors = new FakeSecondFactors();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FactorManagement management = management(SecondFactorRule.OPTIONAL);

  private FactorManagement management(SecondFactorRule rule) {
    return new FactorManagement(
        factors, new FakeFactorVault(), rule, new SecureRandom(), () -> now, meters);
  }

  @Test
  void who_has_no_factor_needs_none_unless_all_must() throws Exception {
    assertThat(use(management, Optional.empty())).isEqualTo("taken");
    FactorManagement strict = management(SecondFactorRule.REQUIRED);
    assertThat(use(strict, Optional.empty())).isEqualTo("second_factor_required");
    management.make(ACME, State.PENDING);
    assertThat(use(management, Optional.empty())).isEqualTo("taken");
    assertThat(use(strict, Optional.of(code()))).isEqualTo("second_factor_required");
    management.confirm(ACME, code());
    now = now.plus(Totp.STEP);
    assertThat(use(strict, Optional.of(code()))).isEqualTo("taken");
  }

  @Test
  void a_key_alone_makes_no_factor_where_all_must_have_one() throws Exception {
    FactorManagement strict = management(SecondFactorRule.REQUIRED);
    assertThatThrownBy(() -> strict.make(ACME, State.PENDING))
        .isInstanceOf(RefusedException.class)
        .hasMessage("second_factor_required");
    assertThat(factors.find("acme")).isEmpty();
    strict.make(ACME, State.ACTIVE);
    assertThat(use(strict, Optional.of(code()))).isEqualTo("taken");
  }

  @Test
  void a_code_is_needed_and_counts_once() throws Exception {
    management.make(ACME, State.ACTIVE);
    assertThat(use(management, Optional.empty())).isEqualTo("second_factor_required");
    assertThat(use(management, Optional.of(code()))).isEqualTo("taken");
    assertThat(use(management, Optional.of(code()))).isEqualTo("second_factor_invalid");
    assertThat(count("wrong_code")).isEqualTo(1);
  }

  @Test
  void the_code_that_confirms_counts_as_used() throws Exception {
    management.make(ACME, State.PENDING);
    management.confirm(ACME, code());
    assertThat(use(management, Optional.of(code()))).isEqualTo("second_factor_invalid");
  }

  @Test
  void wrong_codes_lock_and_time_unlocks() throws Exception {
    management.make(ACME, State.ACTIVE);
    for (int wrong = 1; wrong <= 5; wrong++) {
      assertThat(use(management, Optional.of("000"))).isEqualTo("second_factor_invalid");
    }
    assertThat(count("locked")).isEqualTo(1);
    now = now.plusMillis(500);
    Problem locked = refusal(management, Optional.of(code())).orElseThrow();
    assertThat(locked.code().wireName()).isEqualTo("second_factor_locked");
    assertThat(locked.retryAfter()).hasValue(Duration.ofMinutes(5));
    assertThat(count("wrong_code")).isEqualTo(5);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(use(management, Optional.of(code()))).isEqualTo("taken");
  }

  @Test
  void of_many_requests_with_one_code_one_is_let_through() throws Exception {
    management.make(ACME, State.ACTIVE);
    String code = code();
    List<Callable<String>> requests = new ArrayList<>();
    for (int request = 0; request < SecondFactor.MOST_FAILURES; request++) {
      requests.add(() -> use(management, Optional.of(code)));
    }
    List<String> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> end : threads.invokeAll(requests)) {
        ends.add(end.get());
      }
    }
    assertThat(ends).containsOnlyOnce("taken");
    assertThat(ends).containsOnly("taken", "second_factor_invalid");
  }

  @Test
  void a_consent_is_taken_once_however_often_it_is_asked_for() throws Exception {
    management.make(ACME, State.ACTIVE);
    Consent consent = management.consent(ACME, Optional.of(code())).once();
    consent.take();
    consent.take();
    assertThat(count("wrong_code")).isZero();
  }

  @Test
  void what_cannot_be_opened_any_more_lets_nobody_through() throws Exception {
    management.make(new Actor("other", Authors.OPERATOR), State.ACTIVE);
    SecondFactor others = factors.find("other").orElseThrow();
    factors.put(SecondFactor.of("acme", others.sealed(), State.ACTIVE, now));
    assertThat(use(management, Optional.of("123456"))).isEqualTo("internal_error");
    management.remove(ACME);
    assertThat(factors.find("acme")).isEmpty();
  }

  private String code() {
    byte[] sealed = factors.find("acme").orElseThrow().sealed();
    byte[] secret = new FakeFactorVault().open("acme", sealed).orElseThrow();
    return Totp.code(secret, Totp.step(now));
  }

  private double count(String event) {
    return meters.counter("orderwire.webhook.second_factor", "event", event).count();
  }

  private static String use(FactorManagement management, Optional<String> code)
      throws InterruptedException {
    return refusal(management, code).map(problem -> problem.code().wireName()).orElse("taken");
  }

  private static Optional<Problem> refusal(FactorManagement management, Optional<String> code)
      throws InterruptedException {
    try {
      management.consent(ACME, code).take();
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.problem());
    }
  }
}
