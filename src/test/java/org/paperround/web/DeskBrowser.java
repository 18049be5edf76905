package org.paperround.web;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openqa.selenium.Cookie;
import org.paperround.mail.EmailAddress;
import org.paperround.staff.Role;
import org.paperround.staff.Staff;
import org.paperround.testing.Browser;

/// A browser that keeps the desk's cookies and sends what a form of its pages would send.
final class DeskBrowser {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

  private final Site site;
  private final Map<String, String> cookies = new HashMap<>();

  DeskBrowser(Site site) {
    this.site = site;
  }

  /// Somebody with this role, signed in by a link.
  static DeskBrowser signedIn(Site site, String address, Role role) {
    site.engine().staff().invite(EmailAddress.of(address), "", role, Staff.CLI);
    DeskBrowser browser = new DeskBrowser(site);
    browser.ask(address);
    HttpResponse<String> answer = browser.post(browser.link(), "");
    if (answer.statusCode() != 303) {
      throw new IllegalStateException("not signed in: " + answer.statusCode());
    }
    return browser;
  }

  HttpResponse<String> ask(String address) {
    return post("/desk/sign-in", "address=" + encoded(address));
  }

  /// The path of the link in the last mail.
  String link() {
    return Site.link(site.mails().getLast(), "/desk/sign-in/");
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /// As typed, without a token unless it is in there.
  HttpResponse<String> post(String path, String form, String... headers) {
    return send("POST", path, form, headers);
  }

  /// As a form of the desk sends it.
  HttpResponse<String> act(String path, String form) {
    return post(path, form + "&csrf=" + csrf());
  }

  String csrf() {
    Matcher token = TOKEN.matcher(get("/desk").body());
    if (!token.find()) {
      throw new IllegalStateException("no form with a token");
    }
    return token.group(1);
  }

  Map<String, String> cookies() {
    return cookies;
  }

  /// The same session in a real one, which takes secure cookies over https alone: the site is
  /// started with `desk.secure-cookies=false`.
  void in(Browser browser) {
    browser.open("http://127.0.0.1:" + site.port() + "/desk/sign-in");
    cookies.forEach((name, value) ->
        browser.driver().manage().addCookie(new Cookie.Builder(name, value).path("/desk").build()));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!cookies.isEmpty()) {
      all.add("Cookie");
      all.add(
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (method.equals("POST")) {
      all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    }
    HttpResponse<String> answer =
        site.send(
            method, path, HttpRequest.BodyPublishers.ofString(body), all.toArray(String[]::new));
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    return answer;
  }

  private void keep(String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0") || pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
