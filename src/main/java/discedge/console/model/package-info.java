/** What the console shows and what a person has chosen. Plain Java, no JavaFX. */
package discedge.console.model;
