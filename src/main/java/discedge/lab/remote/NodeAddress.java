package discedge.lab.remote;

import java.net.InetSocketAddress;
import okhttp3.HttpUrl;

/**
 * Where a node's HTTP API is, as a person writes it: {@code 10.0.0.2:8080}, {@code http://edge-7:8080}, {@code [::1]:8080}.
 */
public record NodeAddress(String host, int port) {
    private static final int DEFAULT_PORT = 8080;

    /** @throws IllegalArgumentException with a sentence for a person */
    public static NodeAddress parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) throw new IllegalArgumentException("give the address of a node, such as 10.0.0.2:8080");
        if (stripped.startsWith("https://")) throw new IllegalArgumentException("nodes speak plain HTTP, not https: put a proxy that does in front, or use http://");
        boolean whole = stripped.startsWith("http://");
        HttpUrl url = HttpUrl.parse(whole ? stripped : "http://" + stripped);
        if (url == null || !url.username().isEmpty()) throw new IllegalArgumentException("'" + text + "' is no address of a node: use HOST:PORT or http://HOST:PORT");
        boolean saysPort = stripped.substring(whole ? 7 : 0).matches(".*:[0-9]+/?.*");
        return new NodeAddress(url.host(), saysPort ? url.port() : DEFAULT_PORT);
    }

    HttpUrl url(String path) {
        return new HttpUrl.Builder().scheme("http").host(host).port(port).addPathSegments(path).build();
    }

    /** For a client's requests; not resolved yet. */
    public InetSocketAddress socket() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** {@code 10.0.0.2:8080}. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
