/** Learning from reads: what to read next, what readers differ about, and what the reads come to. */
export const learning = {
  title: 'Learning from reads',
  readNext: 'Read next',
  readNextMeans:
    'Unread images whose answer teaches a model most, the most instructive first: where the models are unsure or disagree, and images unlike those that were read. Each says which of these holds.',
  noneUnread: 'There is no unread image that the models in use have scored. Screen some, and they appear here.',
  unread: '{{shown, number}} of {{all, number}} unread',
  reason: {
    disagreement: 'the models disagree',
    uncertainty: 'close to the threshold',
    novelty: 'unlike what was read',
    none: 'nothing stands out',
  },

  differ: 'Readers differ',
  differMeans:
    'Two readers gave different answers on a finding. Until somebody decides, the image counts for neither side and stays out of datasets. A decision is written to the audit log.',
  noneDiffer: 'No two readers differ.',
  readerSays: { present: '{{reader}}: {{finding}} present', absent: '{{reader}}: {{finding}} absent' },
  decidedBy: {
    present: 'Decided by {{reader}}: {{finding}} present',
    absent: 'Decided by {{reader}}: {{finding}} absent',
  },
  why: 'Why',
  decide: { present: 'Decide: present', absent: 'Decide: absent' },
  decideAgain: { present: 'Decide again: present', absent: 'Decide again: absent' },

  wasRead: 'What was read',
  wasReadMeans:
    'Each read settles a label: where a reader agreed the finding is present, where they disagreed it is absent. Such images can train and test models.',
  noneRead: 'Nothing was read yet. Agree or disagree with a finding on the Read page.',
  counts: '{{present, number}} present, {{absent, number}} absent · read by {{readers}}',
  countsOpen:
    '{{present, number}} present, {{absent, number}} absent, {{open, number}} undecided · read by {{readers}}',
  makeDataset: 'Make a dataset of them',
  makeDatasetOf: 'Make a dataset of {{count, number}} answers to {{model}}',
} as const;
