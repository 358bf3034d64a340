/** The figures for a room: full screen, large type, tiles. */
package discedge.console.present;
