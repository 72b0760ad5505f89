package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhook endpoints, for the operator. */
@RestController
@RequestMapping(OperatorAccess.PATH)
final class OperatorEndpointsController extends EndpointRoutes {
  OperatorEndpointsController(
      OperatorAccess access,
      Changes changes,
      EndpointManagement management,
      InstantSource clock,
      ProblemWriter problems) {
    super(access, changes, management, clock, problems);
  }
}
