package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.Outcome;
import io.orderwire.ingest.body.BodyException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a stream: a line for each event, and a last line that says whether that was all. It
 * becomes a problem document instead if nothing has been written yet when the first event is to be
 * sent again, or the body cannot be read.
 *
 * <p>Written by one thread; {@link #isOver} is for the other.
 */
final class NdjsonAnswer {

  static final String MEDIA_TYPE = "application/x-ndjson";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServletResponse response;
  private final boolean minimal;
  private long accepted;
  private long rejected;
  private Outcome.@Nullable Rejected stoppedBy;
  private boolean begun;
  private volatile boolean over;
  private volatile @Nullable Exception failure;

  NdjsonAnswer(HttpServletResponse response, boolean minimal) {
    this.response = response;
    this.minimal = minimal;
  }

  /** Whether reading on is of no use. */
  boolean isOver() {
    return over;
  }

  /** Ends it with a failure. */
  void breakOff(Exception cause) {
    failure = cause;
    over = true;
  }

  /** Tells the failure to the container, which then closes the connection. */
  void rethrow() throws IOException {
    Exception cause = failure;
    if (cause instanceof IOException gone) {
      throw gone;
    }
    if (cause != null) {
      throw new IllegalStateException(cause);
    }
  }

  /** Adds an event's line; false if the answer is complete or broken. */
  boolean add(long line, Outcome outcome, boolean flush) {
    if (outcome instanceof Outcome.Rejected refusal && refusal.code().isTransient()) {
      over = true;
      if (stoppedBy == null) {
        stoppedBy = refusal;
      }
      if (!begun && accepted + rejected == 0) {
        return problem(Problem.of(refusal));
      }
    }
    boolean worthALine = !(minimal && outcome instanceof Outcome.Accepted);
    switch (outcome) {
      case Outcome.Accepted counted -> accepted++;
      case Outcome.Rejected counted -> rejected++;
    }
    return !worthALine || line(withLine(line, OutcomeJson.of(outcome)), flush);
  }

  /** Adds the last line. */
  void end(@Nullable BodyException unreadable) {
    if (unreadable != null && !begun && accepted + rejected == 0) {
      problem(Problem.of(unreadable));
      return;
    }
    Outcome.Rejected refusal = stoppedBy;
    if (unreadable != null) {
      last(unreadable.code(), unreadable.detail());
    } else if (refusal != null) {
      last(refusal.code(), refusal.detail());
    } else {
      line(counts("done"), true);
    }
  }

  private void last(ErrorCode code, String detail) {
    Map<String, Object> last = counts("stopped");
    last.put("code", code.wireName());
    last.put("detail", detail);
    if (code.isTransient()) {
      last.put("retry_after", Problem.retryAfterSeconds(code));
    }
    line(last, true);
  }

  private Map<String, Object> counts(String status) {
    Map<String, Object> last = new LinkedHashMap<>();
    last.put("status", status);
    last.put("accepted", accepted);
    last.put("rejected", rejected);
    return last;
  }

  private static Map<String, Object> withLine(long line, Map<String, Object> members) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("line", line);
    more.putAll(members);
    return more;
  }

  private boolean problem(Problem problem) {
    over = true;
    response.setHeader("Connection", "close"); // the rest of the body is not read
    try {
      problem.write(response);
    } catch (IOException gone) {
      breakOff(gone);
    }
    return false;
  }

  private boolean line(Map<String, Object> members, boolean flush) {
    try {
      if (!begun) {
        begun = true;
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
      }
      response.getOutputStream().write(JSON.writeValueAsBytes(members));
      response.getOutputStream().write('\n');
      if (flush) {
        response.flushBuffer();
      }
      return true;
    } catch (IOException gone) {
      breakOff(gone);
      return false;
    }
  }
}
