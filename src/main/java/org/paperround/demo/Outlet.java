package org.paperround.demo;

/// One made-up publisher of the demo: its feed is at `path` of `https://domain`, of kind `feed`
/// (rss or atom).
record Outlet(
    String slug,
    String name,
    String owner,
    String domain,
    boolean own,
    double weight,
    String feed,
    String path) {
  String origin() {
    return "https://" + domain;
  }

  String feedUrl() {
    return origin() + path;
  }
}
