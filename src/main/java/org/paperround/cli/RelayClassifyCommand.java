package org.paperround.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.paperround.mail.RelayReply;
import org.paperround.mail.ReplyRules;
import picocli.CommandLine.Command;

/// What each of many replies means.
@Command(
    name = "classify",
    description =
        "Reads replies, one a line (code TAB enhanced code TAB text), and prints what each means:"
            + " accepted, soft, full, hard, block or config.",
    mixinStandardHelpOptions = true)
final class RelayClassifyCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    classify(in, out);
    out.flush();
    return 0;
  }

  static void classify(Reader replies, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(replies);
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      out.println(ReplyRules.verdict(reply(line, number)).name().toLowerCase(Locale.ROOT));
    }
  }

  private static RelayReply reply(String line, int number) {
    String[] fields = line.split("\t", 3);
    String enhanced = fields.length > 1 ? fields[1].strip() : "";
    String text = fields.length > 2 ? fields[2] : "";
    try {
      return new RelayReply(
          Integer.parseInt(fields[0].strip()),
          enhanced.isEmpty() || enhanced.equals("-") ? null : enhanced,
          text);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "Line " + number + " does not begin with a reply code and a tab: " + line);
    }
  }
}
