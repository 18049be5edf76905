package org.paperround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher `./paperround`, in a folder with a space in its name, with a `java` and a `mvn`
/// that say what they were asked.
class LauncherTest {
  @TempDir private Path folder;

  private Path home;
  private Path launcher;
  private Path jar;

  @BeforeEach
  void makeATree() throws IOException {
    home = Files.createDirectories(folder.resolve("a paper round"));
    launcher = home.resolve("paperround");
    jar = home.resolve("target/paperround.jar");
    Files.copy(Path.of("paperround"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    for (String part : List.of("src/main", "templates", "db", "docs")) {
      Files.createDirectories(home.resolve(part));
    }
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    fakeJdk("jdk-25", "25.0.3", true);
    script(
        folder.resolve("bin/mvn"),
        "mkdir -p target/lib && sleep 0.3 && echo built >> '%s' && echo jar > target/paperround.jar"
            .formatted(folder.resolve("builds")));
  }

  @Test
  void buildsOnceAndHandsItsArgumentsOver() throws Exception {
    Ran first = run("status", "two words");
    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("-Xmx256m").endsWith("-jar " + jar + " status two words\n");
    run("status");
    assertThat(builds()).isEqualTo(1);
    assertThat(home.resolve("target/launcher.lock")).doesNotExist();
  }

  @Test
  void whatEndsSoonStartsFastAndWhatStaysRunsFast() throws Exception {
    assertThat(run("status").out()).contains("TieredStopAtLevel=1").doesNotContain("SharedArchive");
    assertThat(run("demo").out())
        .contains("TieredStopAtLevel=1")
        .contains("-XX:SharedArchiveFile=" + home.resolve("target/demo.jsa"));
    assertThat(run("serve").out()).doesNotContain("TieredStopAtLevel");
  }

  @Test
  void buildsAgainForSourcesButNotForDocs() throws Exception {
    run("status");
    later(Files.writeString(home.resolve("docs/where.md"), "x"));
    run("status");
    assertThat(builds()).isEqualTo(1);
    later(Files.writeString(home.resolve("templates/page.html"), "x"));
    run("status");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aSourceSavedDuringABuildIsBuiltNextTime() throws Exception {
    script(
        folder.resolve("bin/mvn"),
        "mkdir -p target/lib && sleep 0.1 && echo x > src/main/Late && sleep 0.1 && echo jar >"
            + " target/paperround.jar && echo built >> '%s'".formatted(folder.resolve("builds")));
    run("status");
    run("status");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void worksThroughALinkAndFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("relative link"), relativeLauncher());
    Ran ran = finish(process(List.of(link.toString(), "status"), folder).start());
    assertThat(ran.out()).endsWith("-jar " + jar + " status\n");
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    Process one = process(List.of(launcher.toString(), "status"), home).start();
    Process two = process(List.of(launcher.toString(), "status"), home).start();
    assertThat(finish(one).status()).isZero();
    assertThat(finish(two).status()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theLockOfADeadLauncherIsNoObstacle() throws Exception {
    Files.createDirectories(home.resolve("target/launcher.lock"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(home.resolve("target/launcher.lock/pid"), dead.pid() + "\n");
    assertThat(run("status").status()).isZero();
  }

  @Test
  void aFailedBuildRunsNothing() throws Exception {
    script(folder.resolve("bin/mvn"), "exit 1");
    Ran ran = run("status");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.complaints()).contains("the build failed");
    assertThat(home.resolve("target/launcher.lock")).doesNotExist();
  }

  @Test
  void withoutANewEnoughJdkItSaysInOneLineWhatWasFound() throws Exception {
    Files.move(folder.resolve("jdks/jdk-25"), folder.resolve("elsewhere"));
    fakeJdk("jdk-21", "21.0.1", true);
    fakeJdk("jre-25", "25.0.1", false);
    script(folder.resolve("bin/java"), "echo '    java.specification.version = 17'");
    Ran ran = run("status");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.complaints().lines()).hasSize(1);
    assertThat(ran.complaints())
        .contains("a JDK 25 or newer is needed")
        .contains("jdk-21/bin/java (21)")
        .contains("bin/java (17)")
        .contains("jre-25/bin/java (25, without a compiler)");
  }

  @Test
  void aTargetThatCannotBeWrittenIsSaidInOneLine() throws Exception {
    Files.writeString(home.resolve("target"), "a file where the folder should be");
    Ran ran = run("status");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.complaints().lines()).hasSize(1);
    assertThat(ran.complaints()).contains("target cannot be written");
  }

  private Path relativeLauncher() {
    return Path.of("a paper round/paperround");
  }

  private Ran run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return finish(process(command, home).start());
  }

  private ProcessBuilder process(List<String> command, Path from) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("PAPERROUND_JDKS", folder.resolve("jdks").toString());
    return builder;
  }

  private static Ran finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String complaints = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), out, complaints);
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  /// Gives a file a time after the jar's, as an editor a minute later would.
  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private void fakeJdk(String name, String version, boolean compiler) throws IOException {
    Path jdk = folder.resolve("jdks").resolve(name);
    script(jdk.resolve("bin/java"), "echo \"$*\"");
    if (compiler) {
      script(jdk.resolve("bin/javac"), "exit 1");
    }
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Ran(int status, String out, String complaints) {}
}
