package org.paperround;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.NullMarked;
import org.paperround.ArchitectureRules.Rule;

/// Rules about names, visibility and shapes.
final class StructureRules {
  private static final String ROOT = ImportMap.ROOT;

  /// The only interfaces of a feature that another package implements, joined in app.
  private static final Set<String> PORTS =
      Set.of(ROOT + ".subscriber.PersonalData", ROOT + ".edition.ranking.StoryStatistics");

  private static final Pattern VAGUE_FOLDER =
      Pattern.compile(".*\\.(util|utils|common|service|impl|dto|model|manager|helper)(\\..*)?");
  private static final Pattern VAGUE_NAME =
      Pattern.compile(".*(Impl|Manager|Utils?|Helper|Service|Dto|Exception[0-9])");

  private StructureRules() {}

  static List<Rule> all() {
    return List.of(
        daosStayAtHome(),
        sqlIsInDaos(),
        outcomesAreSealed(),
        onlyThePorts(),
        closedForExtension(),
        speakingFolders(),
        speakingNames(),
        nullMarked());
  }

  private static Rule daosStayAtHome() {
    ArchRule rule =
        classes()
            .that()
            .haveSimpleNameEndingWith("Dao")
            .should()
            .bePackagePrivate()
            .andShould(
                Conditions.pass(
                    "is used outside its package",
                    dao ->
                        dao.getDirectDependenciesToSelf().stream()
                            .allMatch(use ->
                                use.getOriginClass()
                                    .getPackageName()
                                    .equals(dao.getPackageName()))))
            .because("only a facade opens transactions, so only its package may reach its SQL");
    return new Rule(
        "DAOs stay at home",
        rule,
        List.of(
            "package org.paperround.article; public interface PlantsDao {}",
            "package org.paperround.edition; class DaoUser {"
                + " org.paperround.article.PlantsDao dao; }"));
  }

  private static Rule sqlIsInDaos() {
    ArchRule rule =
        methods()
            .that()
            .areAnnotatedWith(SqlQuery.class)
            .or()
            .areAnnotatedWith(SqlUpdate.class)
            .or()
            .areAnnotatedWith(SqlBatch.class)
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Dao")
            .because("whoever looks for SQL looks for *Dao");
    String plant =
        "package org.paperround.article; interface PlantsQueries {"
            + " @org.jdbi.v3.sqlobject.statement.SqlQuery(\"SELECT 1\") int one(); }";
    return new Rule("SQL is in DAOs", rule, List.of(plant));
  }

  private static Rule outcomesAreSealed() {
    ArchRule rule =
        classes()
            .that()
            .areInterfaces()
            .and()
            .haveNameMatching(".*(Outcome|Verdict|Check)")
            .should(Conditions.pass("is not sealed", type -> type.reflect().isSealed()))
            .because("a new outcome must be a compile error wherever outcomes are told apart");
    return new Rule(
        "outcomes are sealed",
        rule,
        List.of(
            "package org.paperround.mail; interface PlantsOutcome {}",
            "package org.paperround.mail; interface PlantsVerdict {}",
            "package org.paperround.mail; interface PlantsCheck {}"));
  }

  private static Rule onlyThePorts() {
    ArchRule rule =
        classes()
            .that()
            .resideInAnyPackage(features())
            .should(
                Conditions.pass(
                    "implements another feature's interface that is no port",
                    type ->
                        type.getRawInterfaces().stream()
                            .filter(port -> port.getName().startsWith(ROOT))
                            .filter(port -> !port.getName().startsWith(ROOT + ".platform"))
                            .filter(port -> !folder(port).equals(folder(type)))
                            .allMatch(port -> PORTS.contains(port.getName()))))
            .because(
                "nothing calls rightward but through PersonalData and StoryStatistics; StaffActor"
                    + " is a value");
    String plant =
        "package org.paperround.delivery;"
            + " class PlantsPort implements org.paperround.edition.Seam {}";
    String seam = "package org.paperround.edition; public interface Seam {}";
    return new Rule("only the ports", rule, List.of(plant, seam));
  }

  private static Rule closedForExtension() {
    ArchRule rule =
        classes()
            .that()
            .resideInAnyPackage(features())
            .and()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areTopLevelClasses()
            .should(
                Conditions.pass(
                    "is public and open for extension",
                    type -> isClosed(type) || type.reflect().isSealed()))
            .because("only the facade, ids, values and outcomes of a package are public");
    String plant = "package org.paperround.article; public class PlantsOpen {}";
    return new Rule("public types are closed", rule, List.of(plant));
  }

  private static boolean isClosed(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.FINAL) || type.isEnum();
  }

  private static Rule speakingFolders() {
    ArchRule rule =
        classes()
            .should(
                Conditions.pass(
                    "is in a folder that says nothing",
                    type -> !VAGUE_FOLDER.matcher(type.getPackageName()).matches()))
            .because("a folder tells what it does, not which layer it is");
    return new Rule(
        "folders speak",
        rule,
        List.of(
            "package org.paperround.util; class PlantsUtil {}",
            "package org.paperround.article.impl; class PlantsLayer {}"));
  }

  private static Rule speakingNames() {
    ArchRule rule =
        classes()
            .should(
                Conditions.pass(
                    "has a name that says nothing",
                    type -> !VAGUE_NAME.matcher(type.getSimpleName()).matches()))
            .because("a name says what a thing is in the field's words");
    return new Rule(
        "names speak",
        rule,
        List.of(
            "package org.paperround.article; class PlantsManager {}",
            "package org.paperround.article; class PlantsImpl {}"));
  }

  private static Rule nullMarked() {
    ArchRule rule =
        classes()
            .should(
                Conditions.pass(
                    "is in a package that is not @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class)))
            .because("null is checked by the compiler, and only where a package asks for it");
    String plant = "package org.paperround.article.unmarked; class PlantsUnmarked {}";
    return new Rule("every package is NullMarked", rule, List.of(plant));
  }

  /// What holds for tests.
  static List<Rule> forTests() {
    return List.of(assertJOnly(), noMocks(), noSleeping());
  }

  private static Rule assertJOnly() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.junit.jupiter.api.Assertions")
            .because("AssertJ says what was expected, in one way");
    String plant =
        "package org.paperround; class PlantsAssertions { void test() {"
            + " org.junit.jupiter.api.Assertions.assertTrue(true); } }";
    return new Rule("AssertJ only", rule, List.of(plant));
  }

  private static Rule noMocks() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.mockito..", "org.easymock..", "io.mockk..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.reflect.Proxy")
            .because("a mock agrees with whoever wrote it; a fake keeps the contract");
    String plant =
        "package org.paperround; class PlantsProxy { Object test() {"
            + " return java.lang.reflect.Proxy.newProxyInstance(null, null, null); } }";
    return new Rule("no mocks", rule, List.of(plant));
  }

  private static Rule noSleeping() {
    ArchRule rule =
        classes()
            .should(
                Conditions.notUse(
                    "Thread.sleep",
                    (owner, member) -> owner.equals("java.lang.Thread") && member.equals("sleep")))
            .because("a test that waits a while is slow or flaky; Awaitility waits for a fact");
    String plant =
        "package org.paperround; class PlantsSleep { void test() throws Exception {"
            + " Thread.sleep(1); } }";
    return new Rule("no sleeping", rule, List.of(plant));
  }

  private static String[] features() {
    return ImportMap.FEATURES.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }

  private static String folder(JavaClass type) {
    return type.getPackageName().substring(ROOT.length() + 1).split("\\.")[0];
  }
}
