package io.orderwire.delivery.sse;

import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.partner.StreamTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for browsers, which can send no header with a stream's request. */
@RestController
final class StreamTokenController {
  private final StreamTokens tokens;
  private final InstantSource clock;

  StreamTokenController(StreamTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @PostMapping(path = "/v1/stream-tokens", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, String>> make(HttpServletRequest request, Caller caller) {
    caller.require(Scope.READ);
    var _ = Query.of(request, Set.of());
    StreamTokens.Claims claims =
        StreamTokens.claims(
            caller.partnerId(), caller.keyId(), caller.expiresAt(), clock.instant());
    return ResponseEntity.status(201)
        .header("Cache-Control", "no-store")
        .body(Map.of("token", tokens.encode(claims), "expires_at", claims.expiresAt().toString()));
  }
}
