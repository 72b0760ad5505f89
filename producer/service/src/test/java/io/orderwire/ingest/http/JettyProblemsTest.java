package io.orderwire.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpTester;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JettyProblemsTest {

  @ParameterizedTest
  @CsvSource({"503, 5", "429, 1"})
  void says_when_to_come_again(int status, String seconds) throws Exception {
    assertThat(answer(status).get(HttpHeader.RETRY_AFTER)).isEqualTo(seconds);
  }

  @Test
  void says_nothing_of_that_where_coming_again_does_not_help() throws Exception {
    assertThat(answer(400).get(HttpHeader.RETRY_AFTER)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"417", "426", "501", "505"})
  void what_is_no_request_for_this_service_is_a_bad_one(int status) throws Exception {
    HttpTester.Response answer = answer(status);
    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(answer.getContent()).contains("\"code\":\"bad_request\"", "\"status\":400");
  }

  /** What Jetty answers when it refuses a request with that status itself. */
  private static HttpTester.Response answer(int status) throws Exception {
    Server server = new Server();
    LocalConnector connector = new LocalConnector(server);
    server.addConnector(connector);
    server.setErrorHandler(new JettyProblems());
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Response.writeError(request, response, callback, status);
            return true;
          }
        });
    server.start();
    try {
      return HttpTester.parseResponse(connector.getResponse("GET / HTTP/1.0\r\n\r\n"));
    } finally {
      server.stop();
    }
  }
}
