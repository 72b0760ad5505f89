package io.orderwire.bench.profile;

import java.util.regex.Pattern;

/**
 * A method on a stack.
 *
 * @param name short: the class without its package, and the method
 * @param origin whose it is
 */
record Frame(String name, Origin origin) {
  private static final Pattern HIDDEN = Pattern.compile("(\\$\\$Lambda|LambdaForm\\$\\w+).*");
  private static final Pattern NUMBER = Pattern.compile("\\$\\d+$");

  /** Whose code a frame is, with the colour it is drawn in. */
  enum Origin {
    OURS("Orderwire", "#f2a65a"),
    KAFKA("Kafka, RocksDB, Avro", "#8fbf8f"),
    WEB("Jetty, Spring, HttpClient", "#8fb3d9"),
    OTHER("other libraries", "#c9b3d9"),
    JDK("JDK", "#d9d2c0"),
    GROUP("service", "#b8b8b8");

    private final String title;
    private final String colour;

    Origin(String title, String colour) {
      this.title = title;
      this.colour = colour;
    }

    String title() {
      return title;
    }

    String colour() {
      return colour;
    }

    private static Origin of(String type) {
      if (type.startsWith("io.orderwire.")) {
        return OURS;
      }
      if (type.startsWith("org.apache.kafka.")
          || type.startsWith("org.rocksdb.")
          || type.startsWith("org.apache.avro.")) {
        return KAFKA;
      }
      if (type.startsWith("org.eclipse.jetty.")
          || type.startsWith("org.springframework.")
          || type.startsWith("org.apache.hc.")) {
        return WEB;
      }
      return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.")
          ? JDK
          : OTHER;
    }
  }

  /**
   * A frame of a Java method.
   *
   * @param type the class's full name
   */
  static Frame of(String type, String method, boolean isNative) {
    String known = HIDDEN.matcher(type).replaceFirst("$1");
    String simple = known.substring(known.lastIndexOf('.') + 1);
    String called = NUMBER.matcher(method).replaceFirst("");
    return new Frame(simple + "." + called + (isNative ? " [native]" : ""), Origin.of(type));
  }

  /** What stacks are put together under. */
  static Frame group(String name) {
    return new Frame(name, Origin.GROUP);
  }
}
