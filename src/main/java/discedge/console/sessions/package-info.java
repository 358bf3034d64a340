/** All sessions, and one of them closely. */
package discedge.console.sessions;
