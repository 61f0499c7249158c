/** A model's file that leaves open how its graph is to be used: the person decides. */
export interface GraphFaults {
  /** With the inputs that could be the image. */
  'graph.which-input': { readonly inputs: readonly string[] };
  'graph.which-size': { readonly input: string };
  /** With the outputs, of which none is a table of logits by its name or shape. */
  'graph.which-logits': { readonly outputs: readonly string[] };
}
