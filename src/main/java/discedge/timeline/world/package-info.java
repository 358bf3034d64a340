/** What an event log says about nodes, links, sessions and clients: a projection that is folded event by event and never changes itself. */
package discedge.timeline.world;
