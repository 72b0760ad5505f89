package io.orderwire.delivery.admin;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.PartnerRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Partners and their keys, for the operator. */
@RestController
@RequestMapping("/admin/v1/partners")
public final class PartnerAdminController extends Answers {
  private final PartnerRegistry partners;
  private final PartnerRemoval removal;
  private final History history;

  /** Over the registry of partners, with the histories for how far each has come. */
  public PartnerAdminController(
      PartnerRegistry partners, PartnerRemoval removal, History history, ProblemWriter problems) {
    super(problems);
    this.partners = partners;
    this.removal = removal;
    this.history = history;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, List<PartnerView>> list() {
    return Map.of("partners", partners.all().stream().map(this::view).toList());
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  PartnerView get(@PathVariable String id) {
    return view(partners.find(id).orElseThrow(() -> Refusals.unknownPartner(id)));
  }

  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PartnerView> add(
      @RequestBody(required = false) byte @Nullable [] body, HttpServletRequest request)
      throws InterruptedException {
    NewPartner asked = NewPartner.parse(body);
    PartnerRegistry.Issued issued =
        partners
            .add(
                asked.id(),
                asked.name(),
                asked.scopes(),
                asked.requestsPerSecond(),
                author(request))
            .orElseThrow(
                () ->
                    RefusedException.of(
                        ErrorCode.CONFLICT,
                        partners.wasRemoved(asked.id())
                            ? "A partner "
                                + asked.id()
                                + " was removed. Its history would go on: choose another id."
                            : "Partner "
                                + asked.id()
                                + " is registered already; a new key is made with rotate-key."));
    return ResponseEntity.status(201).body(view(issued.partner()).with(issued.key()));
  }

  @PostMapping(path = "/{id}/rotate-key", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, String>> rotateKey(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request)
      throws InterruptedException {
    Duration overlap = Overlap.parse(body);
    PartnerRegistry.Issued issued =
        partners
            .rotateKey(id, overlap, author(request))
            .orElseThrow(() -> Refusals.unknownPartner(id));
    return ResponseEntity.ok(Map.of("key", issued.key(), "key_id", issued.stored().keyId()));
  }

  @PostMapping(path = "/{id}/suspend", produces = MediaType.APPLICATION_JSON_VALUE)
  PartnerView suspend(@PathVariable String id, HttpServletRequest request)
      throws InterruptedException {
    return suspended(id, true, author(request));
  }

  @PostMapping(path = "/{id}/resume", produces = MediaType.APPLICATION_JSON_VALUE)
  PartnerView resume(@PathVariable String id, HttpServletRequest request)
      throws InterruptedException {
    return suspended(id, false, author(request));
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> remove(@PathVariable String id, HttpServletRequest request)
      throws InterruptedException {
    removal.remove(id, author(request));
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/{id}/keys/{keyId}")
  ResponseEntity<Void> revokeKey(
      @PathVariable String id, @PathVariable String keyId, HttpServletRequest request)
      throws InterruptedException {
    if (!partners.revokeKey(id, keyId, author(request))) {
      throw RefusedException.of(
          ErrorCode.NOT_FOUND, "Partner " + id + " has no valid key " + keyId + ".");
    }
    return ResponseEntity.noContent().build();
  }

  private PartnerView suspended(String id, boolean suspended, Author author)
      throws InterruptedException {
    Optional<Partner> changed = partners.suspend(id, suspended, author);
    return view(changed.orElseThrow(() -> Refusals.unknownPartner(id)));
  }

  private PartnerView view(Partner partner) {
    try {
      return PartnerView.of(partner, history.extent(partner.id()));
    } catch (History.NotHereException e) {
      return PartnerView.of(partner, null);
    }
  }
}
