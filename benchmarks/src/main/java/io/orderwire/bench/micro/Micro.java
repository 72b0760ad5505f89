package io.orderwire.bench.micro;

import java.util.List;

/**
 * A benchmark of one inner part.
 *
 * @param name what it is called on the command line
 * @param type the JMH class, with the methods {@code ours} and {@code baseline}
 * @param title what is measured, against what, in one line
 */
public record Micro(String name, String type, String title) {
  private static final String PUBLIC = "io.orderwire.bench.micro.";
  private static final String PROCESSOR = "io.orderwire.processor.history.topology.";
  private static final String DELIVERY = "io.orderwire.delivery.";

  /** All of them, in the order of an event's way. */
  public static final List<Micro> ALL =
      List.of(
          new Micro(
              "parse", PUBLIC + "ParseMicro", "JSON to a checked event, against a Jackson tree"),
          new Micro(
              "encode", PUBLIC + "EncodeMicro", "an event to Avro, against Avro's own writer"),
          new Micro(
              "decode", PUBLIC + "DecodeMicro", "Avro to an event, against Avro's own reader"),
          new Micro(
              "scan",
              PROCESSOR + "ScanMicro",
              "an event checked and hashed in its bytes, against decoding it"),
          new Micro(
              "append",
              PROCESSOR + "AppendMicro",
              "an event into the history, against a counter and a copy"),
          new Micro(
              "render",
              DELIVERY + "kafka.history.RenderMicro",
              "an event to JSON, against Jackson with a tree"),
          new Micro(
              "frame", DELIVERY + "sse.FrameMicro", "an SSE frame, against a text put together"),
          new Micro(
              "page",
              DELIVERY + "polling.PageMicro",
              "a page of 100 items with its tag, against copying them"),
          new Micro(
              "cursor", PUBLIC + "CursorMicro", "a cursor written and read, against two SHA-256"),
          new Micro(
              "signature", PUBLIC + "SignatureMicro", "a webhook's fields, against the bare HMAC"));
}
