import type { ContractErrorCode } from '../../contract/operation.ts';
import type { GraphFaults } from '../../domain/faults/graph-faults.ts';
import type { ImportFaults } from '../../domain/faults/import-faults.ts';

/** The contract's errors for models that come from elsewhere. */
export const errorsOfImports: Readonly<Record<keyof ImportFaults | keyof GraphFaults, ContractErrorCode>> = {
  'graph.which-input': 'REFUSED',
  'graph.which-logits': 'REFUSED',
  'graph.which-size': 'REFUSED',
  'import.answer-shape': 'REFUSED',
  'import.bad-labels': 'BAD_SETTINGS',
  'import.does-not-run': 'REFUSED',
  'import.empty-file': 'UNREADABLE',
  'import.graph-unusable': 'REFUSED',
  'import.label-count': 'BAD_SETTINGS',
  'import.gives-probabilities': 'REFUSED',
  'import.perhaps-probabilities': 'REFUSED',
  'import.mixes-images': 'REFUSED',
  'import.model-with-network': 'BAD_SETTINGS',
  'import.name-taken': 'REFUSED',
  'import.no-heatmap-value': 'BAD_SETTINGS',
  'import.no-numbers': 'REFUSED',
  'import.other-activation': 'BAD_SETTINGS',
  'import.stops-engine': 'REFUSED',
  'import.weights-without-network': 'BAD_SETTINGS',
};
