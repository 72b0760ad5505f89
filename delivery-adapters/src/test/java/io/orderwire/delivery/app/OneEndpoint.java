package io.orderwire.delivery.app;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.webhook.FakeProgressStore;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A partner with ten items and one active endpoint, made anew for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneEndpoint {
  PartnerPort port;
  WebhookPort acme;
  String id = "";

  @BeforeAll
  void start() {
    port = PartnerPort.start();
    acme = new WebhookPort(port, "acme", port.partner("acme"));
    for (int i = 0; i < 10; i++) {
      port.history().append("acme", i % 2 == 0 ? EventType.CREATED : EventType.CANCELLED, "o" + i);
    }
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @BeforeEach
  void make() {
    acme.endpoints().clear();
    progress().owner(true);
    id = acme.active(WebhookPort.URL);
  }

  FakeProgressStore progress() {
    return port.part(FakeProgressStore.class);
  }

  HttpResponse<String> post(String action, String body, String... headers) {
    return acme.post("/" + id + "/" + action, body, headers);
  }
}
