/** What was said: prompts and answers, which events leave out on purpose. */
package discedge.timeline.transcript;
