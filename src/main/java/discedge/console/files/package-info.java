/** Runs as files in a window: opened, saved, exported, written while they happen. */
package discedge.console.files;
