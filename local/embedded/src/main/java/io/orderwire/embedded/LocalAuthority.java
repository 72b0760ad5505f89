package io.orderwire.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate authority for one machine, by the JDK's own {@code keytool}: what a local system
 * and tests trust. Its key stays in its directory, in files that only their owner can read. For
 * more than one machine, use one that is run by somebody. Not for use by several threads at once.
 */
public final class LocalAuthority {
  private static final String ALIAS = "ca";
  private static final int YEARS = 10;
  private static final int SERVED_DAYS = 825;

  private final Path directory;

  private LocalAuthority(Path directory) {
    this.directory = directory;
  }

  /**
   * What was issued, as files in PEM.
   *
   * @param certificate the certificate and the authority's
   * @param key the private key, in PKCS #8, which only its owner can read
   * @param both key and certificates in one file, as Kafka takes them
   */
  public record Issued(Path certificate, Path key, Path both) {}

  /**
   * The authority that is kept in a directory; made if it is missing, which takes about a second.
   *
   * @throws StartException if it cannot be made or read
   */
  public static LocalAuthority in(Path directory) {
    LocalAuthority authority = new LocalAuthority(directory.toAbsolutePath());
    authority.prepare();
    return authority;
  }

  /** The authority's own certificate in PEM, which clients trust. */
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /** What was issued to a name before, if all of it is there. */
  public boolean hasIssued(String name) {
    Issued issued = issuedTo(name);
    return Files.exists(issued.certificate())
        && Files.exists(issued.key())
        && Files.exists(issued.both());
  }

  /** Where what is issued to a name lies. */
  public Issued issuedTo(String name) {
    return new Issued(
        directory.resolve(name + ".pem"),
        directory.resolve(name + ".key"),
        directory.resolve(name + ".keystore.pem"));
  }

  /**
   * Issues a key and a certificate for servers and clients on this machine, in place of what was
   * issued to the name before.
   *
   * @param name the subject's common name, and that of the files
   * @throws StartException if it cannot be made or written
   */
  public Issued issue(String name) {
    return issue(name, "dns:localhost,ip:127.0.0.1,ip:::1");
  }

  /**
   * Issues as {@link #issue(String)} does, for other hosts.
   *
   * @param hosts as keytool has them: {@code dns:} and {@code ip:}, separated by commas
   */
  public Issued issue(String name, String hosts) {
    Issued issued = issuedTo(name);
    try {
      Path copy = directory.resolve("issuing-" + name + ".p12");
      try {
        Files.deleteIfExists(copy);
        OwnFiles.write(copy, Files.readAllBytes(store()));
        keytool(
            copy,
            "-genkeypair",
            "-alias",
            name,
            "-signer",
            ALIAS,
            "-dname",
            "CN=" + name,
            "-validity",
            Integer.toString(SERVED_DAYS),
            "-ext",
            "san=" + hosts,
            "-ext",
            "eku=serverAuth,clientAuth",
            "-ext",
            "ku:c=digitalSignature",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1");
        KeyStore made = load(copy);
        String chain = "";
        for (Certificate certificate : made.getCertificateChain(name)) {
          chain += pem("CERTIFICATE", certificate.getEncoded());
        }
        Key key = Objects.requireNonNull(made.getKey(name, password().toCharArray()));
        String secret = pem("PRIVATE KEY", key.getEncoded());
        OwnFiles.write(issued.both(), (secret + chain).getBytes(US_ASCII));
        OwnFiles.write(issued.key(), secret.getBytes(US_ASCII));
        OwnFiles.write(issued.certificate(), chain.getBytes(US_ASCII));
        return issued;
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw failed("A certificate for " + name + " cannot be issued", e);
    }
  }

  private void prepare() {
    try {
      OwnFiles.makeDirectory(directory);
      if (!Files.exists(passwordFile())) {
        OwnFiles.write(passwordFile(), Passwords.random().getBytes(US_ASCII));
      }
      if (!Files.exists(store())) {
        Path fresh = directory.resolve("fresh-ca.p12");
        Files.deleteIfExists(fresh);
        keytool(
            fresh,
            "-genkeypair",
            "-alias",
            ALIAS,
            "-dname",
            "CN=Orderwire local authority",
            "-validity",
            Integer.toString(YEARS * 365),
            "-ext",
            "bc:c=ca:true,pathlen:0",
            "-ext",
            "ku:c=keyCertSign",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, store());
      }
      if (!Files.exists(certificate())) {
        Certificate own = load(store()).getCertificate(ALIAS);
        OwnFiles.write(certificate(), pem("CERTIFICATE", own.getEncoded()).getBytes(US_ASCII));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw failed("The local certificate authority in " + directory + " cannot be used", e);
    }
  }

  /** The password goes by a file: what stands in a command line is everybody's to read. */
  private void keytool(Path store, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:file", passwordFile().toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String told = new String(output.readAllBytes(), US_ASCII);
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + told.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while a certificate was made", e);
    }
  }

  private KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password().toCharArray());
    }
    return store;
  }

  private String password() throws IOException {
    return Files.readString(passwordFile()).strip();
  }

  private Path passwordFile() {
    return directory.resolve("ca-password");
  }

  private Path store() {
    return directory.resolve("ca.p12");
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
  }

  private static StartException failed(String what, Exception cause) {
    return new StartException(what + ": " + cause.getMessage(), cause);
  }
}
