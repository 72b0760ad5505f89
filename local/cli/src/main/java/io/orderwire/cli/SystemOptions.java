package io.orderwire.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * The options by which a command finds a local system: {@code --data} and {@code --port-offset}.
 */
public final class SystemOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".orderwire",
      description = "The system's data directory (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".orderwire");

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "What was added to all ports when the system was started (default: 0).")
  private int portOffset;

  /** The data directory; it need not exist. */
  public Path data() {
    return data;
  }

  /** Where the parts listen. */
  public Ports ports() {
    if (portOffset < 0 || portOffset > Ports.MAX_OFFSET) {
      throw new CommandFailure(
          "--port-offset takes 0 to " + Ports.MAX_OFFSET + ", not " + portOffset + ".");
    }
    return new Ports(portOffset);
  }

  /** The directory of secrets. */
  public Path secrets() {
    return data.resolve("secrets");
  }

  /** Where a partner's key is kept for this user's own commands. */
  public PartnerKeys partnerKeys() {
    return new PartnerKeys(secrets().resolve("partners"));
  }

  /** The operator API of the system. */
  public OperatorApi operatorApi() {
    Path file = secrets().resolve("admin-token");
    try {
      return new OperatorApi(ports().operatorUrl(), Files.readString(file).strip());
    } catch (IOException e) {
      throw new CommandFailure(
          "No operator token at "
              + file
              + ": is this the data directory of a system that was started with './orderwire up'?"
              + " Another one is named with --data DIR.",
          e);
    }
  }
}
