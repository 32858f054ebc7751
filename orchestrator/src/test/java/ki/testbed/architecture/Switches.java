package ki.testbed.architecture;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/**
 * Finds switches that have a default although their cases may be all there are: constants of an
 * enum or types. Text, numbers and characters are open sets and need one.
 */
final class Switches {
  /** Says at such a default why it is needed, on its line or the one above. */
  static final String REASON = "// open set:";

  private Switches() {}

  /** Where these sources hide cases that are added later, as {@code path:line}. */
  static List<String> withUnexplainedDefault(List<Path> sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new ArrayList<String>();
    try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      var positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Scanning(unit, positions, found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Looks at every switch of one file. */
  private static final class Scanning extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;
    private final Path file;
    private final List<String> lines;

    Scanning(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
      file = Path.of(unit.getSourceFile().toUri());
      lines = Sources.text(file).lines().toList();
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void nothing) {
      look(tree.getCases());
      return super.visitSwitch(tree, nothing);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
      look(tree.getCases());
      return super.visitSwitchExpression(tree, nothing);
    }

    private void look(List<? extends CaseTree> cases) {
      if (cases.stream().anyMatch(Scanning::mayBeClosed)) {
        cases.stream()
            .filter(Scanning::isDefault)
            .map(this::line)
            .filter(line -> !isExplained(line))
            .forEach(line -> found.add(file + ":" + line));
      }
    }

    private static boolean isDefault(CaseTree one) {
      return one.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
    }

    private static boolean mayBeClosed(CaseTree one) {
      return one.getLabels().stream()
          .anyMatch(label ->
              label instanceof PatternCaseLabelTree
                  || label instanceof ConstantCaseLabelTree constant
                      && isBareName(constant.getConstantExpression()));
    }

    private static boolean isBareName(ExpressionTree label) {
      return label instanceof IdentifierTree;
    }

    private int line(Tree tree) {
      return (int) unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }

    private boolean isExplained(int line) {
      return lines.get(line - 1).contains(REASON)
          || line > 1 && lines.get(line - 2).contains(REASON);
    }
  }
}
