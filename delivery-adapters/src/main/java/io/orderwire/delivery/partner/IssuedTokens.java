package io.orderwire.delivery.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Tokens that an issuer outside of this system makes, and in which a partner is named.
 * Implementations are safe for use by many threads.
 */
public interface IssuedTokens {
  /** What a key id begins with that stands for a token. Ids of API keys begin otherwise. */
  String KEY_ID_PREFIX = "jwt-";

  /** There is no issuer: no text is a token. */
  IssuedTokens NONE = new NoTokens();

  /** Whether a text has the form of a token, so that checking it can be of use. */
  boolean isToken(String text);

  /**
   * What is known of a token without computing or waiting; {@link Verdict.Undecided} where that is
   * nothing. Never blocks.
   */
  Verdict atOnce(String token);

  /** Checks a token. Blocks, for seconds at most, where the issuer has to be asked for its keys. */
  Verdict check(String token) throws InterruptedException;

  /**
   * Whether tokens that were signed with the same key would still be taken.
   *
   * @param keyId as in {@link Verdict.Accepted}
   */
  boolean isStillTrusted(String keyId);

  /** Whether a key id stands for a token of an issuer. */
  static boolean isIssued(String keyId) {
    return keyId.startsWith(KEY_ID_PREFIX);
  }

  /** What is thought of a token. */
  sealed interface Verdict {
    /**
     * It is the issuer's, for this service, and valid now.
     *
     * @param partnerId the partner that it names, which may not be registered
     * @param keyId names the issuer's key and the token's subject; without line breaks
     * @param scopes what it allows; may be empty
     * @param expiresAt from when on it is refused
     */
    record Accepted(String partnerId, String keyId, Set<Scope> scopes, Instant expiresAt)
        implements Verdict {
      /** Makes the scopes unmodifiable. */
      public Accepted {
        scopes = Set.copyOf(scopes);
      }
    }

    /**
     * It lets nobody in.
     *
     * @param why for people; holds nothing of the token
     */
    record Refused(String why) implements Verdict {}

    /** It has to be checked. */
    record Undecided() implements Verdict {}

    /**
     * The issuer's keys are not known, and it does not answer.
     *
     * @param retryAfter when to ask again
     */
    record KeysAway(Duration retryAfter) implements Verdict {}
  }

  /** None at all. */
  final class NoTokens implements IssuedTokens {
    private static final Verdict REFUSED = new Verdict.Refused("Tokens are not taken here.");

    private NoTokens() {}

    @Override
    public boolean isToken(String text) {
      return false;
    }

    @Override
    public Verdict atOnce(String token) {
      return REFUSED;
    }

    @Override
    public Verdict check(String token) {
      return REFUSED;
    }

    @Override
    public boolean isStillTrusted(String keyId) {
      return false;
    }
  }
}
