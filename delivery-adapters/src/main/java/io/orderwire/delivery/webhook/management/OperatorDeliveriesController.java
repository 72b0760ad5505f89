package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is delivered to webhook endpoints, for the operator. */
@RestController
@RequestMapping(OperatorAccess.PATH)
final class OperatorDeliveriesController extends DeliveryRoutes {
  OperatorDeliveriesController(
      OperatorAccess access,
      Changes changes,
      Replays replays,
      Attempts attempts,
      Observation observation,
      ProblemWriter problems) {
    super(access, changes, replays, attempts, observation, problems);
  }
}
