package io.orderwire.schemas.registry;

import org.jspecify.annotations.Nullable;

/** Why the registry could not do what was asked. */
public abstract sealed class RegistryException extends RuntimeException
    permits RegistryException.Unavailable,
        RegistryException.NotFound,
        RegistryException.Incompatible,
        RegistryException.Refused {

  private RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Nobody answered, or not in a usable way, after all retries. Trying again later may help. */
  public static final class Unavailable extends RegistryException {
    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The registry answered that it has no such subject (40401), version (40402) or schema (40403). A
   * 404 without one of these codes is {@link Refused}: it may come from something else than a
   * registry, so it must not be taken for knowledge.
   */
  public static final class NotFound extends RegistryException {
    private final int errorCode;

    public NotFound(int errorCode, String message) {
      super(message, null);
      this.errorCode = errorCode;
    }

    /** Confluent's error code: 40401, 40402 or 40403. */
    public int errorCode() {
      return errorCode;
    }
  }

  /** The subject's compatibility forbids the schema (409). */
  public static final class Incompatible extends RegistryException {
    public Incompatible(String message) {
      super(message, null);
    }
  }

  /** The registry, or something in front of it, refused the request: 401, 403, 422 and the like. */
  public static sealed class Refused extends RegistryException permits Unusable {
    private final int status;

    public Refused(int status, String message) {
      super(message, null);
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  /**
   * The registry knows the id or subject, but what it has there is of no use here and never will
   * be: not Avro, not a schema that Avro accepts, or one that refers to others.
   */
  public static final class Unusable extends Refused {
    public Unusable(String message) {
      super(200, message);
    }
  }
}
