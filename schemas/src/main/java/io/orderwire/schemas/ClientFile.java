package io.orderwire.schemas;

import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.RegistryTrust;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings of Kafka's clients, as Kafka's own commands take with {@code
 * --command-config}: the place for passwords, which stand in no command line, no environment and no
 * log then.
 */
public final class ClientFile {
  private ClientFile() {}

  /**
   * Reads it, in UTF-8.
   *
   * @throws IllegalArgumentException if it cannot be read; says nothing of what is in it
   */
  public static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (CharacterCodingException e) {
      throw unusable(file, "it is no text in UTF-8");
    } catch (IOException e) {
      throw unusable(file, e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) { // its message has a part of the file
      throw unusable(file, "it has a \\u that is no character");
    }
    Map<String, String> all = new TreeMap<>();
    properties.forEach((name, value) -> all.put(name.toString(), value.toString()));
    return all;
  }

  /**
   * Settings of clients with those of a file, which go before them.
   *
   * @param file null for none
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Map<String, String> over(Map<String, String> settings, @Nullable Path file) {
    Map<String, String> all = new TreeMap<>(settings);
    if (file != null) {
      all.putAll(read(file));
    }
    return all;
  }

  /**
   * The one line of a file that holds one secret, in UTF-8, without the white space around it.
   *
   * @throws IllegalArgumentException if it cannot be read, or has not one line; says nothing of
   *     what is in it
   */
  public static String line(Path file) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (CharacterCodingException e) {
      throw unusable(file, "it is no text in UTF-8");
    } catch (IOException e) {
      throw unusable(file, e.getClass().getSimpleName());
    }
    if (text.lines().count() != 1) {
      throw unusable(file, "it must have one line");
    }
    return text;
  }

  /**
   * The registry at one URL, as a service's settings have it.
   *
   * @param basicAuth {@code user:password}, which goes before the URL's, or null
   * @param basicAuthFile a file with the same as its one line, which goes before it, or null
   * @param trustFile certificates in PEM that an https registry is trusted by, or null for those
   *     that the JDK trusts
   * @throws IllegalArgumentException if a file cannot be used; says nothing of what is in it
   */
  public static RegistrySettings registry(
      String url,
      @Nullable String basicAuth,
      @Nullable Path basicAuthFile,
      @Nullable Path trustFile) {
    return RegistrySettings.of(url, basicAuthFile == null ? basicAuth : line(basicAuthFile))
        .withTrust(trustFile == null ? null : RegistryTrust.pem(trustFile));
  }

  private static IllegalArgumentException unusable(Path file, String why) {
    return new IllegalArgumentException("the file " + file + " cannot be used: " + why);
  }
}
