/** Any command, session or node by a few letters. */
package discedge.console.palette;
