/** The project's own rules of oxlint: the import table, the command line, the catalogue, docstrings. */
import { relative, sep } from 'node:path';
import { findFault, mayReadArguments } from './import-table.mjs';

/**
 * The little of oxlint's rule interface that is used here.
 * @typedef {{ type: string, source?: Source | null, argument?: Source }} Node
 * @typedef {{ value?: unknown, literal?: { value?: unknown } }} Source
 * @typedef {{
 *   cwd: string, filename: string,
 *   sourceCode: { getText(node: Node): string, getAllComments(): readonly (Node & { value: string })[] },
 *   report(fault: { message: string, node: Node }): void,
 * }} Context
 */

/** @param {Context} context */
const pathOf = (context) => relative(context.cwd, context.filename).split(sep).join('/');

const imports = {
  /** @param {Context} context */
  create(context) {
    const path = pathOf(context);
    /** @param {Node} node */
    const check = (node) => {
      const source = node.source ?? node.argument;
      const specifier = source?.value ?? source?.literal?.value;
      const fault = typeof specifier === 'string' ? findFault(path, specifier) : null;
      if (fault) context.report({ message: fault, node });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

const commandLine = {
  /** @param {Context} context */
  create(context) {
    if (mayReadArguments(pathOf(context))) return {};
    return {
      /** @param {Node} node */
      MemberExpression(node) {
        if (context.sourceCode.getText(node) !== 'process.argv') return;
        context.report({ message: 'process.argv belongs to the hosts; take a parameter instead.', node });
      },
    };
  },
};

/** Attributes whose text a person sees or hears. */
const shownAttributes = new Set([
  'label',
  'title',
  'titleAccess',
  'placeholder',
  'helperText',
  'alt',
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'about',
  'caption',
  'explanation',
  'hint',
  'heading',
  'primary',
  'secondary',
]);

const hasLetters = (/** @type {unknown} */ text) => typeof text === 'string' && /\p{L}{2}/u.test(text);

/**
 * The texts that an expression may come to, as far as they are written in it.
 * @param {any} node
 * @returns {readonly any[]}
 */
function textsOf(node) {
  switch (node?.type) {
    case 'Literal':
      return hasLetters(node.value) ? [node] : [];
    case 'TemplateLiteral':
      return node.quasis.some((/** @type {any} */ part) => hasLetters(part.value.cooked)) ? [node] : [];
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator === '===' || node.operator === '!==' ? [] : [...textsOf(node.left), ...textsOf(node.right)];
    default:
      return [];
  }
}

/** Every sentence that a person sees comes from the catalogue, so that a second language touches no page. */
const messages = {
  /** @param {Context} context */
  create(context) {
    const path = pathOf(context);
    if (!path.startsWith('renderer/') || /\.test\.tsx?$/.test(path)) return {};
    const message = 'This text belongs to the message catalogue, renderer/shared/messages/english.';
    const report = (/** @type {any} */ node) => context.report({ message, node });
    return {
      /** @param {any} node */
      JSXText(node) {
        if (hasLetters(node.value)) report(node);
      },
      /** @param {any} node */
      JSXExpressionContainer(node) {
        if (node.parent.type !== 'JSXAttribute') textsOf(node.expression).forEach(report);
      },
      /** @param {any} node */
      JSXAttribute(node) {
        const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
        if (!shownAttributes.has(name) || node.value === null) return;
        const value = node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
        textsOf(value).forEach(report);
      },
    };
  },
};

/** A docstring says what a thing is or does; these beginnings make riddles of it. */
const docstrings = {
  /** @param {Context} context */
  create(context) {
    const message = 'A docstring begins with neither "Of" nor "What": say what the thing is or does.';
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const isDocstring = comment.type === 'Block' && comment.value.startsWith('*');
          if (isDocstring && /^\*[\s*]*(?:Of|What)\b/.test(comment.value)) context.report({ message, node: comment });
        }
      },
    };
  },
};

export default { meta: { name: 'overread' }, rules: { imports, 'command-line': commandLine, messages, docstrings } };
