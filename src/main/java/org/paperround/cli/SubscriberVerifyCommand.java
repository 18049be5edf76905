package org.paperround.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.paperround.app.Paperround;
import org.paperround.subscriber.ConsentProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Whether the consent records are what was sealed.
@Command(
    name = "verify",
    description = "Makes every hash over the consent records anew, and tells which were changed.",
    mixinStandardHelpOptions = true)
final class SubscriberVerifyCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), SubscriberVerifyCommand::verify);
  }

  private static int verify(Paperround engine) {
    ConsentProof proof = engine.subscribers().verifyConsent();
    proof.faults().forEach(System.out::println);
    String root =
        engine.subscribers().consentRoots(1).stream()
            .map(latest -> latest.day() + ":" + latest.root())
            .findFirst()
            .orElse("none");
    System.out.printf(
        "subscriber-verify sealed=%d faults=%d root=%s%n",
        proof.sealed(), proof.faults().size(), root);
    return proof.holds() ? 0 : 1;
  }
}
