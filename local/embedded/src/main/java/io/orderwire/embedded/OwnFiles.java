package io.orderwire.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Files that only their owner can read. */
public final class OwnFiles {
  private OwnFiles() {}

  /** Makes a directory for its owner alone, where it is missing. */
  public static void makeDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, only("rwx------"));
  }

  /** Puts a whole new file in the place of the old one, if any. */
  public static void write(Path file, byte[] content) throws IOException {
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(), "." + file.getFileName(), "", only("rw-------"));
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes settings likewise, as {@link Properties#store} does. */
  public static void write(Path file, Properties settings) throws IOException {
    StringWriter text = new StringWriter();
    settings.store(text, null);
    write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static FileAttribute<?> only(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
