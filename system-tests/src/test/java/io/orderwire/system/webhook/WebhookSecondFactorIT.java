package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.Answer;
import io.orderwire.system.Http;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.OneTimeCode;
import io.orderwire.system.OpenApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A second factor guards where webhooks go, also over a crash; codes are made here as elsewhere.
 */
class WebhookSecondFactorIT {
  private static final String ENDPOINTS = "/v1/webhooks/endpoints";
  private static final String FACTOR = "/v1/second-factor";
  private static final String BODY = "{\"url\":\"http://127.0.0.1:9/\"}";

  private final LocalSystem system = LocalSystem.shared();
  private final OpenApi partnerApi = OpenApi.read("partner.yaml");
  private final OpenApi operatorApi = OpenApi.read("operator.yaml");

  @Test
  void a_code_counts_once_also_after_the_adapter_was_killed() throws Exception {
    Http partner = system.addPartner("factor-killed").http();
    byte[] secret = enrolByOperator("factor-killed");
    assertThat(partner.post(ENDPOINTS, BODY).code()).isEqualTo("second_factor_required");
    // The code after the one of now is taken already, and would be for a minute at least.
    long step = OneTimeCode.step() + 1;
    String code = OneTimeCode.of(secret, step);
    assertThat(create(partner, code).status()).isEqualTo(201);
    assertThat(create(partner, code).code()).isEqualTo("second_factor_invalid");

    system.adapter().kill();
    system.adapter().start().awaitReady();

    assertThat(createOnceOwned(partner, code).code()).isEqualTo("second_factor_invalid");
    await().atMost(Duration.ofMinutes(2)).until(() -> OneTimeCode.step() >= step);
    assertThat(create(partner, OneTimeCode.of(secret, step + 1)).status()).isEqualTo(201);
  }

  @Test
  void of_requests_at_the_same_time_with_one_code_one_succeeds() throws Exception {
    Http partner = system.addPartner("factor-concurrent").http();
    String code = OneTimeCode.of(enrolByOperator("factor-concurrent"), OneTimeCode.step());
    Callable<Integer> request = () -> create(partner, code).status();
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> one : threads.invokeAll(List.of(request, request, request, request))) {
        answers.add(one.get());
      }
    }
    assertThat(answers).containsExactlyInAnyOrder(201, 403, 403, 403);
  }

  @Test
  void a_partner_enrols_and_removes_it_alone() throws Exception {
    Http partner = system.addPartner("factor-alone").http();
    Answer begun = partner.post(FACTOR, "");
    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    byte[] secret = OneTimeCode.secret(begun);
    assertThat(partner.post(ENDPOINTS, BODY).status()).isEqualTo(201);
    Answer confirmed =
        partner.post(
            FACTOR + "/confirm",
            "{\"code\":\"" + OneTimeCode.of(secret, OneTimeCode.step()) + "\"}");
    assertThat(confirmed.json().path("state").asString()).as(confirmed.text()).isEqualTo("active");
    assertThat(partner.post(ENDPOINTS, BODY).code()).isEqualTo("second_factor_required");

    Answer removed =
        partner.send(
            "DELETE",
            FACTOR,
            BodyPublishers.noBody(),
            "Orderwire-Otp",
            OneTimeCode.of(secret, OneTimeCode.step() + 1));
    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    assertThat(partner.get(FACTOR).status()).isEqualTo(404);
    assertThat(partner.post(ENDPOINTS, BODY).status()).isEqualTo(201);
  }

  @Test
  void both_apis_answer_as_described() throws Exception {
    Http partner = system.addPartner("factor-described").http();
    describes("get", FACTOR, partner.get(FACTOR));
    Answer begun = describes("post", FACTOR, partner.post(FACTOR, ""));
    describes("get", FACTOR, partner.get(FACTOR));
    String code = OneTimeCode.of(OneTimeCode.secret(begun), OneTimeCode.step());
    for (String body : List.of("{}", "{\"code\":\"12\"}", "{\"code\":\"" + code + "\"}", "[]")) {
      describes("post", FACTOR + "/confirm", partner.post(FACTOR + "/confirm", body));
    }
    describes("post", FACTOR, partner.post(FACTOR, ""));
    describes("post", ENDPOINTS, partner.post(ENDPOINTS, BODY));
    for (int wrong = 1; wrong <= 6; wrong++) {
      describes("post", ENDPOINTS, create(partner, "wrong"));
    }
    Answer locked = partner.send("DELETE", FACTOR, BodyPublishers.noBody(), "Orderwire-Otp", code);
    assertThat(describes("delete", FACTOR, locked).status()).isEqualTo(429);

    Http operator = system.operator();
    String path = "/admin/v1/partners/factor-described/second-factor";
    operatorDescribes("get", operator.get(path));
    operatorDescribes("post", operator.post(path, ""));
    for (int twice = 0; twice < 2; twice++) {
      operatorDescribes("delete", operator.send("DELETE", path, BodyPublishers.noBody()));
    }
    operatorDescribes("get", operator.get(path));
    operatorDescribes("post", operator.post(path, ""));
    operatorDescribes("post", operator.post(path.replace("described", "unknown"), ""));
  }

  private Answer describes(String method, String path, Answer answer) {
    partnerApi.assertDescribes(method, path, answer);
    return answer;
  }

  private void operatorDescribes(String method, Answer answer) {
    operatorApi.assertDescribes(method, "/admin/v1/partners/{partner_id}/second-factor", answer);
  }

  private byte[] enrolByOperator(String partnerId) {
    Answer made = system.operator().post("/admin/v1/partners/" + partnerId + "/second-factor", "");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return OneTimeCode.secret(made);
  }

  private static Answer create(Http partner, String code) {
    return partner.post(ENDPOINTS, BODY, "Orderwire-Otp", code);
  }

  /** Asks until the restarted adapter owns the partner's partition again. */
  private static Answer createOnceOwned(Http partner, String code) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> create(partner, code), answer -> answer.status() != 503);
  }
}
