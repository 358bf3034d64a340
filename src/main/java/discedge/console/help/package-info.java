/** What can be read about the window itself: its keys, and what it is made of. */
package discedge.console.help;
