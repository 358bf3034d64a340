/** Collections whose versions share what did not change: a projection of ten thousand sessions is kept by a reference. */
package discedge.timeline.persistent;
