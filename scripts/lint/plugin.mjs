/** The import table as rules of oxlint. */
import { relative, sep } from 'node:path';
import { findFault, mayReadArguments } from './import-table.mjs';

/**
 * The little of oxlint's rule interface that is used here.
 * @typedef {{ type: string, source?: Source | null, argument?: Source }} Node
 * @typedef {{ value?: unknown, literal?: { value?: unknown } }} Source
 * @typedef {{
 *   cwd: string, filename: string, sourceCode: { getText(node: Node): string },
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

export default { meta: { name: 'overread' }, rules: { imports, 'command-line': commandLine } };
