package org.paperround.web.request;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a posted form, urlencoded or multipart, of at most [#MAX_BYTES] octets. A body of
/// another type has no fields.
public final class Form {
  public static final int MAX_BYTES = 64 * 1024;

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = Map.copyOf(fields);
  }

  /// The fields of the body.
  ///
  /// @throws ContentTooLargeResponse when the body is larger, as soon as that shows
  /// @throws BadRequestResponse when it is not what its type says
  public static Form read(Context ctx) {
    try {
      return new Form(ctx.formParamMap());
    } catch (HttpResponseException e) {
      throw e;
    } catch (Exception e) {
      // The rest of the body is not read, so the connection cannot be used again: say so.
      ctx.header("Connection", "close");
      // Jetty's multipart parser says both in one way, and Javalin throws it unchecked.
      throw tooLarge(e) ? new ContentTooLargeResponse() : new BadRequestResponse();
    }
  }

  /// As [#read], but a body that is not what its type says, or is too large, has no fields: for an
  /// act that its link says all about.
  public static Form readWhatever(Context ctx) {
    try {
      if (ctx.req().getContentLengthLong() > MAX_BYTES) {
        throw new ContentTooLargeResponse();
      }
      return read(ctx);
    } catch (HttpResponseException e) {
      ctx.header("Connection", "close");
      return new Form(Map.of());
    }
  }

  /// The fields of a form that only shows something, from the address.
  public static Form ofQuery(Context ctx) {
    return new Form(ctx.queryParamMap());
  }

  private static boolean tooLarge(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("max length exceeded")) {
        return true;
      }
    }
    return false;
  }

  /// The first value, stripped; empty when it is absent or blank.
  public Optional<String> text(String name) {
    return all(name).stream().findFirst().map(String::strip).filter(value -> !value.isEmpty());
  }

  /// The first value as a whole number of at most 18 digits; empty for anything else.
  public Optional<Long> number(String name) {
    return text(name).flatMap(Form::whole);
  }

  public static Optional<Long> whole(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /// An id in the path; empty for what cannot be one.
  public static Optional<Long> id(Context ctx, String name) {
    return whole(ctx.pathParam(name)).filter(id -> id > 0);
  }

  /// All values, in the order of the form. Boxes of one name may be written `name[]`, as validators
  /// of HTML want it.
  public List<String> all(String name) {
    return fields.getOrDefault(name, fields.getOrDefault(name + "[]", List.of()));
  }

  public boolean has(String name) {
    return !all(name).isEmpty();
  }

  /// All fields with their values, as they came.
  public Map<String, List<String>> fields() {
    return fields;
  }
}
