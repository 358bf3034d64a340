/** The timeline along the window's foot: where the cursor is, and what moves it. */
package discedge.console.timebar;
