package org.paperround.web.desk;

import io.javalin.http.Context;

/// Answers a request of somebody who was let in.
@FunctionalInterface
interface DeskHandler {
  void handle(Context ctx, DeskVisit visit) throws Exception;
}
