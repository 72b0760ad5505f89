package io.orderwire.delivery.http;

import io.orderwire.delivery.http.ShortRoute.Wants;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A GET without a body and without anything that a part of the servlet stack besides authentication
 * and the controller would look at: no origin, no preference, no expectation, no upgrade. Of fields
 * that are given more than once the first counts, as it does in the servlet stack.
 */
record PlainRequest(Request request, String authorization, @Nullable String requestId, Wants wants)
    implements ShortRoute.Asked {

  /** A request as such, if it is one and has an Authorization field. */
  static Optional<PlainRequest> of(Request request) {
    if (!request.getMethod().equals("GET")) {
      return Optional.empty();
    }
    String authorization = null;
    String requestId = null;
    String ifNoneMatch = null;
    String acceptEncoding = null;
    for (HttpField field : request.getHeaders()) {
      HttpHeader known = field.getHeader();
      if (known == null) {
        if (field.is("Prefer")) {
          return Optional.empty();
        }
        if (requestId == null && field.is(RequestId.HEADER)) {
          requestId = text(field);
        }
        continue;
      }
      switch (known) {
        case AUTHORIZATION -> authorization = authorization == null ? text(field) : authorization;
        case IF_NONE_MATCH -> ifNoneMatch = ifNoneMatch == null ? text(field) : ifNoneMatch;
        case ACCEPT_ENCODING ->
            acceptEncoding = acceptEncoding == null ? text(field) : acceptEncoding;
        case CONTENT_LENGTH,
            CONTENT_TYPE,
            CONTENT_ENCODING,
            EXPECT,
            ORIGIN,
            TRANSFER_ENCODING,
            TRAILER,
            UPGRADE -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return authorization == null
        ? Optional.empty()
        : Optional.of(
            new PlainRequest(
                request, authorization, requestId, new Wants(ifNoneMatch, acceptEncoding)));
  }

  @Override
  public String query() {
    String query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  @Override
  public Map<String, String[]> parameters() {
    return query().isEmpty()
        ? Map.of()
        : Request.extractQueryParameters(request).toStringArrayMap();
  }

  private static String text(HttpField field) {
    String value = field.getValue();
    return value == null ? "" : value;
  }
}
