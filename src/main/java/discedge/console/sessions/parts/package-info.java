/** Pieces that the table and the inspector share. */
package discedge.console.sessions.parts;
