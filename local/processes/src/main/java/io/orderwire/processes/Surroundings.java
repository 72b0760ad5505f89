package io.orderwire.processes;

import io.orderwire.embedded.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network, disks and clocks of parts, each the machine's own, or one that can be harmed. For
 * one thread.
 */
final class Surroundings implements AutoCloseable {
  private final Path directory;
  private final Exposure exposure;
  private final Network network;
  private final Map<String, List<Integer>> ports = new LinkedHashMap<>();
  private final Map<String, Disk> disks = new HashMap<>();
  private final Map<String, Clock> clocks = new HashMap<>();

  Surroundings(Path directory, Exposure exposure) {
    this.directory = directory;
    this.exposure = exposure;
    this.network = new Network(directory.resolve("network"));
  }

  /** How other parts call a part. */
  String host(String part) {
    return exposure.network() ? part : "127.0.0.1";
  }

  /** Tells at which ports of 127.0.0.1 a part listens for others. */
  void serves(String part, List<Integer> at) {
    ports.put(part, at);
  }

  /**
   * What a part has that keeps files.
   *
   * @param files where; there is a disk from now on, where parts have some
   * @throws StartException if that cannot be had
   */
  Exposure.Of withFiles(String part, Path files) {
    try {
      if (exposure.disks()) {
        disks.put(part, Disk.mount(files));
      }
      if (exposure.clocks()) {
        clocks.put(part, Clock.in(directory.resolve("clocks").resolve(part)));
      }
    } catch (IOException e) {
      throw new StartException(
          "The %s cannot have a disk or clock of its own: %s".formatted(part, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while disks were made", e);
    }
    return new Exposure.Of(jvmOptions(part), disk(part), clock(part));
  }

  /** What a part has that keeps none. */
  Exposure.Of withoutFiles(String part) {
    return new Exposure.Of(jvmOptions(part), Optional.empty(), Optional.empty());
  }

  private List<String> jvmOptions(String part) {
    ports.putIfAbsent(part, List.of());
    return exposure.network() ? network.jvmOptions(part) : List.of();
  }

  /** Opens the network, when all parts are known. */
  void open() {
    if (exposure.network()) {
      ports.forEach(network::add);
      network.open();
    }
  }

  Optional<Network> network() {
    return exposure.network() ? Optional.of(network) : Optional.empty();
  }

  Optional<Disk> disk(String part) {
    return Optional.ofNullable(disks.get(part));
  }

  Optional<Clock> clock(String part) {
    return Optional.ofNullable(clocks.get(part));
  }

  @Override
  public void close() {
    network.close();
    disks.values().forEach(Disk::close);
  }
}
