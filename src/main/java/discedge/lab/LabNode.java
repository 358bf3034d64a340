package discedge.lab;

import discedge.engine.simulated.HardwareProfile;
import discedge.lab.client.Position;

/**
 * A node that a lab is to have.
 *
 * @param name unique in the lab
 * @param position where it stands, in km
 * @param profile of its simulated engine
 */
public record LabNode(String name, Position position, HardwareProfile profile) {}
