package io.orderwire.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in files what can never change, the schema of an id and the id of a subject's schema, and
 * the level of compatibility that a subject had, so that a program that has run before can start
 * while the registry is away. The registry is always asked, and what it says counts; only where it
 * gives no answer, a former one is taken. What is latest is not kept.
 *
 * <p>Each registry, by its URLs, has files of its own. A file that cannot be read or written is as
 * none.
 */
public final class StoredRegistryClient implements RegistryClient {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRegistryClient.class);
  private static final int NAME_CHARACTERS = 32;

  private final RegistryClient registry;
  private final Path directory;

  /**
   * In front of a registry.
   *
   * @param registry asks it, and need not try for long; closed with this one
   * @param settings which registry that is
   * @param directory for its files, among others'; made when there is something to keep
   */
  public StoredRegistryClient(RegistryClient registry, RegistrySettings settings, Path directory) {
    this.registry = registry;
    this.directory = directory.resolve(name(settings.urls().toString()));
  }

  /** Whether there is any former answer. */
  public boolean hasAnswers() {
    return Files.isDirectory(directory);
  }

  @Override
  public int register(String subject, Schema schema) {
    return id(subject, schema, () -> registry.register(subject, schema));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return id(subject, schema, () -> registry.idOf(subject, schema));
  }

  private int id(String subject, Schema schema, Supplier<Integer> question) {
    Path file = directory.resolve("of-" + name(subject + '\n' + SchemaText.of(schema)));
    return answer(file, question, String::valueOf, Integer::valueOf);
  }

  @Override
  public Schema byId(int id) {
    return answer(
        directory.resolve("id-" + id),
        () -> registry.byId(id),
        Schema::toString,
        text -> new Schema.Parser().parse(text));
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return registry.latest(subject);
  }

  /** That a subject has no level is not kept: it is about to be given one. */
  @Override
  public Optional<Compatibility> compatibility(String subject) {
    Path file = level(subject);
    try {
      Optional<Compatibility> answer = registry.compatibility(subject);
      answer.map(Compatibility::name).ifPresent(level -> keep(file, level));
      return answer;
    } catch (RegistryException.Unavailable e) {
      String text = read(file).orElseThrow(() -> e);
      return Optional.of(former(file, () -> Compatibility.valueOf(text), e));
    }
  }

  @Override
  public void setCompatibility(String subject, Compatibility level) {
    registry.setCompatibility(subject, level);
    keep(level(subject), level.name());
  }

  private Path level(String subject) {
    return directory.resolve("level-" + name(subject));
  }

  private void keep(Path file, String text) {
    if (!read(file).equals(Optional.of(text))) {
      write(file, text);
    }
  }

  @Override
  public void close() {
    registry.close();
  }

  private <A> A answer(
      Path file, Supplier<A> question, Function<A, String> writing, Function<String, A> reading) {
    Optional<String> former = read(file);
    A answer;
    try {
      answer = question.get();
    } catch (RegistryException.Unavailable e) {
      String text = former.orElseThrow(() -> e);
      return former(file, () -> reading.apply(text), e);
    }
    String text = writing.apply(answer);
    if (former.isPresent() && !former.get().equals(text)) {
      LOG.warn("The schema registry answers otherwise than before: {}", file.getFileName());
    }
    if (!former.equals(Optional.of(text))) {
      write(file, text);
    }
    return answer;
  }

  private static <A> A former(
      Path file, Supplier<A> reading, RegistryException.Unavailable unavailable) {
    try {
      A answer = reading.get();
      LOG.info("The schema registry does not answer; {} is as it was before", file.getFileName());
      return answer;
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      unavailable.addSuppressed(e);
      throw unavailable;
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** A whole file or none, also where the process dies meanwhile. */
  private void write(Path file, String text) {
    Path part = file.resolveSibling("part-" + UUID.randomUUID());
    try {
      Files.createDirectories(directory);
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.toString());
    }
  }

  private static String name(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, NAME_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
