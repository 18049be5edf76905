package org.paperround.edition;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// What is asked several times a second while editions are sent. Apart from the others, because
/// attaching a DAO costs Jdbi some 25 us for each of its methods. Needs [StoredEdition.Mapper] to
/// be registered.
interface SendingDao {
  @SqlQuery("SELECT " + EditionDao.COLUMNS + " FROM edition WHERE id = :id FOR SHARE")
  Optional<StoredEdition> lockForClaim(long id);

  @SqlQuery(
      "SELECT "
          + EditionDao.COLUMNS
          + " FROM edition WHERE state IN (<states>) ORDER BY cut_off, id")
  List<StoredEdition> in(@BindList("states") List<String> states);

  @SqlQuery("SELECT revision, state FROM edition WHERE id = :id")
  @RegisterConstructorMapper(MarkRow.class)
  Optional<MarkRow> mark(long id);

  record MarkRow(int revision, String state) {}
}
