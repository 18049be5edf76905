package org.paperround.cli;

import java.time.InstantSource;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.paperround.newsletter.Newsletter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists the newsletters and when they go out.
@Command(
    name = "list",
    description = "Lists the newsletters and when they go out.",
    mixinStandardHelpOptions = true)
final class NewsletterListCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() {
    List<Newsletter> newsletters =
        database.withEngine(InstantSource.system(), engine -> engine.newsletters().all());
    newsletters.forEach(newsletter -> System.out.println(line(newsletter)));
    System.out.println(
        "newsletter-list newsletters="
            + newsletters.size()
            + " active="
            + newsletters.stream().filter(Newsletter::active).count());
    return 0;
  }

  private static String line(Newsletter newsletter) {
    return String.join(
        "\t",
        newsletter.slug(),
        newsletter.name(),
        EditionText.lower(newsletter.kind()),
        newsletter.active() ? "active" : "not active",
        when(newsletter),
        "approval " + EditionText.lower(newsletter.approval()),
        newsletter.welcomeEdition() ? "welcome with edition" : "welcome",
        "theme " + newsletter.look());
  }

  private static String when(Newsletter newsletter) {
    return switch (newsletter.kind()) {
      case DIGEST -> days(newsletter) + " " + newsletter.sendTime() + " " + newsletter.zone();
      case ALERT -> "when news breaks";
    };
  }

  private static String days(Newsletter newsletter) {
    return newsletter.sendDays().size() == 7
        ? "daily"
        : newsletter.sendDays().stream()
            .sorted()
            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.UK))
            .collect(Collectors.joining(","));
  }
}
