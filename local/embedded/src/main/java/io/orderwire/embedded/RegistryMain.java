package io.orderwire.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Properties;

/**
 * The {@code main} of a registry with TLS: keeps what it serves in line with the files of a
 * certificate, in a file of its own that it reads again every 30 s. So it never reads one file of
 * two, or a key of another certificate.
 */
public final class RegistryMain {
  static final String CERTIFICATE = "orderwire.certificate";
  static final String KEY = "orderwire.key";
  static final String STORE = "orderwire.store";
  static final String STORE_PASSWORD = "orderwire.store-password";

  private static final String ALIAS = "own";

  private RegistryMain() {}

  /**
   * Runs a registry until it is told to end.
   *
   * @param args the path of its settings, then the class that runs it
   */
  public static void main(String[] args) throws Throwable {
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
      settings.load(in);
    }
    List<Path> files =
        List.of(Path.of(settings.getProperty(CERTIFICATE)), Path.of(settings.getProperty(KEY)));
    Path store = Path.of(settings.getProperty(STORE));
    char[] password = settings.getProperty(STORE_PASSWORD).toCharArray();
    Clock clock = Clock.systemUTC();
    CertificateWatch watch =
        new CertificateWatch(
            files,
            clock,
            renewed -> write(renewed, store, password),
            error ->
                System.getLogger("io.orderwire.registry").log(System.Logger.Level.ERROR, error));
    write(Identity.of(CertificateWatch.content(files), clock.instant()), store, password);
    watch.start();
    try {
      Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  static void write(Identity identity, Path file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        ALIAS, identity.key(), password, identity.chain().toArray(Certificate[]::new));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    OwnFiles.write(file, out.toByteArray());
  }
}
