package io.orderwire.cli.up;

import io.orderwire.cli.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directory that holds all of a system's data, held by one process at a time. */
final class DataDirectory implements AutoCloseable {
  private static final long LEAST_FREE_BYTES = 500L << 20;

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /** Makes the directory if it is missing, and takes hold of it. */
  static DataDirectory hold(Path path) {
    Path directory = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(directory);
      Files.createDirectories(directory.resolve("run"));
      Files.createDirectories(directory.resolve("logs"));
      DataDirectory held = lock(directory);
      Optional<String> full = held.lackOfRoom();
      if (full.isPresent()) {
        held.close();
        throw new CommandFailure(full.get());
      }
      return held;
    } catch (IOException e) {
      throw new CommandFailure(
          "The data directory " + directory + " can't be used: " + reason(e) + ".", e);
    }
  }

  private static DataDirectory lock(Path directory) throws IOException {
    Path file = directory.resolve("run/lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw new CommandFailure(
          "The data directory "
              + directory
              + " is in use by process "
              + (holder.isEmpty() ? "of another user" : holder)
              + ": another './orderwire up' runs on it. Stop that one, or name another directory"
              + " with --data.");
    }
    channel.truncate(0);
    channel.write(
        StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid()) + "\n"));
    return new DataDirectory(directory, channel, lock);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** A sentence about too little room on the disk, if there is too little. */
  Optional<String> lackOfRoom() {
    try {
      long free = Files.getFileStore(path).getUsableSpace();
      return free >= LEAST_FREE_BYTES
          ? Optional.empty()
          : Optional.of(
              "The disk of "
                  + path
                  + " is full: "
                  + (free >> 20)
                  + " MiB are free, and at least "
                  + (LEAST_FREE_BYTES >> 20)
                  + " MiB are needed. Make room, or name a directory on another disk with --data.");
    } catch (IOException e) {
      return Optional.of("The disk of " + path + " can't be asked for its room: " + reason(e));
    }
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new CommandFailure("The data directory " + path + " could not be let go.", e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> denied.getFile() + " may not be written";
      case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is a file";
      default -> String.valueOf(e.getMessage());
    };
  }
}
