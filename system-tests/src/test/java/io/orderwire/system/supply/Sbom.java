package io.orderwire.system.supply;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bill of materials in CycloneDX's JSON, as a jar has it. */
record Sbom(JsonNode document) {
  static final String ENTRY = "META-INF/sbom/application.cdx.json";

  /** What POMs call licences that have a name in SPDX's list. */
  private static final Map<String, String> SPDX =
      Map.of(
          "GNU General Public License, version 2", "GPL-2.0-only",
          "GNU General Public License, version 2 with the GNU Classpath Exception",
              "GPL-2.0-with-classpath-exception",
          "Go License", "BSD-3-Clause");

  static Sbom of(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(ENTRY);
      if (entry == null) {
        throw new IOException(jar + " has no " + ENTRY + "; was it built offline?");
      }
      try (InputStream in = file.getInputStream(entry)) {
        return new Sbom(JsonMapper.shared().readTree(in));
      }
    }
  }

  /** All that is named, by group and name. */
  List<Component> components() {
    List<Component> components = new ArrayList<>();
    for (JsonNode component : document.path("components")) {
      components.add(
          new Component(
              component.path("group").asString(),
              component.path("name").asString(),
              component.path("version").asString(),
              hash(component),
              licences(component)));
    }
    return components;
  }

  private static String hash(JsonNode component) {
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asString().equals("SHA-256")) {
        return hash.path("content").asString();
      }
    }
    return "";
  }

  private static Set<String> licences(JsonNode component) {
    Set<String> names = new TreeSet<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      String name =
          choice.has("expression")
              ? choice.path("expression").asString()
              : licence.has("id") ? licence.path("id").asString() : licence.path("name").asString();
      names.add(SPDX.getOrDefault(name, name));
    }
    return names;
  }

  /**
   * A library, or a module of ours.
   *
   * @param hash its file's SHA-256 in hex, or nothing
   * @param licences one of which can be chosen
   */
  record Component(String group, String name, String version, String hash, Set<String> licences) {
    String fileName() {
      return name + "-" + version + ".jar";
    }

    boolean isOurs() {
      return group.equals("io.orderwire");
    }
  }

  /** Hashes by the names of files. */
  Map<String, String> hashes() {
    return components().stream()
        .collect(toUnmodifiableMap(Component::fileName, Component::hash, (one, _) -> one));
  }
}
