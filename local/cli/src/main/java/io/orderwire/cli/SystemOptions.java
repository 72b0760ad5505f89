package io.orderwire.cli;

import io.orderwire.embedded.BrokerProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options by which a command finds a local system: {@code --data} and {@code --port-offset}.
 */
public sealed class SystemOptions permits OperatorOptions {
  /** The data directory where none is named. */
  public static final String DEFAULT_DATA = ".orderwire";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DEFAULT_DATA,
      description = "The system's data directory (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(DEFAULT_DATA);

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = {
        "What is added to all ports (default: what the system in the data directory was started",
        "with, else 0)."
      })
  private @Nullable Integer portOffset;

  /** The data directory; it need not exist. */
  public Path data() {
    return data;
  }

  /** Where the parts of a system listen that is running, or would be. */
  public Ports ports() {
    return portOffset == null
        ? new Ports(
            RunningSystem.in(data).map(RunningSystem::portOffset).orElse(0), trust().isSecure())
        : portsToStart();
  }

  /** Where the parts of a system are to listen that is about to start. */
  public Ports portsToStart() {
    int offset = portOffset == null ? 0 : portOffset;
    if (offset < 0 || offset > Ports.MAX_OFFSET) {
      throw new CommandFailure(
          "--port-offset takes 0 to " + Ports.MAX_OFFSET + ", not " + offset + ".");
    }
    return new Ports(offset, trust().isSecure());
  }

  /** How the system is spoken to. */
  public Trust trust() {
    return Trust.in(data);
  }

  /**
   * Settings of clients of the system's Kafka, with a password, if it has TLS and logins.
   *
   * @param part whose clients, such as {@code sdk-producer}
   */
  public Optional<Path> kafkaClients(String part) {
    Path file = secrets().resolve("kafka").resolve(part + ".properties");
    return trust().isSecure() ? Optional.of(file) : Optional.empty();
  }

  /** A login with which schemas are read, {@code user:password}, if the system has logins. */
  public Optional<String> registryLogin() {
    Path file = secrets().resolve("registry").resolve("data-reader.login");
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Whether the system's broker answers now. */
  public boolean brokerAnswers() {
    int port = ports().kafka();
    return trust()
        .context()
        .map(context -> BrokerProbe.answers(port, context))
        .orElseGet(() -> BrokerProbe.answers(port));
  }

  /** The directory of secrets. */
  public Path secrets() {
    return data.resolve("secrets");
  }

  /** Where a partner's key is kept for this user's own commands. */
  public PartnerKeys partnerKeys() {
    return new PartnerKeys(secrets().resolve("partners"));
  }

  /** The operator API of the system, with the one token that it was started with. */
  public OperatorApi operatorApi() {
    Path file = secrets().resolve("admin-token");
    try {
      return operatorApi(OperatorTokenFile.read(file));
    } catch (IOException e) {
      throw new CommandFailure(
          "No operator token at "
              + file
              + ": is this the data directory of a system that was started with './orderwire up'?"
              + " Another one is named with --data DIR.",
          e);
    }
  }

  final OperatorApi operatorApi(String token) {
    return new OperatorApi(ports().operatorUrl(), token, trust());
  }
}
