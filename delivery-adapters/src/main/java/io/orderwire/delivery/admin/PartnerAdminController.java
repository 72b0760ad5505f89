package io.orderwire.delivery.admin;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.delivery.partner.Partners.PartnersUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Partners and their keys, for the operator. */
@RestController
@RequestMapping("/admin/v1/partners")
public final class PartnerAdminController {
  private static final Logger LOG = LoggerFactory.getLogger(PartnerAdminController.class);

  private final PartnerRegistry partners;
  private final History history;
  private final ProblemWriter problems;

  /** Over the registry of partners, with the histories for how far each has come. */
  public PartnerAdminController(PartnerRegistry partners, History history, ProblemWriter problems) {
    this.partners = partners;
    this.history = history;
    this.problems = problems;
  }

  @GetMapping
  Map<String, List<PartnerView>> list() {
    return Map.of("partners", partners.all().stream().map(this::view).toList());
  }

  @GetMapping("/{id}")
  PartnerView get(@PathVariable String id) {
    return view(partners.find(id).orElseThrow(() -> unknown(id)));
  }

  @PostMapping
  ResponseEntity<PartnerView> add(@RequestBody(required = false) byte @Nullable [] body)
      throws InterruptedException {
    NewPartner asked = NewPartner.parse(body);
    PartnerRegistry.Issued issued =
        partners
            .add(asked.id(), asked.name(), asked.scopes(), asked.requestsPerSecond())
            .orElseThrow(
                () ->
                    RefusedException.of(
                        ErrorCode.CONFLICT,
                        "Partner "
                            + asked.id()
                            + " is registered already; a new key is made with rotate-key."));
    return ResponseEntity.status(201)
        .header("Cache-Control", "no-store")
        .body(view(issued.partner()).with(issued.key()));
  }

  @PostMapping("/{id}/rotate-key")
  ResponseEntity<Map<String, String>> rotateKey(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body)
      throws InterruptedException {
    Duration overlap = Overlap.parse(body);
    PartnerRegistry.Issued issued = partners.rotateKey(id, overlap).orElseThrow(() -> unknown(id));
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .body(Map.of("key", issued.key(), "key_id", issued.stored().keyId()));
  }

  @PostMapping("/{id}/suspend")
  PartnerView suspend(@PathVariable String id) throws InterruptedException {
    return suspended(id, true);
  }

  @PostMapping("/{id}/resume")
  PartnerView resume(@PathVariable String id) throws InterruptedException {
    return suspended(id, false);
  }

  @DeleteMapping("/{id}/keys/{keyId}")
  ResponseEntity<Void> revokeKey(@PathVariable String id, @PathVariable String keyId)
      throws InterruptedException {
    if (!partners.revokeKey(id, keyId)) {
      throw RefusedException.of(
          ErrorCode.NOT_FOUND, "Partner " + id + " has no valid key " + keyId + ".");
    }
    return ResponseEntity.noContent().build();
  }

  @ExceptionHandler
  void refused(RefusedException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(request, response, e.problem());
  }

  @ExceptionHandler
  void unavailable(
      PartnersUnavailableException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("A change was not stored", e);
    // Without a cause nothing was tried: not all partners are known yet.
    String detail =
        e.getCause() == null
            ? "This instance is starting, and does not know all partners yet."
            : "Kafka did not answer in time. The change may still happen: look before trying again.";
    problems.write(
        request,
        response,
        Problem.of(ErrorCode.BROKER_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(2)));
  }

  private PartnerView suspended(String id, boolean suspended) throws InterruptedException {
    Optional<Partner> changed = partners.suspend(id, suspended);
    return view(changed.orElseThrow(() -> unknown(id)));
  }

  private PartnerView view(Partner partner) {
    try {
      return PartnerView.of(partner, history.extent(partner.id()).newest().sequence());
    } catch (History.NotHereException e) {
      return PartnerView.of(partner, null);
    }
  }

  private static RefusedException unknown(String id) {
    return RefusedException.of(
        ErrorCode.NOT_FOUND, "There is no partner " + id + "; 'partner list' names them.");
  }
}
