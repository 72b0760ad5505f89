package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A partner's own second factor, which it begins and confirms. */
@RestController
@RequestMapping("/v1/second-factor")
final class PartnerFactorController extends FactorRoutes {
  private static final int LONGEST_CODE = 64;

  private final FactorManagement factors;

  PartnerFactorController(PartnerAccess access, FactorManagement factors, ProblemWriter problems) {
    super(access, factors, State.PENDING, problems);
    this.factors = factors;
  }

  @PostMapping("/confirm")
  void confirm(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    Actor actor = asked(request);
    Fields fields = Body.of(request).fields(Set.of("code"));
    String code =
        fields
            .text("code", LONGEST_CODE)
            .orElseThrow(() -> fields.broken("code", "must be the six digits that are shown now."));
    write(response, 200, factors.confirm(actor, code));
  }

  @DeleteMapping
  void remove(HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    Actor actor = asked(request);
    factors.remove(actor, PartnerAccess.code(request));
    done(response);
  }
}
