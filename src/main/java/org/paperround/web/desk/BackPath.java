package org.paperround.web.desk;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where to go after signing in: a page of the desk and nothing else, whatever is asked for.
final class BackPath {
  private static final int LONGEST = 500;
  private static final Pattern LOCAL =
      Pattern.compile(
          "/desk(?:/[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*)*/?(?:\\?[A-Za-z0-9_.~%&=+:,-]*)?");

  private BackPath() {}

  static String of(Optional<String> wanted) {
    return wanted
        .filter(path -> path.length() <= LONGEST)
        .filter(path -> LOCAL.matcher(path).matches())
        .filter(path -> !path.startsWith("/desk/sign-"))
        .map(BackPath::withoutAddress)
        .orElse(DeskRoutes.ROOT);
  }

  /// The path is kept with the link: not with the address of somebody who was looked for.
  private static String withoutAddress(String path) {
    return path.contains("%40") ? path.replaceAll("\\?.*", "") : path;
  }

  /// The page that signs in and then leads there.
  static String signIn(String path) {
    return leading("/desk/sign-in", path);
  }

  /// The page that leads to the provider, and after signing in there.
  static String openId(String path) {
    return leading("/desk/sign-in/oidc", path);
  }

  private static String leading(String page, String path) {
    String back = of(Optional.of(path));
    return back.equals(DeskRoutes.ROOT) ? page : Query.address(page, Map.of("back", back));
  }
}
