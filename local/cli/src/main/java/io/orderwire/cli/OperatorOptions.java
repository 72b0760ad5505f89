package io.orderwire.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options by which an operator's command finds a local system, and the operator's token: also
 * {@code --token-file}.
 */
public final class OperatorOptions extends SystemOptions {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "A file with your operator's token, alone or after your name (default: secrets/admin-token",
        "in the data directory, where that holds one)."
      })
  private @Nullable Path tokenFile;

  /** The operator API of the system, with the operator's token. */
  @Override
  public OperatorApi operatorApi() {
    if (tokenFile == null) {
      return super.operatorApi();
    }
    try {
      return operatorApi(OperatorTokenFile.read(tokenFile));
    } catch (IOException e) {
      throw new CommandFailure("The token in " + tokenFile + " can't be read: " + e, e);
    }
  }
}
