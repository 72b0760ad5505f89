package io.orderwire.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * Searches all files below a directory for a text: their bytes as they are, and what Kafka's
 * segments and RocksDB's files hold compressed, what was deleted or replaced in them included.
 */
final class BytesOnDisk {
  static {
    RocksDB.loadLibrary();
  }

  private BytesOnDisk() {}

  /** The files that hold it, below the directory, in alphabetical order. */
  static List<String> filesWith(String text, Path directory) {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (holds(file, text)) {
          found.add(directory.relativize(file).toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(found);
  }

  private static boolean holds(Path file, String text) throws IOException {
    try {
      if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
        return true;
      }
      String name = file.getFileName().toString();
      // A segment that is about to be deleted, or is being compacted, has another ending.
      if (name.matches("\\d{20}\\.log(\\..*)?")) {
        return segmentHolds(file, text);
      }
      return name.endsWith(".sst") && tableHolds(file, text);
    } catch (NoSuchFileException e) {
      return false; // Deleted meanwhile.
    }
  }

  private static boolean segmentHolds(Path file, String text) throws IOException {
    FileRecords segment = FileRecords.open(file.toFile(), false);
    try {
      for (Record record : segment.records()) {
        if (in(record.key(), text) || in(record.value(), text)) {
          return true;
        }
      }
      return false;
    } finally {
      // Closing it otherwise would write to the file.
      segment.closeHandlers();
    }
  }

  private static boolean tableHolds(Path file, String text) throws IOException {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      try (ReadOptions reading = new ReadOptions();
          SstFileReaderIterator at = reader.newIterator(reading)) {
        for (at.seekToFirst(); at.isValid(); at.next()) {
          if (in(at.key(), text) || in(at.value(), text)) {
            return true;
          }
        }
      }
      return false;
    } catch (RocksDBException e) {
      if (Files.exists(file)) {
        throw new IOException(file.toString(), e);
      }
      return false;
    }
  }

  private static boolean in(@Nullable ByteBuffer bytes, String text) {
    if (bytes == null) {
      return false;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return in(copy, text);
  }

  private static boolean in(byte[] bytes, String text) {
    return new String(bytes, ISO_8859_1).contains(text);
  }
}
