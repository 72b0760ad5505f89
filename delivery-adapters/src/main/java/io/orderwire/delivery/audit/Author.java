package io.orderwire.delivery.audit;

/** Who has something changed. */
public sealed interface Author {
  /**
   * An operator.
   *
   * @param name that of the operator's token
   * @param requestId the request's id
   * @param origin the address from which the request's connection came
   */
  record Operator(String name, String requestId, String origin) implements Author {
    /** The name where there is one token for all, which has none. */
    public static final String UNNAMED = "operator";
  }

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

  /**
   * Who it is, in a word or two: {@code operator} and the name, if there is one; {@code key} and
   * the key's id; or {@code service}.
   */
  default String inWords() {
    return switch (this) {
      case Operator(String name, var _, var _) ->
          name.equals(Operator.UNNAMED) ? "operator" : "operator " + name;
      case PartnerKey(String keyId, var _, var _) -> "key " + keyId;
      case Service() -> "service";
    };
  }
}
