import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles, and runs tests of one module, as often as it is told to on standard input, in one JVM: most of the time of a
 * test is that of loading and warming up the libraries, which stay here, while the project's own classes are loaded anew
 * for each run. Used by {@code defences}.
 *
 * <p>{@code compile DIRECTORY FILE...} and {@code run TEST...}, with tabs between; the answer's last line is {@code end}.
 */
final class TestServer {
  private final String classPath;
  private final URL[] own;
  private final ClassLoader libraries;

  private TestServer(String runner, String classPath) throws MalformedURLException {
    this.classPath = classPath;
    List<String> entries = List.of(classPath.split(File.pathSeparator));
    own = urls(entries.stream().filter(entry -> !isLibrary(entry)).toList(), runner);
    libraries =
        new URLClassLoader(
            urls(entries.stream().filter(TestServer::isLibrary).toList()),
            ClassLoader.getPlatformClassLoader());
  }

  /** Avro looks for the project's classes where it was itself loaded. */
  private static boolean isLibrary(String entry) {
    return entry.endsWith(".jar") && !entry.contains("/avro-");
  }

  private static URL[] urls(List<String> entries, String... more) throws MalformedURLException {
    URL[] urls = new URL[entries.size() + more.length];
    for (int i = 0; i < urls.length; i++) {
      String entry = i < entries.size() ? entries.get(i) : more[i - entries.size()];
      urls[i] = Path.of(entry).toUri().toURL();
    }
    return urls;
  }

  /** Where {@code RunTests} is, and the class path of the module's tests, JUnit's launcher included. */
  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    TestServer server = new TestServer(args[0], args[1]);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      List<String> words = List.of(line.split("\t"));
      if (words.getFirst().equals("compile")) {
        answers.println(server.compile(words.get(1), words.subList(2, words.size())));
      } else {
        server.run(words.subList(1, words.size())).forEach(answers::println);
      }
      answers.println("end");
      answers.flush();
    }
    System.exit(0);
  }

  private boolean compile(String directory, List<String> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-nowarn", "-proc:none", "-g", "-parameters", "-implicit:none", "-d", directory, "-cp", classPath);
      return compiler
          .getTask(null, manager, null, options, null, manager.getJavaFileObjects(files.toArray(String[]::new)))
          .call();
    }
  }

  private List<String> run(Collection<String> tests) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    Properties properties = (Properties) System.getProperties().clone();
    Thread thread = Thread.currentThread();
    try (URLClassLoader loader = new URLClassLoader(own, libraries)) {
      thread.setContextClassLoader(loader);
      Method run = loader.loadClass("RunTests").getDeclaredMethod("run", Collection.class);
      run.setAccessible(true);
      return Arrays.stream(((List<?>) run.invoke(null, tests)).toArray()).map(String::valueOf).toList();
    } finally {
      thread.setContextClassLoader(TestServer.class.getClassLoader());
      System.setProperties(properties);
      System.setOut(out);
      System.setErr(err);
    }
  }
}
