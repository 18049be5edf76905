package org.paperround.subscriber;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
import org.paperround.platform.database.Database;
import org.paperround.platform.template.BrokenTemplateException;
import org.paperround.platform.template.Messages;
import org.paperround.platform.template.Templates;

/// Makes every mail to one reader with a newsletter's theme, in every language, and takes it back:
/// a broken template is found before there is a reader to mail.
public final class MailRehearsal {
  private static final EmailAddress READER = EmailAddress.of("reader@reader.example");
  private static final Instant AT = Instant.EPOCH;

  private final Database database;
  private final ReaderMails mails;

  public MailRehearsal(Database database, Outbox outbox, Templates templates, ReaderLinks links) {
    this.database = database;
    this.mails = new ReaderMails(outbox, templates, links);
  }

  /// What is wrong with the templates, each as `FILE:LINE: what`; empty when all is well.
  public List<String> problems(Newsletter newsletter) {
    List<String> problems = new ArrayList<>();
    for (String language : Messages.LANGUAGES) {
      for (Consumer<Handle> mail : all(newsletter, language)) {
        try {
          takenBack(mail);
        } catch (BrokenTemplateException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return problems.stream().distinct().toList();
  }

  private List<Consumer<Handle>> all(Newsletter newsletter, String language) {
    SubscriberRow reader =
        new SubscriberRow(
            1, READER.toString(), "", language, "UTC", Set.of(), Set.of(), false, false, null);
    ReaderLinks.Request link =
        new ReaderLinks.Request(
            new ReaderLinks.Named(reader.subscriberId(), newsletter.id()), 1, AT);
    SignUp signUp =
        new SignUp(
            READER,
            "",
            newsletter.id(),
            Locale.of(language),
            ZoneOffset.UTC,
            "",
            new Provenance("rehearsal", AT, null, null));
    return List.of(
        handle -> mails.confirm(handle, newsletter, signUp, link),
        handle -> mails.welcome(handle, newsletter, reader, true),
        handle -> mails.confirmAddress(handle, newsletter, reader, READER, link),
        handle -> mails.addressChanged(handle, newsletter, reader, READER),
        handle -> mails.stillWanted(handle, newsletter, reader),
        handle -> mails.goodbye(handle, newsletter, reader, true));
  }

  private void takenBack(Consumer<Handle> mail) {
    database.useTransaction(handle -> {
      mail.accept(handle);
      handle.rollback();
    });
  }
}
