package org.paperround.web;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.AddressHint;
import org.paperround.mail.EmailAddress;
import org.paperround.newsletter.Newsletter;
import org.paperround.subscriber.SignUp;
import org.paperround.subscriber.Subscribers;

/// Takes the wish to sign up, by the same rules whether it comes from a page's form or as JSON.
/// What comes of it is the same for every address, so that nobody learns who reads what.
/// Thread-safe.
final class SignUpIntake {
  private final Pages pages;
  private final Masthead masthead;
  private final Subscribers subscribers;
  private final SignUpLimits limits;
  private final Visitor visitor;

  SignUpIntake(
      Pages pages,
      Masthead masthead,
      Subscribers subscribers,
      SignUpLimits limits,
      Visitor visitor) {
    this.pages = pages;
    this.masthead = masthead;
    this.subscribers = subscribers;
    this.limits = limits;
    this.visitor = visitor;
  }

  /// What somebody asks for. `method`: form or api; `sure`: a likely slip in the address is not to
  /// be asked about; `machine`: a field that people do not see was filled in.
  record Wish(
      String method,
      String address,
      String newsletter,
      Locale language,
      Optional<String> zone,
      Optional<String> source,
      boolean sure,
      boolean machine) {}

  sealed interface Outcome {
    record Taken(AddressHint hint) implements Outcome {}

    /// Nothing was done yet: the domain looks mistyped.
    record Doubted(Newsletter newsletter, EmailAddress typed, EmailAddress suggestion)
        implements Outcome {}

    record BadAddress(Newsletter newsletter) implements Outcome {}

    record NoSuchNewsletter() implements Outcome {}

    record TooOften() implements Outcome {}
  }

  Outcome take(Context ctx, Wish wish) {
    if (!limits.allowsNetwork(visitor.network(ctx))) {
      return new Outcome.TooOften();
    }
    Optional<Newsletter> newsletter = newsletter(wish.newsletter());
    if (newsletter.isEmpty()) {
      return new Outcome.NoSuchNewsletter();
    }
    return switch (AddressCheck.check(wish.address())) {
      case AddressCheck.Refused _ -> new Outcome.BadAddress(newsletter.get());
      case AddressCheck.Ok(EmailAddress address) -> take(ctx, wish, newsletter.get(), address);
    };
  }

  private Outcome take(Context ctx, Wish wish, Newsletter newsletter, EmailAddress address) {
    AddressHint hint = AddressHint.of(address);
    if (hint instanceof AddressHint.Typo(EmailAddress suggestion) && !wish.sure()) {
      return new Outcome.Doubted(newsletter, address, suggestion);
    }
    if (!limits.allowsAddress(address)) {
      return new Outcome.TooOften();
    }
    // A machine learns nothing either.
    if (!wish.machine()) {
      subscribers.signUp(signUp(ctx, wish, newsletter, address));
    }
    return new Outcome.Taken(hint);
  }

  private SignUp signUp(Context ctx, Wish wish, Newsletter newsletter, EmailAddress address) {
    return new SignUp(
        address,
        "",
        newsletter.id(),
        wish.language(),
        zone(wish, newsletter),
        wording(wish.language(), newsletter),
        visitor.provenance(ctx, wish.method(), wish.source()));
  }

  /// One that is on offer.
  Optional<Newsletter> newsletter(String slug) {
    return masthead.find(slug);
  }

  /// The sentence beside the button, which the consent record keeps.
  String wording(Locale locale, Newsletter newsletter) {
    return pages.text(locale, "signup.wording", newsletter.name(), newsletter.senderName());
  }

  private static ZoneId zone(Wish wish, Newsletter newsletter) {
    try {
      return wish.zone().map(ZoneId::of).orElse(newsletter.zone());
    } catch (DateTimeException e) {
      return newsletter.zone();
    }
  }
}
