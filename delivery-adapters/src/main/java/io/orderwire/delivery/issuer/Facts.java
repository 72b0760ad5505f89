package io.orderwire.delivery.issuer;

import com.nimbusds.jwt.JWTClaimsSet;
import io.orderwire.delivery.partner.Scope;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token with a good signature says.
 *
 * @param partnerId the partner that it names
 * @param subject who it was made for; empty where that is no plain text
 * @param issuedAt when it was made
 * @param notBefore from when on it is valid
 * @param expiresAt until when it is valid by its own word
 */
record Facts(
    String partnerId,
    String subject,
    Set<Scope> scopes,
    Instant issuedAt,
    Instant notBefore,
    Instant expiresAt) {
  private static final Pattern PARTNER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._@|:-]{1,128}");

  Facts {
    scopes = Set.copyOf(scopes);
  }

  /** Reads them, or says what is wrong with them; what depends on the time is not looked at. */
  static Read of(JWTClaimsSet claims, TokenRules rules) throws ParseException {
    if (!rules.issuer().equals(claims.getIssuer())) {
      return new Read.Wrong(Refusal.ISSUER);
    }
    if (!claims.getAudience().contains(rules.audience())) {
      return new Read.Wrong(Refusal.AUDIENCE);
    }
    Date expires = claims.getExpirationTime();
    Date issued = claims.getIssueTime();
    if (expires == null || issued == null) {
      return new Read.Wrong(Refusal.TIMES);
    }
    Object partner = claims.getClaim(rules.partnerClaim());
    if (!(partner instanceof String id) || !PARTNER.matcher(id).matches()) {
      return new Read.Wrong(Refusal.NO_PARTNER);
    }
    return new Read.Right(
        new Facts(
            id,
            Optional.ofNullable(claims.getSubject())
                .filter(subject -> SUBJECT.matcher(subject).matches())
                .orElse(""),
            scopes(claims.getClaim(rules.scopeClaim()), rules),
            issued.toInstant(),
            Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant).orElse(Instant.MIN),
            expires.toInstant()));
  }

  private static Set<Scope> scopes(@Nullable Object claim, TokenRules rules) {
    List<?> given =
        switch (claim) {
          case String text -> List.of(text.split(" ", -1));
          case List<?> list -> list;
          case null, default -> List.of();
        };
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (given.contains(rules.readScope())) {
      scopes.add(Scope.READ);
    }
    if (given.contains(rules.manageScope())) {
      scopes.add(Scope.MANAGE);
    }
    return scopes;
  }

  /** When it is refused at the latest. */
  Instant end(TokenRules rules) {
    Instant byAge = issuedAt.plus(rules.maxAge());
    return (byAge.isBefore(expiresAt) ? byAge : expiresAt).plus(rules.skew());
  }

  /** What is wrong with it now. */
  Optional<Refusal> wrongAt(Instant now, TokenRules rules) {
    if (!now.isBefore(expiresAt.plus(rules.skew()))) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (!now.isBefore(end(rules))) {
      return Optional.of(Refusal.TOO_OLD);
    }
    Instant soon = now.plus(rules.skew());
    return notBefore.isAfter(soon) || issuedAt.isAfter(soon)
        ? Optional.of(Refusal.NOT_YET)
        : Optional.empty();
  }

  /** What was read. */
  sealed interface Read {
    /** All that is needed. */
    record Right(Facts facts) implements Read {}

    /** Something that may not be. */
    record Wrong(Refusal why) implements Read {}
  }
}
