/** How gradients are written for an execution provider, where one form does not serve all equally. */
export interface Formulation {
  /** Whether MaxPool can say where its maxima are; else the gradient finds them by comparing. */
  readonly hasPoolIndices: boolean;
}

/** The CPU's, by measurement; also that of providers that have no form of their own here. */
export const cpuFormulation: Formulation = { hasPoolIndices: true };

/** WebGPU's MaxPool is taken with its Indices when the session opens and fails when it runs (ONNX Runtime 1.30). */
const webgpuFormulation: Formulation = { ...cpuFormulation, hasPoolIndices: false };

/** @param provider as ONNX Runtime names it: cpu, cuda, webgpu … */
export function formulationFor(provider: string): Formulation {
  return provider === 'webgpu' ? webgpuFormulation : cpuFormulation;
}
