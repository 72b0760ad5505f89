package io.orderwire.embedded;

/** The port that a part wants to listen on belongs to another process. */
public final class PortInUseException extends StartException {
  private final String part;
  private final int port;

  public PortInUseException(String part, int port) {
    super("Port " + port + ", which the " + part + " needs, is in use by another process");
    this.part = part;
    this.port = port;
  }

  public String part() {
    return part;
  }

  public int port() {
    return port;
  }
}
