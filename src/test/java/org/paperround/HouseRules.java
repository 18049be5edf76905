package org.paperround;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Reads sources with the compiler's parser and reports what breaks the house rules.
final class HouseRules {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;
  private static final int PARAMETERS = 6;

  /// A test may spell out a whole value.
  private static final int TEST_METHOD_LINES = 60;

  private static final int TEST_PARAMETERS = 8;
  private static final Pattern OPEN_END = Pattern.compile("(?m)^[^\"\n]*//.*\\b(TODO|FIXME)\\b.*$");
  private static final Pattern LEGACY_DOC = Pattern.compile("(?m)^\\s*/\\*\\*");

  /// One breach, printed as `file:line complaint`.
  record Offence(String file, long line, String complaint) {
    @Override
    public String toString() {
      return file + ":" + line + " " + complaint;
    }
  }

  record Report(int files, List<Offence> offences) {}

  private HouseRules() {}

  static Report read(Path root, boolean main) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      List<JavaFileObject> units = new ArrayList<>();
      for (Path source : sources) {
        units.add(new Source(source.toString(), Files.readString(source)));
      }
      return read(units, main);
    }
  }

  static Report read(String name, String text, boolean main) throws IOException {
    return read(List.of(new Source(name, text)), main);
  }

  private static Report read(List<JavaFileObject> sources, boolean main) throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, sources);
    DocTrees trees = DocTrees.instance(task);
    List<Offence> offences = new ArrayList<>();
    int files = 0;
    for (CompilationUnitTree unit : task.parse()) {
      files++;
      readText(nameOf(unit), textOf(unit), main, offences);
      new Reader(unit, trees, main, offences).scan(unit, null);
    }
    return new Report(files, offences);
  }

  private static void readText(String file, String text, boolean main, List<Offence> offences) {
    long lines = text.lines().count();
    if (main && lines >= FILE_LINES) {
      offences.add(new Offence(file, lines, lines + " lines in one file"));
    }
    Matcher openEnd = OPEN_END.matcher(text);
    while (openEnd.find()) {
      if (!openEnd.group().matches(".*#\\d+.*")) {
        int line = lineOf(text, openEnd.start());
        offences.add(new Offence(file, line, openEnd.group(1) + " names no issue (#12)"));
      }
    }
    Matcher legacy = LEGACY_DOC.matcher(text);
    while (legacy.find()) {
      offences.add(new Offence(file, lineOf(text, legacy.end()), "write /// instead of /**"));
    }
  }

  private static String nameOf(CompilationUnitTree unit) {
    return unit.getSourceFile().toUri().getPath().substring(1);
  }

  private static String textOf(CompilationUnitTree unit) {
    try {
      return unit.getSourceFile().getCharContent(true).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lineOf(String text, int position) {
    return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
  }

  /// Walks one file.
  private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final boolean main;
    private final List<Offence> offences;
    private final SourcePositions positions;
    private final LineMap lines;
    private final String file;
    private final String text;

    Reader(CompilationUnitTree unit, DocTrees trees, boolean main, List<Offence> offences) {
      this.unit = unit;
      this.trees = trees;
      this.main = main;
      this.offences = offences;
      this.positions = trees.getSourcePositions();
      this.lines = unit.getLineMap();
      this.file = nameOf(unit);
      this.text = textOf(unit);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean topLevel = parent.getLeaf() == unit;
      ModifiersTree modifiers = type.getModifiers();
      if (main
          && topLevel
          && modifiers.getFlags().contains(Modifier.PUBLIC)
          && trees.getDocComment(getCurrentPath()) == null) {
        report(type, "public types have a /// that says what they promise");
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      long length = endLine(method) - bodyLine(method) + 1;
      if (length > (main ? METHOD_LINES : TEST_METHOD_LINES) && !isRoot(method)) {
        report(method, length + " lines in one method: " + method.getName());
      }
      int parameters = method.getParameters().size();
      if (parameters > (main ? PARAMETERS : TEST_PARAMETERS) && !isCanonical(method)) {
        report(method, parameters + " parameters: " + method.getName());
      }
      return super.visitMethod(method, null);
    }

    /// The composition root is one list of constructors; cutting it in two would hide its order.
    private boolean isRoot(MethodTree method) {
      return method.getReturnType() == null && packageIs("org.paperround.app");
    }

    private boolean packageIs(String name) {
      return String.valueOf(unit.getPackageName()).equals(name);
    }

    /// The compiler's parser gives a record a constructor for its compact form only.
    private boolean isCanonical(MethodTree method) {
      Tree owner = getCurrentPath().getParentPath().getLeaf();
      return owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
      boolean lambdaParameter =
          getCurrentPath().getParentPath().getLeaf() instanceof LambdaExpressionTree;
      boolean declaredVar = (variable.getType() == null && !lambdaParameter) || isVar(variable);
      if (declaredVar && !variable.getName().isEmpty()) {
        report(variable, "write the explicit type of " + variable.getName());
      }
      return super.visitVariable(variable, null);
    }

    private boolean isVar(VariableTree variable) {
      long start = positions.getStartPosition(unit, variable);
      return start >= 0 && text.startsWith("var ", (int) start);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void none) {
      if (main && !packageIs("org.paperround.cli") && select.toString().equals("System.out")) {
        report(select, "System.out is out of cli");
      }
      return super.visitMemberSelect(select, null);
    }

    private long bodyLine(MethodTree method) {
      return lines.getLineNumber(positions.getStartPosition(unit, method));
    }

    private long endLine(MethodTree method) {
      return lines.getLineNumber(positions.getEndPosition(unit, method));
    }

    private void report(Tree tree, String complaint) {
      long line = lines.getLineNumber(positions.getStartPosition(unit, tree));
      offences.add(new Offence(file, line, complaint));
    }
  }

  /// A source in memory.
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file.replace('\\', '/')), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
