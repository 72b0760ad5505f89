package io.orderwire.cli;

import io.orderwire.embedded.OwnFiles;
import io.orderwire.schemas.EventRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keys of partners, kept in files that only this user can read, so that {@code tail} works without
 * one on the command line. The system itself keeps only hashes.
 */
public final class PartnerKeys {
  private final Path directory;

  PartnerKeys(Path directory) {
    this.directory = directory;
  }

  /** The partner's key, if it was made by a command with the same data directory. */
  public Optional<String> find(String partnerId) {
    if (!EventRules.isPartnerId(partnerId)) {
      return Optional.empty(); // and no path that leads elsewhere
    }
    Path file = directory.resolve(partnerId);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure("The key in " + file + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Keeps a partner's key, replacing an older one. */
  public void keep(String partnerId, String key) {
    try {
      Files.createDirectories(directory);
      OwnFiles.write(directory.resolve(partnerId), (key + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailure(
          "The key of " + partnerId + " can't be kept in " + directory + ": " + e.getMessage(), e);
    }
  }
}
