/** One session closely: its turns, its ids, its replicas, all of it as JSON. */
package discedge.console.sessions.inspector;
