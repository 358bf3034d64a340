/** The models kept on this machine: fetched by one command, imported, listed, removed. Knows files and processes, and no engine. */
package discedge.models;
