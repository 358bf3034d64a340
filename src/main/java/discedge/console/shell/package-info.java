/** The window around the screens: top bar, rail, drawer, timeline, status. */
package discedge.console.shell;
