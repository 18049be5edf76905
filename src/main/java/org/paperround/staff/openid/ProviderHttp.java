package org.paperround.staff.openid;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import org.paperround.platform.http.PartnerClient;
import org.paperround.platform.http.PartnerClient.Reply;

/// The library's requests, sent by our client instead of its own, which has other limits.
/// Thread-safe.
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {
  private final PartnerClient client;

  ProviderHttp(PartnerClient client) {
    this.client = client;
  }

  boolean allows(URI address) {
    return client.allows(address);
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    request.getHeaderMap().forEach((name, values) -> headers.put(name, values.getFirst()));
    boolean posts = request.getMethod() == HTTPRequest.Method.POST;
    Reply reply =
        posts
            ? client.post(request.getURI(), headers, request.getBody())
            : client.get(request.getURI(), headers);
    HTTPResponse response = new HTTPResponse(reply.status());
    try {
      if (!reply.contentType().isEmpty()) {
        response.setContentType(reply.contentType());
      }
    } catch (ParseException e) {
      throw new IOException(request.getURI() + " answered with a broken Content-Type", e);
    }
    response.setBody(reply.body());
    return response;
  }

  /// What is at this address, when it is 200.
  @Override
  public Resource retrieveResource(URL url) throws IOException {
    URI address = URI.create(url.toString());
    Reply reply = client.get(address, Map.of("Accept", "application/json"));
    if (reply.status() != 200) {
      throw new IOException(address + " answered " + reply.status());
    }
    return new Resource(reply.body(), reply.contentType());
  }
}
