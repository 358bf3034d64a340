/** The followed session's conversation, and the composer. */
package discedge.console.operate.chat;
