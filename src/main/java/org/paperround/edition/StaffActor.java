package org.paperround.edition;

/// A port: who decided, for the edition's diary. `engine` is the engine itself, `cli` an operator
/// at the shell, `source SLUG` whoever brought an article and took it back.
public record StaffActor(String name) {
  public static final StaffActor ENGINE = new StaffActor("engine");
  public static final StaffActor CLI = new StaffActor("cli");

  /// Whoever brings articles under this slug.
  static StaffActor source(String slug) {
    return new StaffActor("source " + slug);
  }
}
