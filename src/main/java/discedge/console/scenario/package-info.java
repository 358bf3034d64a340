/** A scenario: checked, played, its result. */
package discedge.console.scenario;
