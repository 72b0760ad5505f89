package io.orderwire.verify.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.RunFailedException;
import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.read.Partner;
import io.orderwire.verify.read.Pauses;
import io.orderwire.verify.read.Reader;
import io.orderwire.verify.read.Receiver;
import io.orderwire.verify.read.Stream;
import io.orderwire.verify.read.Walk;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The partners of a run: each has a walk, a stream, and a webhook endpoint of each order. */
final class Partners {
  private static final String ENDPOINTS = "/v1/webhooks/endpoints";
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LOOKS = 300;
  private static final int UNAUTHORIZED = 401;

  private final LocalSystem system;
  private final Receiver receiver;
  private final Time time;
  private final List<Partner> partners = new ArrayList<>();
  private final List<Pauses.Endpoint> endpoints = new ArrayList<>();

  Partners(LocalSystem system, Receiver receiver, Time time) {
    this.system = system;
    this.receiver = receiver;
    this.time = time;
  }

  /** Registers them with their endpoints, and waits until those are active. */
  void register(List<String> ids) throws IOException, InterruptedException {
    for (String id : ids) {
      String key = system.addPartner(id);
      Partner partner = new Partner(id, url(partners.size()), key);
      partners.add(partner);
      awaitKnown(partner);
      add(partner, "partner", "ordered", DeliveryOrder.ASCENDING);
      add(partner, "order", "per-order", DeliveryOrder.PER_ORDER);
      add(partner, "none", "unordered", DeliveryOrder.NONE);
    }
    for (Partner partner : partners) {
      awaitActive(partner);
    }
  }

  List<Partner> all() {
    return List.copyOf(partners);
  }

  /** What reads for all of them, but for the receiver of webhooks, which listens already. */
  List<Reader> readers(HttpClient client, Recorder recorder, Progress progress) {
    List<Reader> readers = new ArrayList<>();
    for (int n = 0; n < partners.size(); n++) {
      Partner partner = partners.get(n);
      readers.add(Walk.following(client, partner, recorder, progress, time));
      readers.add(
          new Stream(
              new Partner(partner.id(), url(n + 1), partner.key()), recorder, progress, time));
    }
    return readers;
  }

  /** Partners walk at one adapter and have their stream at the next, where there are several. */
  private URI url(int number) {
    List<URI> urls = system.partnersUrls();
    return urls.get(number % urls.size());
  }

  private void add(Partner partner, String order, String name, DeliveryOrder expected)
      throws IOException, InterruptedException {
    URI url = receiver.add(partner.id(), name, expected);
    JsonNode added =
        system
            .partner(partner.key())
            .post(
                ENDPOINTS,
                "{\"url\":\"%s\",\"order\":\"%s\",\"start\":\"beginning\"}".formatted(url, order));
    endpoints.add(new Pauses.Endpoint(partner, name, added.path("id").asText()));
  }

  /** What pauses their endpoints until a time, and resumes them. */
  Reader pauses(HttpClient client, Recorder recorder, Duration until, long seed) {
    return new Pauses(client, endpoints, recorder, time, until, seed);
  }

  /** Each adapter reads for itself who there is. */
  private void awaitKnown(Partner partner) throws IOException, InterruptedException {
    for (URI url : system.partnersUrls()) {
      Http api = new Http(url, partner.key());
      for (int n = 0; api.raw(ENDPOINTS).statusCode() == UNAUTHORIZED; n++) {
        if (n == LOOKS) {
          throw new RunFailedException(url + " does not get to know " + partner);
        }
        if (!time.sleep(LOOK)) {
          return;
        }
      }
    }
  }

  private void awaitActive(Partner partner) throws IOException, InterruptedException {
    Http api = system.partner(partner.key());
    for (int n = 0; n < LOOKS; n++) {
      if (areActive(api.get(ENDPOINTS).path("endpoints"))) {
        return;
      }
      if (!time.sleep(LOOK)) {
        return;
      }
    }
    throw new RunFailedException("The webhook endpoints of " + partner + " do not become active");
  }

  private static boolean areActive(JsonNode endpoints) {
    for (JsonNode endpoint : endpoints) {
      if (!endpoint.path("state").asText().equals("active")) {
        return false;
      }
    }
    return !endpoints.isEmpty();
  }
}
