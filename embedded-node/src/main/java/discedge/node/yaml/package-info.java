/** YAML files read by a schema, with every problem reported by its line. The only place that knows SnakeYAML. */
package discedge.node.yaml;
