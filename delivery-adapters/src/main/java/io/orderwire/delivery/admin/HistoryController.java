package io.orderwire.delivery.admin;

import io.orderwire.delivery.http.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Commands on a partner's history, for the operator. */
@RestController
@RequestMapping(
    path = "/admin/v1/partners/{id}/history",
    produces = MediaType.APPLICATION_JSON_VALUE)
public final class HistoryController extends Answers {
  private final HistoryCommands commands;

  /** Over what writes commands. */
  public HistoryController(HistoryCommands commands, ProblemWriter problems) {
    super(problems);
    this.commands = commands;
  }

  @PostMapping("/new-epoch")
  ResponseEntity<Map<String, UUID>> newEpoch(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request)
      throws InterruptedException {
    UUID command =
        commands.newEpoch(
            id, NewEpochAsked.parse(body), IdempotencyKey.of(request), author(request));
    return ResponseEntity.accepted().body(Map.of("command_id", command));
  }

  @PostMapping("/trim")
  ResponseEntity<Map<String, List<UUID>>> trim(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request)
      throws InterruptedException {
    JsonNode asked = JsonBody.object(body == null ? new byte[0] : body, Set.of("before"));
    List<UUID> trimming = commands.trim(id, JsonBody.sequence(asked, "before"), author(request));
    return ResponseEntity.accepted().body(Map.of("command_ids", trimming));
  }

  @PostMapping("/erase")
  ResponseEntity<HistoryCommands.Erasure> erase(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request)
      throws InterruptedException {
    return ResponseEntity.accepted()
        .body(commands.erase(id, EraseAsked.parse(body), author(request)));
  }
}
