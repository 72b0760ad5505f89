package io.orderwire.cli.up;

import io.orderwire.cli.Ports;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What a person sees when the system is up. */
final class StatusScreen {
  private final PrintWriter out;
  private final DataDirectory data;
  private final Ports ports;
  private final Secrets secrets;

  StatusScreen(PrintWriter out, DataDirectory data, Ports ports, Secrets secrets) {
    this.out = out;
    this.data = data;
    this.ports = ports;
    this.secrets = secrets;
  }

  /**
   * Prints it.
   *
   * @param shops the keys of the demo's partners, if there is a demo
   */
  void print(List<Part> parts, Map<String, String> shops) {
    out.println();
    out.printf("  %-18s %-8s %s%n", "PART", "PID", "ADDRESS");
    for (Part part : parts) {
      out.printf("  %-18s %-8d %s%n", part.name(), part.process().pid(), part.address());
    }
    out.println();
    out.println("  data          " + data.path());
    out.println("  logs          " + data.resolve("logs") + ", kafka/ and registry/");
    out.println("  operator API  " + ports.operatorUrl() + "/admin/v1/partners");
    if (secrets.isNew()) {
      out.println();
      out.println("  Made on this first run, and kept in " + data.resolve("secrets") + ":");
      out.println("    service key for POST /v1/events   " + secrets.serviceKey());
      out.println("    operator token                    in " + secrets.operatorTokenFile());
    }
    if (shops.isEmpty()) {
      printNext();
    } else {
      printDemo(shops);
    }
    out.println();
  }

  private void printNext() {
    String offset = ports.offset() == 0 ? "" : " --port-offset " + ports.offset();
    out.println();
    out.println("  Next, in another terminal:");
    out.println("    ./orderwire partner add acme" + offset);
    out.println("    ./orderwire ingest events.ndjson" + offset);
    out.println("    ./orderwire tail acme --from start" + offset);
  }

  private void printDemo(Map<String, String> shops) {
    out.println();
    out.println("  Three coffee shops, and their keys:");
    shops.forEach((shop, key) -> out.printf("    %-14s %s%n", shop, key));
    String key = shops.values().iterator().next();
    String shop = shops.keySet().iterator().next();
    out.println();
    out.println("  Try, in another terminal:");
    out.printf("    KEY=%s%n", key);
    for (String path :
        List.of(
            "/v1/orders/events?limit=3",
            "/v1/orders/created-history?limit=3",
            "/v1/subscriptions")) {
      out.printf(
          "    curl -s -H \"Authorization: Bearer $KEY\" '%s%s'%n", ports.deliveryUrl(), path);
    }
    out.printf(
        "    curl -sN -H \"Authorization: Bearer $KEY\" '%s/v1/orders/events/stream'%n",
        ports.deliveryUrl());
    String offset = ports.offset() == 0 ? "" : " --port-offset " + ports.offset();
    out.printf("    ./orderwire tail %s --from start%s%n", shop, offset);
  }
}
