/** Commands and their output in the terminal. */
package discedge.cli;
