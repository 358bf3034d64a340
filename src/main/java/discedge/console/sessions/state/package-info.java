/** What the sessions screen says of a session: plain values, made of the world. */
package discedge.console.sessions.state;
