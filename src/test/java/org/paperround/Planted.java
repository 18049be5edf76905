package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Small classes that break the rules, compiled beside the real ones: a rule that does not turn red
/// on its own planted class guards nothing.
final class Planted {
  private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

  private Planted() {}

  /// Compiles the sources into `classes`. A planted source that does not compile is a fault of the
  /// test.
  static void compile(List<String> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path folder = Files.createDirectories(classes.resolveSibling("planted-sources"));
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      Path file = folder.resolve(className(source).replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    Files.createDirectories(classes);
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-Xlint:none",
              "-nowarn",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      boolean compiled =
          compiler
              .getTask(
                  null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as("the planted classes compile").isTrue();
    }
  }

  /// The full name of the first type of a source.
  static String className(String source) {
    return first(PACKAGE, source) + "." + first(TYPE, source);
  }

  /// The full names of all types of a source.
  static Stream<String> typeNames(String source) {
    String folder = first(PACKAGE, source);
    return TYPE.matcher(source).results().map(type -> folder + "." + type.group(1));
  }

  private static String first(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    assertThat(matcher.find()).as("%s in: %s", pattern, source).isTrue();
    return matcher.group(1);
  }
}
