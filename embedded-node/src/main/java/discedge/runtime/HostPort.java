package discedge.runtime;

import java.net.InetSocketAddress;

/** A peer's address as people write it: {@code host:port}, {@code 10.0.0.2:7001}, {@code [::1]:7001}. */
record HostPort(String host, int port) {
    /** @throws IllegalArgumentException if it is no address */
    static HostPort parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
        String digits = address.substring(colon + 1);
        if (host.isBlank() || !digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535 || Integer.parseInt(digits) == 0) {
            throw new IllegalArgumentException("A peer's address is HOST:PORT with a port from 1 to 65535, not \"" + address + "\".");
        }
        return new HostPort(host, Integer.parseInt(digits));
    }

    /** Looks the host up, which may wait for a name server. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
