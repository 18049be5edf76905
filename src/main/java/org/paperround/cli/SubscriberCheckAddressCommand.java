package org.paperround.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.paperround.mail.AddressCheck;
import org.paperround.mail.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says of addresses whether they are taken, and how they would be stored.
@Command(
    name = "check-address",
    description = {
      "Says of each address whether it would be taken: ok or refused, TAB, the address as stored,"
          + " TAB, the reason.",
      "With - it reads one JSON string a line."
    },
    mixinStandardHelpOptions = true)
final class SubscriberCheckAddressCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ADDRESS", arity = "1..*", description = "Addresses, or -.")
  private List<String> addresses;

  @Override
  public Integer call() throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    if (addresses.equals(List.of("-"))) {
      checkLines(out);
    } else {
      addresses.forEach(address -> out.println(line(address)));
    }
    out.flush();
    return 0;
  }

  private static void checkLines(PrintStream out) throws IOException {
    ObjectMapper json = new ObjectMapper();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      try {
        out.println(line(json.readValue(line, String.class)));
      } catch (JsonProcessingException e) {
        out.flush();
        throw new UsageException("Line " + number + " is not a JSON string: " + line);
      }
    }
  }

  static String line(String address) {
    return switch (AddressCheck.check(address)) {
      case AddressCheck.Ok(EmailAddress stored) -> "ok\t" + stored + "\t";
      case AddressCheck.Refused(String reason) -> "refused\t\t" + reason;
    };
  }
}
