package io.orderwire.ingest.http;

import io.orderwire.ingest.Outcome;
import io.orderwire.schemas.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event's outcome as members of a JSON object. */
final class OutcomeJson {

  private OutcomeJson() {}

  static Map<String, Object> of(Outcome outcome) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", outcome.index());
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        members.put("status", "accepted");
        members.put("event_id", accepted.eventId().toString());
        members.put("partition", accepted.partition());
        members.put("offset", accepted.offset());
      }
      case Outcome.Rejected rejected -> {
        members.put("status", "rejected");
        if (rejected.eventId() != null) {
          members.put("event_id", rejected.eventId().toString());
        }
        members.put("code", rejected.code().wireName());
        members.put("detail", rejected.detail());
        if (!rejected.violations().isEmpty()) {
          members.put("violations", violations(rejected.violations()));
        }
      }
    }
    return members;
  }

  static List<Map<String, String>> violations(List<Violation> violations) {
    return violations.stream()
        .map(
            violation -> {
              Map<String, String> members = new LinkedHashMap<>();
              members.put("field", violation.field());
              members.put("reason", violation.reason());
              return members;
            })
        .toList();
  }
}
