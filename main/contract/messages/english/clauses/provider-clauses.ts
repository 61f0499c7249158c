export const providerClauses = {
  'provider.absent': 'it is not part of ONNX Runtime for this system',
  'provider.not-started': 'it could not be started',
  'provider.other-size': 'its answer to a test has another size than the CPU’s ({{output}})',
  'provider.no-number': 'its answer to a test holds what is no number ({{output}})',
  'provider.differs': 'its answer to a test differs from the CPU’s by {{difference, twoDigits}} ({{output}})',
  'provider.ended': '{{end, clause}} while it was being tried',
  'engine.ended-with-code': 'the process ended with exit code {{exitCode}}',
  'engine.ended-by-signal': 'the process ended by {{signal}}',
} as const;
