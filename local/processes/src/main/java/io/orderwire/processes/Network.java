package io.orderwire.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.embedded.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network between parts in which each pair has a {@link Link} of its own, without any right on
 * the machine. Each part calls the others by name, and has names of its own: a file in which they
 * are addresses of loopback at which a {@link Relay} listens.
 *
 * <p>Needs all of 127.0.0.0/8, as Linux has it. For one thread, but for the links.
 */
public final class Network implements AutoCloseable {
  private static final int MOST_PARTS = 250;

  private final Path directory;
  private final Map<String, List<Integer>> ports = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();

  /**
   * One without parts.
   *
   * @param directory for the files with the names
   */
  Network(Path directory) {
    this.directory = directory;
  }

  /**
   * Adds a part; not after {@link #open}.
   *
   * @param serving the ports of 127.0.0.1 at which it listens for other parts
   */
  void add(String part, List<Integer> serving) {
    if (ports.size() == MOST_PARTS) {
      throw new IllegalStateException("too many parts");
    }
    ports.put(part, List.copyOf(serving));
  }

  /** The option with which the JVM of a part knows the names of all; works once this is open. */
  List<String> jvmOptions(String part) {
    return List.of("-Djdk.net.hosts.file=" + hostsFile(part));
  }

  private Path hostsFile(String part) {
    return directory.resolve(part + ".hosts");
  }

  /**
   * Opens all ways, and writes the names.
   *
   * @throws StartException if an address cannot be had
   */
  void open() {
    List<String> parts = List.copyOf(ports.keySet());
    try {
      Files.createDirectories(directory);
      String own = InetAddress.getLocalHost().getHostName();
      for (int from = 0; from < parts.size(); from++) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost " + own + "\n");
        for (int to = 0; to < parts.size(); to++) {
          InetAddress address = address(from, to);
          hosts.append(address.getHostAddress()).append(' ').append(parts.get(to)).append('\n');
          if (from != to) {
            open(parts.get(from), parts.get(to), address);
          }
        }
        Files.writeString(hostsFile(parts.get(from)), hosts, UTF_8);
      }
    } catch (IOException e) {
      close();
      throw new StartException(
          "The network between the parts cannot be made: " + e.getMessage(), e);
    }
  }

  /** Where one part finds another one; each finds itself where it is. */
  private static InetAddress address(int from, int to) throws IOException {
    byte[] bytes = {127, 0, 0, 1};
    if (from != to) {
      bytes[2] = (byte) (from + 1);
      bytes[3] = (byte) (to + 1);
    }
    return InetAddress.getByAddress(bytes);
  }

  private void open(String from, String to, InetAddress address) throws IOException {
    Link link = new Link(from, to);
    links.add(link);
    for (int port : ports.getOrDefault(to, List.of())) {
      relays.add(Relay.open(link, address, port));
    }
  }

  /** All ways between two parts, whoever opens connections. */
  public List<Link> between(String one, String other) {
    return Stream.concat(
            links.stream().filter(link -> link.from().equals(one) && link.to().equals(other)),
            links.stream().filter(link -> link.from().equals(other) && link.to().equals(one)))
        .toList();
  }

  /** All ways of a part to and from all others. */
  public List<Link> of(String part) {
    return links.stream()
        .filter(link -> link.from().equals(part) || link.to().equals(part))
        .toList();
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
  }
}
