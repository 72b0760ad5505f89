package io.orderwire.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Tells what a directory of Kafka Streams is a copy of. It has offsets of the topics that it was
 * made from; those of another cluster are others, so what another cluster's topics say would be put
 * behind it at a wrong place, unnoticed. A file beside the directory names the history topic that
 * it belongs to, by its id and its cluster's.
 *
 * <p>For one process at a time.
 */
public final class LocalCopy {
  private final Path directory;
  private final Path mark;

  /**
   * The copy in a directory, which need not be there.
   *
   * @param stateDirectory Streams' {@code state.dir}
   * @param applicationId Streams' {@code application.id}
   */
  public LocalCopy(Path stateDirectory, String applicationId) {
    directory = stateDirectory.resolve(applicationId);
    mark = stateDirectory.resolve(applicationId + ".copy-of");
  }

  /**
   * Lets only what is a copy of these topics be used; to be called before Streams starts. A copy of
   * others is set aside, and a new one will be made. One without a mark is from before there were
   * marks, and is taken for what it should be.
   *
   * @param wanted which history topic it must belong to, see {@link Topics#identity}
   * @param hasHistory whether the cluster has something in the topics; asked only where there is a
   *     copy of others
   * @return where the copy of others was put, or empty where there was none
   * @throws ForeignCopyException if there is a copy of others, and the cluster has nothing that a
   *     new one could be made from
   * @throws UncheckedIOException if files cannot be read, moved or written
   */
  public Optional<Path> settle(String wanted, BooleanSupplier hasHistory) {
    try {
      String found = Files.isRegularFile(mark) ? Files.readString(mark, UTF_8).strip() : wanted;
      Optional<Path> aside = Optional.empty();
      if (!found.equals(wanted) && Files.isDirectory(directory)) {
        if (!hasHistory.getAsBoolean()) {
          throw new ForeignCopyException(directory, found, wanted);
        }
        aside = Optional.of(setAside());
      }
      write(wanted);
      return aside;
    } catch (IOException e) {
      throw new UncheckedIOException(directory.toString(), e);
    }
  }

  private Path setAside() throws IOException {
    Path aside = directory.resolveSibling(directory.getFileName() + ".former");
    if (Files.exists(aside)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(aside)) {
        files = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
    return Files.move(directory, aside);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(mark.toAbsolutePath().getParent());
    Path written = mark.resolveSibling(mark.getFileName() + ".new");
    Files.writeString(written, text + "\n", UTF_8);
    Files.move(written, mark, StandardCopyOption.REPLACE_EXISTING);
  }
}
