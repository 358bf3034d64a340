/** May the client roam now? A pure function of the world. */
package discedge.timeline.forecast;
