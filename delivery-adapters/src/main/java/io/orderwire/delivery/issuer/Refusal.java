package io.orderwire.delivery.issuer;

import java.util.Locale;

/** Why a token is refused. */
public enum Refusal {
  /** It is longer than any is. */
  TOO_LONG("The token has more than 8,192 characters."),
  /** It is no signed JWT, or one with demands that are not understood. */
  MALFORMED("The token is not a signed JWT of a kind that is taken here."),
  /** It is signed in a way that is not allowed. */
  ALGORITHM("The token is signed with an algorithm that is not taken here."),
  /** It names no key, or one that the issuer does not have. */
  UNKNOWN_KEY("The token names no key that its issuer has now: get a new token."),
  /** It was not signed with the key that it names. */
  SIGNATURE("The token's signature is wrong."),
  /** Another issuer made it. */
  ISSUER("The token is of another issuer."),
  /** It is for another service. */
  AUDIENCE("The token is for another service: its audience is not this one."),
  /** It never expires, or does not say when it was made. */
  TIMES("The token must say when it expires (exp) and when it was made (iat)."),
  /** Its time is over. */
  EXPIRED("The token has expired: get a new one."),
  /** It is older than tokens may be. */
  TOO_OLD("The token is older than tokens may be here: get a new one."),
  /** Its time has not come. */
  NOT_YET("The token is not valid yet; one of the clocks is wrong."),
  /** It names no partner. */
  NO_PARTNER("The token does not name a partner.");

  private final String detail;

  Refusal(String detail) {
    this.detail = detail;
  }

  String detail() {
    return detail;
  }

  /** As metrics name it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
