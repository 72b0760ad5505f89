package io.orderwire.delivery.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** A file that holds one secret value, so that it stands in no command line. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * The one line of a file, in UTF-8, without the white space around it.
   *
   * @throws InvalidConfigurationPropertyValueException if it cannot be read, or has not one line;
   *     names the setting, and shows nothing of the file
   */
  static String line(String setting, String file) {
    String text;
    try {
      text = Files.readString(Path.of(file)).strip();
    } catch (CharacterCodingException binary) {
      throw wrong(setting, file, "the file is no text in UTF-8.");
    } catch (IOException | InvalidPathException unreadable) {
      throw wrong(setting, file, "the file cannot be read: " + unreadable + ".");
    }
    if (text.lines().count() != 1) {
      throw wrong(setting, file, "the file must have one line.");
    }
    return text;
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String setting, String file, String reason) {
    return new InvalidConfigurationPropertyValueException(setting, file, reason);
  }
}
