/** Which LLM the window's lab runs with, said truly, and the ways to another one. */
package discedge.console.engines;
