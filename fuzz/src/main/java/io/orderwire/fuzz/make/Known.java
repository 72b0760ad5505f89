package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is in the system that requests can name.
 *
 * @param caller the partner that calls the partners' API
 * @param subject the partner that operators and producers do something to
 * @param victim the partner that nothing may be done to, and nothing may be shown of
 * @param hosts {@code host:port} of each service
 */
public record Known(
    Party caller,
    Party subject,
    Party victim,
    String operatorToken,
    String serviceKey,
    Map<Service, String> hosts) {
  /** Takes a copy. */
  public Known {
    hosts = Map.copyOf(hosts);
  }

  /** Whose ids a request to this service names, if it names the right ones. */
  Party own(Service service) {
    return service == Service.PARTNER ? caller : subject;
  }

  /** What lets a caller in. */
  String credential(Service service) {
    return switch (service) {
      case PARTNER -> caller.key();
      case OPERATOR -> operatorToken;
      case PRODUCER -> serviceKey;
    };
  }

  /** The port of a service. */
  String host(Service service) {
    String host = hosts.get(service);
    if (host == null) {
      throw new IllegalStateException("no " + service);
    }
    return host;
  }

  /** All partners. */
  public List<Party> parties() {
    return List.of(caller, subject, victim);
  }

  /** Every secret, with what people are shown instead. */
  public Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (Party party : parties()) {
      secrets.put(party.key(), "<key of " + party.id() + ">");
      secrets.put(party.streamToken(), "<stream token of " + party.id() + ">");
    }
    secrets.put(operatorToken, "<operator token>");
    secrets.put(serviceKey, "<service key>");
    secrets.remove("");
    return secrets;
  }

  /** Leaves secrets out. */
  @Override
  public String toString() {
    return "Known[" + parties() + "]";
  }
}
