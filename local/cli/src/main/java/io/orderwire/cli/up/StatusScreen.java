package io.orderwire.cli.up;

import io.orderwire.cli.Ports;
import io.orderwire.cli.SystemOptions;
import io.orderwire.cli.Trust;
import io.orderwire.embedded.ChildJvm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** What a person sees when the system is up. */
final class StatusScreen {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintWriter out;
  private final DataDirectory data;
  private final Path asked;
  private final Ports ports;
  private final Secrets secrets;

  /**
   * A screen.
   *
   * @param asked the data directory as the user named it
   */
  StatusScreen(PrintWriter out, DataDirectory data, Path asked, Ports ports, Secrets secrets) {
    this.out = out;
    this.data = data;
    this.asked = asked;
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
    out.printf("  %-18s %-8s %-9s %s%n", "PART", "PID", "SINCE", "ADDRESS");
    for (Part part : parts) {
      ChildJvm process = part.process();
      String since = TIME.format(process.startedAt().atZone(ZoneId.systemDefault()));
      out.printf("  %-18s %-8d %-9s %s%n", part.name(), process.pid(), since, part.address());
    }
    out.println();
    out.println("  data          " + data.path());
    out.println("  logs          " + data.resolve("logs") + ", kafka/ and registry/");
    out.println("  operator API  " + ports.operatorUrl() + "/admin/v1/partners");
    if (ports.secure()) {
      out.println("  authority     " + authority() + ", which clients must trust");
      out.println("  Kafka users   " + data.resolve("secrets/kafka") + ", settings of clients");
    }
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
    out.println();
    out.println("  Next, in another terminal:");
    out.println("    ./orderwire partner add acme" + here());
    out.println("    ./orderwire ingest events.ndjson" + here());
    out.println("    ./orderwire tail acme --from start" + here());
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
          "    %s -s -H \"Authorization: Bearer $KEY\" '%s%s'%n",
          curl(), ports.deliveryUrl(), path);
    }
    out.printf(
        "    %s -sN -H \"Authorization: Bearer $KEY\" '%s/v1/orders/events/stream'%n",
        curl(), ports.deliveryUrl());
    out.printf("    ./orderwire tail %s --from start%s%n", shop, here());
  }

  private String curl() {
    return ports.secure() ? "curl --cacert " + authority() : "curl";
  }

  private Path authority() {
    return Trust.directory(data.path()).resolve("ca.pem");
  }

  /** What other commands need to find this system; the port offset is noted in the directory. */
  private String here() {
    return asked.toString().equals(SystemOptions.DEFAULT_DATA) ? "" : " --data " + asked;
  }
}
