/** What all screens are built with: the bridge to the FX thread, the frame clock, views, tokens of colour and size, commands, words. */
package discedge.console.kit;
