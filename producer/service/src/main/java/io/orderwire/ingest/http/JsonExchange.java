package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.Intake;
import io.orderwire.ingest.Outcome;
import io.orderwire.ingest.body.ArrayElements;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON text, which is an event or an array of events, and its answer once all are decided.
 *
 * <p>The status is for who looks at nothing else: 202 if at least one event is in the log and none
 * has to be sent again; 429 or 503 if one has to be; and otherwise, when all are rejected, the
 * status of the first rejection.
 */
final class JsonExchange {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServletResponse response;
  private final int maxArray;

  JsonExchange(HttpServletResponse response, int maxArray) {
    this.response = response;
    this.maxArray = maxArray;
  }

  void run(byte[] body, Intake intake) throws IOException {
    if (ArrayElements.isArray(body)) {
      array(body, intake);
    } else {
      single(intake.take(body, 0, body.length).join());
    }
  }

  private void single(Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Accepted accepted -> {
        Map<String, Object> members = OutcomeJson.of(accepted);
        members.remove("index");
        accept(members);
      }
      case Outcome.Rejected rejected -> Problem.of(rejected).write(response);
    }
  }

  private void array(byte[] body, Intake intake) throws IOException {
    List<CompletableFuture<Outcome>> handedOver = new ArrayList<>();
    for (ArrayElements.Span span : ArrayElements.of(body, maxArray)) {
      handedOver.add(intake.take(body, span.offset(), span.length()));
    }
    if (handedOver.isEmpty()) {
      Problem.of(ErrorCode.INVALID_EVENT, "the array is empty").write(response);
      return;
    }
    List<Outcome> outcomes = handedOver.stream().map(CompletableFuture::join).toList();
    List<Outcome.Rejected> rejections =
        outcomes.stream()
            .filter(Outcome.Rejected.class::isInstance)
            .map(Outcome.Rejected.class::cast)
            .toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("accepted", outcomes.size() - rejections.size());
    members.put("rejected", rejections.size());
    members.put("results", outcomes.stream().map(OutcomeJson::of).toList());

    Outcome.Rejected toSendAgain =
        rejections.stream().filter(r -> r.code().isTransient()).findFirst().orElse(null);
    if (toSendAgain != null) {
      new Problem(toSendAgain.code(), toSendAgain.detail(), members).write(response);
    } else if (rejections.size() == outcomes.size()) {
      Outcome.Rejected first = rejections.getFirst();
      new Problem(first.code(), first.detail(), members).write(response);
    } else {
      accept(members);
    }
  }

  private void accept(Map<String, Object> members) throws IOException {
    byte[] document = JSON.writeValueAsBytes(members);
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
