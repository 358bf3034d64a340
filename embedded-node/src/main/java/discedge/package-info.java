/** DisCEdge: LLM chats at the edge, with each conversation's context kept on the nodes as replicated tokens. */
package discedge;
