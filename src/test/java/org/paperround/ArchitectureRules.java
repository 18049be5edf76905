package org.paperround;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.paperround.ImportMap.Seat;

/// The rules of the house as data: what holds, why, and a planted class that breaks it.
final class ArchitectureRules {
  /// A rule and the sources that must turn it red: each class called `Plants...` must be named by a
  /// violation. The reason is in the rule's own text.
  record Rule(String name, ArchRule rule, List<String> plants) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// A library and the only folders that may touch it.
  private record Fence(String name, List<String> library, List<String> homes, String because) {}

  private static final String ROOT = ImportMap.ROOT;

  private static final List<Fence> FENCES =
      List.of(
          fence("Quartz", "org.quartz", "schedule", "a scheduler only ticks; tables decide"),
          fence("Javalin", "io.javalin", "web", "no feature knows that it is asked over HTTP"),
          fence(
              "servlets", "jakarta.servlet", "web", "no feature knows that it is asked over HTTP"),
          fence("Jetty", "org.eclipse.jetty", "web", "it is Javalin's server"),
          fence("Bucket4j", "io.github.bucket4j", "web", "it limits requests"),
          fence("picocli", "picocli", "cli", "no feature knows that it is asked from a shell"),
          fence(
              "Thymeleaf",
              "org.thymeleaf",
              "platform.template",
              "one engine, set up once, through which editors' text is never compiled"),
          fence(
              "Jakarta Mail",
              "jakarta.mail,org.eclipse.angus",
              "mail,feedback,demo",
              "the bytes of a mail are made and read in one place; GreenMail hands its messages to"
                  + " the demo's post office in these types"),
          fence("GreenMail", "com.icegreen", "demo", "it is for demonstration, not for production"),
          fence(
              "the embedded database",
              "io.zonky",
              "platform.database",
              "its unsafe settings and stale locks are handled once"),
          fence("HikariCP", "com.zaxxer", "platform.database", "there is one pool"),
          fence(
              "Flyway",
              "org.flywaydb",
              "platform.database,schedule,app",
              "migrations run in one place; schedule brings Quartz's tables, app lists them"),
          fence("ROME", "com.rometools", "article", "feeds are read where articles are"),
          fence(
              "the OpenID Connect library",
              "com.nimbusds,net.minidev",
              "staff.openid",
              "tokens of strangers are judged in one place, by the library alone"),
          fence("Lucene", "org.apache.lucene", "article,eval", "words are compared for stories"),
          fence(
              "Jdbi",
              "org.jdbi",
              "platform.database,platform.alarm,mail,article,newsletter,subscriber,edition,"
                  + "tracking,digest,delivery,feedback,staff,app,bench",
              "the edges ask facades; edition.ranking and choosing are pure; a bench fills its"
                  + " throw-away database"));

  private ArchitectureRules() {}

