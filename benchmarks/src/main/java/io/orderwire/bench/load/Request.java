package io.orderwire.bench.load;

/**
 * A request as it came.
 *
 * @param head its first line and headers, each with its end of line
 */
record Request(String head, String body) {
  /** The target of the first line. */
  String path() {
    int from = head.indexOf(' ') + 1;
    return head.substring(from, head.indexOf(' ', from));
  }

  /** A header's value, or the empty string; the name in any case. */
  String header(String name) {
    for (int at = head.indexOf("\r\n"); at >= 0; at = head.indexOf("\r\n", at + 2)) {
      int colon = at + 2 + name.length();
      if (head.regionMatches(true, at + 2, name, 0, name.length())
          && colon < head.length()
          && head.charAt(colon) == ':') {
        return head.substring(colon + 1, head.indexOf("\r\n", colon)).strip();
      }
    }
    return "";
  }
}
