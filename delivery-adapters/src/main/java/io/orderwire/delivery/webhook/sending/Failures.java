package io.orderwire.delivery.webhook.sending;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** What an exception says of the other side. */
final class Failures {
  private Failures() {}

  /**
   * The outcome of a call that failed.
   *
   * @param encrypted whether the TLS handshake was done, as far as the client knows
   */
  static Outcome outcome(IOException failure, boolean encrypted) {
    return switch (failure) {
      case AddressNotAllowedException refused -> unreachable(Cause.ADDRESS_NOT_ALLOWED);
      case ProxyException failed -> unreachable(Cause.PROXY);
      case UnknownHostException unknown -> unreachable(Cause.DNS);
      case SocketTimeoutException late -> new Outcome.TimedOut();
      case ConnectionRequestTimeoutException late -> new Outcome.TimedOut();
      case ConnectException failed -> unreachable(Cause.CONNECT);
      case NoRouteToHostException failed -> unreachable(Cause.CONNECT);
      case SSLHandshakeException failed -> unreachable(Cause.TLS);
      case SSLPeerUnverifiedException failed -> unreachable(Cause.TLS);
      case SSLProtocolException failed -> unreachable(Cause.TLS);
      case SSLException failed ->
          unreachable(encrypted && isOfTheSocket(failed) ? Cause.CONNECTION_LOST : Cause.TLS);
      case TruncatedChunkException lost -> unreachable(Cause.CONNECTION_LOST);
      case MalformedChunkCodingException garbage -> unreachable(Cause.PROTOCOL);
      case MessageConstraintException tooLarge -> unreachable(Cause.PROTOCOL);
      case ClientProtocolException garbage -> unreachable(Cause.PROTOCOL);
      case IOException lost -> unreachable(Cause.CONNECTION_LOST);
    };
  }

  private static boolean isOfTheSocket(SSLException failure) {
    return failure.getCause() instanceof IOException || hasSuppressedSocketFailure(failure);
  }

  private static boolean hasSuppressedSocketFailure(SSLException failure) {
    for (Throwable suppressed : failure.getSuppressed()) {
      if (suppressed instanceof SocketException) {
        return true;
      }
    }
    return false;
  }

  private static Outcome unreachable(Cause cause) {
    return new Outcome.Unreachable(cause);
  }
}
