package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A partner's second factor, for the operator, who makes and removes it without a code. */
@RestController
@RequestMapping("/admin/v1/partners/{partnerId}/second-factor")
final class OperatorFactorController extends FactorRoutes {
  private final FactorManagement factors;

  OperatorFactorController(
      OperatorAccess access, FactorManagement factors, ProblemWriter problems) {
    super(access, factors, State.ACTIVE, problems);
    this.factors = factors;
  }

  @DeleteMapping
  void remove(HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    factors.remove(asked(request));
    done(response);
  }
}
