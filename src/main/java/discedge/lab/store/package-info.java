/** Where the nodes of a lab keep their records: in replicas of their own, or in FReD. */
package discedge.lab.store;
