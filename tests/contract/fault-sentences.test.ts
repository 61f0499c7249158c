/** Every fault has a sentence on every host that a person can act on. */
import { describe, expect, test } from 'vitest';
import { clauseTexts } from '../../main/contract/messages/english/clauses/clauses.ts';
import { workTexts } from '../../main/contract/messages/english/work/work.ts';
import { faultSentences, type FaultSentences } from '../../main/contract/messages/english/faults/faults.ts';
import { noteSentences } from '../../main/contract/messages/english/notes/notes.ts';
import { commandLineFaults, commandLineNotes } from '../../main/hosts/cli/terminal/messages.ts';
import { createSentenceOf, sentenceOf } from '../../main/contract/messages/message-sentences.ts';
import { contractErrorOf } from '../../main/services/api/contract-error-of.ts';
import { contractErrors } from '../../main/contract/operation.ts';
import { pageFaults } from '../../renderer/shared/messages/english/shared/faults.ts';
import { pageNotes } from '../../renderer/shared/messages/english/shared/notes.ts';

type Sentences = readonly (readonly [code: string, sentence: string])[];

const entries = (sentences: Partial<FaultSentences>): Sentences =>
  Object.entries(sentences).filter(([code]) => code !== 'stored.sentence');

/** Parts of another sentence, which says what to do. */
const isPart = (code: string): boolean =>
  ['weights.missing', 'weights.misshapen', 'weights.extra'].includes(code) ||
  /^model\.(card-of-other|label-twice|unknown-operating-point|normalisation-channels|no-(input|output|heatmap-value))$/.test(
    code,
  );

/** The imperative that tells the person what to do next. */
const advice =
  /\b(Add|Ask|Audit|Bring|Begin|Change|Check|Choose|Close|Compare|Convert|Correct|Decompress|Examine|Export|Fetch|Give|Go|Improve|Import|Install|Leave|Load|Look|Make|Mend|mend|Name|Open|Paste|Promote|Put|Read|Rename|replace|Restart|Restore|Resume|Roll|Run|Save|Say|Start|Stop|Take|Train|Try|Update|Use|Accumulate|Remove|Please report|ask for)\b|the model (reads|needs|is made for)/;

describe('the sentence of a fault', () => {
  test.each([
    ['in common', entries(faultSentences)],
    ['on the pages', entries(pageFaults)],
    ['on the command line', entries(commandLineFaults)],
  ])('%s ends with a full stop and says what to do', (_host, sentences) => {
    const endless = sentences.filter(([, sentence]) => !/(\.|\}\})$/.test(sentence));
    expect(endless).toEqual([]);
    expect(sentences.filter(([code, sentence]) => !isPart(code) && !advice.test(sentence))).toEqual([]);
  });

  test('names a flag only on the command line', () => {
    const named = [...entries(faultSentences), ...entries(pageFaults)].filter(([, sentence]) =>
      /--[a-z]/.test(sentence),
    );
    expect(named).toEqual([]);
  });

  test('holds no value that its fault does not have', () => {
    const names = (sentence: string): string[] => [...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name!).sort();
    for (const [code, own] of entries(commandLineFaults)) {
      const common = names((faultSentences as Record<string, string>)[code] ?? '');
      expect(
        names(own).filter((name) => name !== 'folder' && !common.includes(name)),
        code,
      ).toEqual([]);
    }
  });

  test('depends on the count where there is one', () => {
    const about = (count: number) => ({ code: 'dataset.patients-in-two-splits', details: { count } });
    expect(sentenceOf(about(1))).toMatch(/^One patient has/);
    expect(sentenceOf(about(2))).toMatch(/^2 patients have/);
  });

  test('holds the sentence of a fault within it', () => {
    const fault = { code: 'file.gone', details: {} };
    const about = { count: 2, set: 'Site', file: 'a.png', fault };
    expect(sentenceOf({ code: 'registry.unscored-images', details: about })).toContain(
      'such as a.png: The file is not there.',
    );
  });

  test('names a setting by its title, and the limit that its value breaks', () => {
    const faults = [
      { code: 'setting.at-least', details: { setting: 'epochs', limit: 1 } },
      { code: 'setting.above', details: { setting: 'learningRate', limit: 0 } },
    ];
    expect(sentenceOf({ code: 'settings.not-possible', details: { faults } })).toBe(
      'These settings can’t be used: “Epochs” must be at least 1; “Learning rate” must be more than 0. Correct them.',
    );
  });

  test('holds the clause of a reason within it, and the words that an earlier version stored in its place', () => {
    const reason = {
      code: 'graph.at-node',
      details: { node: 'a', operator: 'Det', reason: { code: 'graph.quantised', details: {} } },
    };
    const about = (details: object) =>
      sentenceOf({ code: 'import.graph-unusable', details: { file: 'm.onnx', ...details } });
    expect(about({ reason })).toBe(
      '“m.onnx” can’t be brought in: node “a” (Det): the model is quantised, which is not handled; take the float32 model that it was made from. Choose another model.',
    );
    expect(about({ reason: 'The file: it holds no ONNX graph' })).toContain(
      ': The file: it holds no ONNX graph. Choose',
    );
  });

  test('has its code for itself, apart from notes, clauses and long work', () => {
    const tables = [faultSentences, noteSentences, clauseTexts, workTexts].map((texts) => Object.keys(texts));
    const codes = tables.flat().filter((code) => code !== 'stored.sentence');
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  test('of the command line leaves out what the line says already', () => {
    const fault = { code: 'unsuitable.modality', details: { modality: 'CT' } };
    expect(sentenceOf(fault)).toBe('Not scored: this is a CT image; the model reads radiographs only.');
    expect(createSentenceOf(commandLineFaults)(fault)).toBe('this is a CT image; the model reads radiographs only.');
  });

  test('stays what it was where an old casebook has nothing else', () => {
    const sentence = 'Not scored: $t(key) {{value}} <b>.';
    expect(sentenceOf({ code: 'stored.sentence', details: { sentence } })).toBe(sentence);
  });
});

describe('the sentence of a note', () => {
  test('holds the reason within it', () => {
    const reason = { code: 'graph.not-differentiable', details: { operator: 'Mod', node: 'rest' } };
    expect(sentenceOf({ code: 'heatmap.by-occlusion', details: { method: 'grad-cam', reason } })).toBe(
      'Made by occlusion, since Grad-CAM is not possible with this model: its operator Mod (node “rest”) can’t be differentiated.',
    );
  });

  test.each([
    ['in common', noteSentences],
    ['on the pages', pageNotes],
    ['on the command line', commandLineNotes],
  ])('%s ends with a full stop or another sentence', (_host, sentences) => {
    expect(Object.entries(sentences).filter(([, sentence]) => !/(\.|\}\})$/.test(sentence))).toEqual([]);
  });

  test('names a flag only on the command line', () => {
    const named = Object.entries({ ...noteSentences, ...pageNotes }).filter(([, text]) => /--[a-z]/.test(text));
    expect(named).toEqual([]);
  });
});

test('an expected refusal is no failure of the server', () => {
  const unexpected = Object.entries(contractErrorOf).filter(([, code]) => contractErrors[code].status === 500);
  expect(unexpected.map(([code]) => code)).toEqual(['job.unexpected', 'program.unexpected', 'screening.unexpected']);
});
