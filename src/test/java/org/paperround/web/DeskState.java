package org.paperround.web;

import java.util.stream.Collectors;

/// Everything that acts of staff write, as one text, but for when a session was last used: two
/// equal ones mean that nothing was changed.
final class DeskState {
  private DeskState() {}

  /// But for the audit log's entries of who looked at a reader.
  static String withoutLooks(Site site) {
    return of(site)
        .lines()
        .filter(line -> !line.startsWith("audit ") || !line.contains("looked at a reader"))
        .collect(Collectors.joining("\n"));
  }

  static String of(Site site) {
    return site.database
        .get()
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM (
                      SELECT 'member ' || t::text AS line FROM staff_member t
                      UNION ALL SELECT 'link ' || t::text FROM staff_sign_in t
                      UNION ALL SELECT 'session ' || id || ' ' || (ended_at IS NULL) FROM staff_session
                      UNION ALL SELECT 'audit ' || t::text FROM staff_audit t
                      UNION ALL SELECT 'edition ' || t::text FROM edition t
                      UNION ALL SELECT 'source ' || t::text FROM source t
                      UNION ALL SELECT 'newsletter ' || t::text FROM newsletter t
                      UNION ALL SELECT 'copy ' || t::text FROM digest_copy t
                      UNION ALL SELECT 'card ' || t::text FROM card t
                      UNION ALL SELECT 'revision ' || t::text FROM edition_revision t
                      UNION ALL SELECT 'order ' || t::text FROM story_order t
                      UNION ALL SELECT 'article ' || id || ' ' || story_id FROM article
                      UNION ALL SELECT 'mail ' || id || ' ' || kind FROM outbox_mail) AS lines
                    """)
                .mapTo(String.class)
                .one());
  }
}
