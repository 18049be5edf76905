package org.paperround.cli;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperround.app.Paperround;
import org.paperround.article.Articles;
import org.paperround.article.SourceKey;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Keys with which a source's articles are pushed.
@Command(
    name = "key",
    description = "Makes a key with which this source's articles are pushed, and shows it once.",
    mixinStandardHelpOptions = true)
final class SourceKeyCommand implements Callable<Integer> {
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Parameters(paramLabel = "SLUG", description = "The source's short name.")
  private String slug = "";

  @ArgGroup private Instead instead = new Instead();

  /// What to do instead of making one.
  static final class Instead {
    @Option(names = "--list", description = "Lists the source's keys by their numbers instead.")
    private boolean list;

    @Option(
        names = "--revoke",
        paramLabel = "NUMBER",
        description = "Takes the key of this number back instead, at once and for ever.")
    private @Nullable Long revoke;
  }

  @Override
  public Integer call() {
    return database.withEngine(InstantSource.system(), this::call);
  }

  private int call(Paperround engine) {
    Articles articles = engine.articles();
    if (instead.list) {
      return list(articles.keys(slug));
    }
    if (instead.revoke != null) {
      return revoke(articles, instead.revoke);
    }
    Optional<SourceKey.New> made = articles.newKey(slug, new SecureRandom());
    if (made.isEmpty()) {
      System.err.println("There is no source " + slug + "; source add makes one.");
      System.out.println("source-key slug=" + slug + " made=0");
      return 1;
    }
    System.err.println("Keep this key safe: it is not shown again, only its hash is stored.");
    System.out.println(
        "source-key slug=" + slug + " number=" + made.get().number() + " key=" + made.get().key());
    return 0;
  }

  private int list(List<SourceKey> keys) {
    for (SourceKey key : keys) {
      System.out.println(
          key.number()
              + "\tmade "
              + key.createdAt()
              + "\t"
              + (key.lastUsedAt() == null ? "never used" : "last used " + key.lastUsedAt())
              + (key.revokedAt() == null ? "" : "\trevoked " + key.revokedAt()));
    }
    long live = keys.stream().filter(key -> key.revokedAt() == null).count();
    System.out.println("source-key slug=" + slug + " keys=" + keys.size() + " live=" + live);
    return 0;
  }

  private int revoke(Articles articles, long number) {
    boolean revoked = articles.revokeKey(slug, number);
    if (!revoked) {
      System.err.println(
          "Source " + slug + " has no live key of number " + number + "; --list shows them.");
    }
    System.out.println(
        "source-key slug=" + slug + " number=" + number + " revoked=" + (revoked ? 1 : 0));
    return revoked ? 0 : 1;
  }
}
