package io.orderwire.delivery.audit;

/** Who has something changed. */
public sealed interface Author {
  /**
   * The operator.
   *
   * @param requestId the request's id
   * @param origin the address from which the request's connection came
   */
  record Operator(String requestId, String origin) implements Author {}

  /**
   * A partner, with one of its keys.
   *
   * @param keyId the key's public name
   * @param requestId the request's id
   * @param origin the address from which the request's connection came
   */
  record PartnerKey(String keyId, String requestId, String origin) implements Author {}

  /** The service itself. */
  record Service() implements Author {}
}
