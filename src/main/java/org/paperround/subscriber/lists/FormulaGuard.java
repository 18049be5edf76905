package org.paperround.subscriber.lists;

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
/// injection"), which our own import takes away again. A cell that begins with apostrophes before
/// such a character gets one more, so that none is lost. Pure.
final class FormulaGuard {
  private static final String DANGEROUS = "=+-@\t\r";

  private FormulaGuard() {}

  static String guard(String cell) {
    return isDangerous(cell) ? "'" + cell : cell;
  }

  static String undo(String cell) {
    return cell.startsWith("'") && isDangerous(cell) ? cell.substring(1) : cell;
  }

  private static boolean isDangerous(String cell) {
    int begin = 0;
    while (begin < cell.length() && cell.charAt(begin) == '\'') {
      begin++;
    }
    return begin < cell.length() && DANGEROUS.indexOf(cell.charAt(begin)) >= 0;
  }
}
