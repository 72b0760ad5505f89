package io.orderwire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code up} notes in its data directory while it runs, for other commands and for the next
 * {@code up}.
 *
 * @param portOffset what was added to the default ports
 * @param processes the parts, in the order in which they were started
 */
public record RunningSystem(int portOffset, List<PartProcess> processes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes a copy. */
  public RunningSystem {
    processes = List.copyOf(processes);
  }

  /**
   * One part's process.
   *
   * @param part what people call it
   * @param startedAt tells it from another process that has got the same pid since
   */
  public record PartProcess(String part, long pid, Instant startedAt) {
    /** The process, if it is still there. */
    public Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> handle.info().startInstant().filter(startedAt::equals).isPresent());
    }
  }

  /** Reads the note in a data directory; empty if there is none, or none that makes sense. */
  public static Optional<RunningSystem> in(Path data) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file(data)));
      int offset = json.path("port_offset").asInt();
      if (offset < 0 || offset > Ports.MAX_OFFSET) {
        return Optional.empty();
      }
      List<PartProcess> processes = new ArrayList<>();
      for (JsonNode part : json.path("parts")) {
        processes.add(
            new PartProcess(
                part.path("part").asText(),
                part.path("pid").asLong(),
                Instant.ofEpochMilli(part.path("started_at_millis").asLong())));
      }
      return Optional.of(new RunningSystem(offset, processes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // cut short by a full disk or a crash: as good as none
    }
  }

  /** Notes it in a data directory, in place of an older note. */
  public void write(Path data) {
    ObjectNode json = JSON.createObjectNode();
    json.put("port_offset", portOffset);
    var parts = json.putArray("parts");
    processes.forEach(
        process ->
            parts
                .addObject()
                .put("part", process.part())
                .put("pid", process.pid())
                .put("started_at_millis", process.startedAt().toEpochMilli()));
    Path file = file(data);
    try {
      Path fresh = Files.createTempFile(file.getParent(), ".system", "");
      Files.write(fresh, JSON.writeValueAsBytes(json));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be written: " + e.getMessage() + ".", e);
    }
  }

  /** Removes the note of a system that has stopped. */
  public static void forget(Path data) {
    try {
      Files.deleteIfExists(file(data));
    } catch (IOException e) {
      throw new CommandFailure(file(data) + " can't be removed: " + e.getMessage() + ".", e);
    }
  }

  private static Path file(Path data) {
    return data.resolve("run").resolve("system.json");
  }
}