  /// Every rule for the classes of the engine.
  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    FENCES.forEach(fence -> rules.add(fenced(fence)));
    rules.add(onlyMainCallsTheShell());
    rules.add(sqlDriverStaysBehindFacades());
    rules.add(rankingIsPure());
    rules.add(choosingIsPure());
    rules.add(timeIsAParameter());
    rules.add(threadsAreMadeInPlatform());
    rules.add(onlyTheShellPrints());
    rules.add(slf4jOnly());
    rules.addAll(StructureRules.all());
    rules.add(noCycles());
    return List.copyOf(rules);
  }

  /// The import map, one rule a seat. Its plants are made in ArchitectureTest, one for every pair.
  static ArchRule rule(Seat seat) {
    String[] forbidden =
        ImportMap.forbidden(seat).stream()
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(seat.packages())
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden).or(isMain()))
        .allowEmptyShould(true)
        .because(seat.because());
  }

  private static DescribedPredicate<JavaClass> isMain() {
    return resideInAPackage(ROOT).as("are Main");
  }

  private static Fence fence(String name, String library, String homes, String because) {
    return new Fence(name, List.of(library.split(",")), List.of(homes.split(",")), because);
  }

  private static Rule fenced(Fence fence) {
    DescribedPredicate<JavaClass> atHome =
        resideInAnyPackage(
            fence.homes().stream().map(home -> ROOT + "." + home + "..").toArray(String[]::new));
    DescribedPredicate<JavaClass> library =
        resideInAnyPackage(
            fence.library().stream().map(name -> name + "..").toArray(String[]::new));
    // ConnectionException is how cli knows a database that cannot be reached, to say so in words
    DescribedPredicate<JavaClass> lostConnection =
        DescribedPredicate.describe(
            "lost connections",
            type -> type.getName().equals("org.jdbi.v3.core.ConnectionException"));
    ArchRule rule =
        noClasses()
            .that(not(atHome))
            .should()
            .dependOnClassesThat(library.and(not(lostConnection)))
            .allowEmptyShould(true)
            .because(fence.because());
    return new Rule(
        fence.name() + " only in " + String.join(", ", fence.homes()),
        rule,
        List.of(plantFor(fence)));
  }

  private static String plantFor(Fence fence) {
    String type =
        switch (fence.name()) {
          case "Quartz" -> "org.quartz.Job";
          case "Javalin" -> "io.javalin.http.Context";
          case "servlets" -> "jakarta.servlet.http.HttpServletRequest";
          case "Jetty" -> "org.eclipse.jetty.server.Server";
          case "Bucket4j" -> "io.github.bucket4j.Bucket";
          case "picocli" -> "picocli.CommandLine";
          case "Thymeleaf" -> "org.thymeleaf.TemplateEngine";
          case "Jakarta Mail" -> "jakarta.mail.Message";
          case "GreenMail" -> "com.icegreen.greenmail.util.GreenMail";
          case "the embedded database" -> "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
          case "HikariCP" -> "com.zaxxer.hikari.HikariDataSource";
          case "Flyway" -> "org.flywaydb.core.Flyway";
          case "ROME" -> "com.rometools.rome.feed.synd.SyndFeed";
          case "the OpenID Connect library" -> "com.nimbusds.jwt.JWT";
          case "Lucene" -> "org.apache.lucene.analysis.Analyzer";
          case "Jdbi" -> "org.jdbi.v3.core.Handle";
          default -> throw new IllegalStateException("no planted class for " + fence.name());
        };
    String home = fence.homes().contains("web") ? "cli" : "web";
    return "package org.paperround."
        + home
        + "; class Plants"
        + type.substring(type.lastIndexOf('.') + 1)
        + " { "
        + type
        + " field; }";
  }

  private static Rule onlyMainCallsTheShell() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, ROOT + ".cli.."))))
            .because("Main hands its arguments to cli, nothing else");
    String plant =
        "package org.paperround; class PlantsMain { org.paperround.app.Paperround engine; }";
    return new Rule("Main sees cli only", rule, List.of(plant));
  }

  private static Rule sqlDriverStaysBehindFacades() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".web..", ROOT + ".cli..", ROOT + ".edition.ranking..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
            .because(
                "the edges ask facades; schedule alone may, since Quartz takes its connections from"
                    + " a provider of ours");
    String plant = "package org.paperround.web; class PlantsSql { java.sql.Connection field; }";
    return new Rule("no java.sql at the edges", rule, List.of(plant));
  }

  private static Rule rankingIsPure() {
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(ROOT + ".edition.ranking..")
            .should(Conditions.reachOnlyPureThings())
            .allowEmptyShould(true)
            .because(
                "a score must be explainable from its inputs alone, and testable by the million");
    String plant =
        "package org.paperround.edition.ranking;"
            + " class PlantsClock { java.time.InstantSource field; }";
    return new Rule("ranking is pure", rule, List.of(plant));
  }

  private static Rule choosingIsPure() {
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(ROOT + ".digest..")
            .and(
                DescribedPredicate.describe(
                    "choose cards",
                    type ->
                        Set.of("Chooser", "Choice", "History", "Reader", "Reason", "PlantsChoosing")
                            .contains(type.getSimpleName())))
            .should(Conditions.reachOnlyPureThings())
            .because("a choice must be the same in a preview, a send and a test");
    String plant =
        "package org.paperround.digest; class PlantsChoosing { Detour field; }"
            + " class Detour { org.jdbi.v3.core.Handle field; }";
    return new Rule("choosing is pure", rule, List.of(plant));
  }

  private static Rule timeIsAParameter() {
    ArchRule rule =
        classes()
            .that()
            .resideOutsideOfPackages(ROOT + ".app..", ROOT + ".cli..")
            .should(Conditions.notUse("the wall clock", ArchitectureRules::readsTheWallClock))
            .because("time is a parameter: a test must be able to be at any instant, in any zone");
    return new Rule(
        "no wall clock outside app and cli",
        rule,
        List.of(
            plantCall("edition", "PlantsNow", "java.time.Instant.now()"),
            plantCall("edition", "PlantsToday", "java.time.LocalDate.now()"),
            plantCall("edition", "PlantsMillis", "System.currentTimeMillis()"),
            plantCall("edition", "PlantsZone", "java.time.ZoneId.systemDefault()"),
            plantCall("edition", "PlantsSystemClock", "java.time.InstantSource.system()"),
            plantCall("edition", "PlantsDate", "new java.util.Date()"),
            "package org.paperround.edition; class PlantsReference {"
                + " java.util.function.Supplier<java.time.Instant> s = java.time.Instant::now; }"));
  }

  private static boolean readsTheWallClock(String owner, String member) {
    return switch (owner) {
      case "java.lang.System" -> member.equals("currentTimeMillis");
      case "java.time.ZoneId" -> member.equals("systemDefault");
      case "java.util.TimeZone" -> member.equals("getDefault");
      case "java.time.Clock", "java.time.InstantSource" -> member.startsWith("system");
      case "java.util.Date" -> member.equals("<init>()");
      default -> owner.startsWith("java.time.") && member.equals("now");
    };
  }

  private static Rule threadsAreMadeInPlatform() {
    ArchRule rule =
        classes()
            .that()
            .resideOutsideOfPackages(ROOT + ".platform..", ROOT + ".bench..")
            .should(Conditions.notUse("new threads", ArchitectureRules::makesThreads))
            .because(
                "a thread needs a name, an owner that stops it and one place that logs its fault;"
                    + " a bench's sink is no part of the engine");
    return new Rule(
        "threads only in platform",
        rule,
        List.of(
            plantCall("delivery", "PlantsThread", "new Thread()"),
            plantCall("delivery", "PlantsOfVirtual", "Thread.ofVirtual()"),
            plantCall(
                "delivery", "PlantsPool", "java.util.concurrent.Executors.newCachedThreadPool()"),
            plantCall("delivery", "PlantsTimer", "new java.util.Timer()"),
            plantCall(
                "delivery",
                "PlantsAsync",
                "java.util.concurrent.CompletableFuture.runAsync(() -> {})")));
  }

  private static boolean makesThreads(String owner, String member) {
    return switch (owner) {
      case "java.lang.Thread" ->
          member.startsWith("<init>")
              || Set.of("ofPlatform", "ofVirtual", "startVirtualThread").contains(member);
      case "java.util.concurrent.Executors" -> true;
      case "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ScheduledThreadPoolExecutor",
          "java.util.concurrent.ForkJoinPool",
          "java.util.Timer" ->
          member.startsWith("<init>");
      case "java.util.concurrent.CompletableFuture" -> member.endsWith("Async");
      default -> false;
    };
  }

  private static Rule onlyTheShellPrints() {
    ArchRule rule =
        classes()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should(
                Conditions.notUse(
                    "System.out",
                    (owner, member) ->
                        (owner.equals("java.lang.System") && Set.of("out", "err").contains(member))
                            || member.equals("printStackTrace")))
            .because("stdout is the machine-readable result of a command; the rest is logged");
    return new Rule(
        "only cli prints",
        rule,
        List.of(
            plantCall("article", "PlantsOut", "System.out"),
            plantCall("article", "PlantsErr", "System.err"),
            "package org.paperround.article; class PlantsTrace {"
                + " void print(Exception e) { e.printStackTrace(); } }"));
  }

  private static Rule slf4jOnly() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.util.logging..", "ch.qos.logback..", "org.apache.commons.logging..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.System\\$Logger")
            .because("there is one way to log");
    return new Rule(
        "SLF4J only",
        rule,
        List.of(
            "package org.paperround.mail; class PlantsJul { java.util.logging.Logger field; }",
            "package org.paperround.mail; class PlantsLogger { System.Logger field; }"));
  }

  private static Rule noCycles() {
    ArchRule rule =
        slices()
            .matching(ROOT + ".(platform.*)..")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one");
    return new Rule(
        "no cycles in platform",
        rule,
        List.of(
            "package org.paperround.platform.plantone;"
                + " public class PlantsCycle { org.paperround.platform.planttwo.Back field; }",
            "package org.paperround.platform.planttwo;"
                + " public class Back { org.paperround.platform.plantone.PlantsCycle field; }"));
  }

  static String plantCall(String folder, String name, String expression) {
    return "package org.paperround."
        + folder
        + "; class "
        + name
        + " { Object field() throws Exception { return "
        + expression
        + "; } }";
  }
}
