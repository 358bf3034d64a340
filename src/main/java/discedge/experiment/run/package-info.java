/** One run of a scenario: what was seen, turn by turn, and the files it leaves. */
package discedge.experiment.run;
