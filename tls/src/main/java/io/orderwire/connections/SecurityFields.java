package io.orderwire.connections;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.ResponseHttpFields;
import org.eclipse.jetty.util.Callback;

/**
 * Fields of every answer, for browsers that are made to open one: it is not guessed to be of
 * another type, nothing in it is run or loaded or shown in a frame, and the host is asked by TLS
 * only once TLS was there. Answers are data, so nothing that is served needs more. There is no
 * Referrer-Policy, since no answer is a page that could lead to another.
 */
public final class SecurityFields {
  private static final List<HttpField> ALWAYS =
      List.of(
          new Lasting("X-Content-Type-Options", "nosniff"),
          new Lasting("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  /** A year, as RFC 6797 has it in its examples; not for other names of the domain. */
  private static final HttpField TLS =
      new Lasting(HttpHeader.STRICT_TRANSPORT_SECURITY.asString(), "max-age=31536000");

  private SecurityFields() {}

  /** Whether a field is one of these, by its name. */
  public static boolean has(HttpField field) {
    return ALWAYS.stream().anyMatch(field::isSameName) || field.isSameName(TLS);
  }

  static void put(boolean secure, HttpFields.Mutable answer) {
    for (HttpField field : ALWAYS) {
      put(field, answer);
    }
    if (secure) {
      put(TLS, answer);
    }
  }

  private static void put(HttpField field, HttpFields.Mutable answer) {
    if (!answer.contains(field.getName())) {
      answer.add(field);
    }
  }

  /** What Jetty refuses without asking any handler, or after it has reset the answer. */
  static Request.Handler onErrors(Request.Handler errors) {
    return (Request request, Response response, Callback callback) -> {
      put(request.isSecure(), response.getHeaders());
      return errors.handle(request, response, callback);
    };
  }

  /** One that is still there when an answer is begun anew. */
  private static final class Lasting extends PreEncodedHttpField
      implements ResponseHttpFields.Persistent {
    private Lasting(String name, String value) {
      super(name, value);
    }

    @Override
    public HttpField getOriginal() {
      return this;
    }
  }
}
