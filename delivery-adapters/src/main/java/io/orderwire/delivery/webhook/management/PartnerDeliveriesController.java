package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is delivered to webhook endpoints, for partners. */
@RestController
@RequestMapping(PartnerAccess.PATH)
final class PartnerDeliveriesController extends DeliveryRoutes {
  PartnerDeliveriesController(
      PartnerAccess access,
      Changes changes,
      Replays replays,
      Attempts attempts,
      Observation observation,
      ProblemWriter problems) {
    super(access, changes, replays, attempts, observation, problems);
  }
}
