package io.orderwire.verify.inject;

import io.orderwire.processes.Clock;
import io.orderwire.processes.Disk;
import io.orderwire.processes.Link;
import io.orderwire.processes.Network;
import io.orderwire.processes.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process, and with what it can be harmed.
 *
 * @param part the process
 * @param name what it is called in its network
 * @param network the ways between it and others
 * @param disk where it keeps its files
 * @param clock what it sees
 * @param state the directory of what it could make again from Kafka
 */
public record Site(
    Part part,
    String name,
    Optional<Network> network,
    Optional<Disk> disk,
    Optional<Clock> clock,
    Optional<Path> state) {

  /** One that can be harmed by signals alone. */
  public static Site of(Part part) {
    return new Site(
        part, part.name(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Disk ownDisk() {
    return disk.orElseThrow(() -> lacks("disk"));
  }

  Clock ownClock() {
    return clock.orElseThrow(() -> lacks("clock"));
  }

  Path ownState() {
    return state.orElseThrow(() -> lacks("state"));
  }

  /** All ways to and from it. */
  List<Link> links() {
    return network.orElseThrow(() -> lacks("network")).of(name);
  }

  /** All ways between it and another one. */
  List<Link> linksWith(Site other) {
    return network.orElseThrow(() -> lacks("network")).between(name, other.name());
  }

  private IllegalArgumentException lacks(String what) {
    return new IllegalArgumentException("the " + part.name() + " has no " + what + " of its own");
  }
}
