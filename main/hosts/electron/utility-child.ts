/** A process of this program in Electron's own kind of child process. */
import { clauseOf } from '../../domain/messages/clause.ts';
import { utilityProcess } from 'electron';
import { readMemory, type LaunchChild } from '../../runtime/process/fork-child.ts';

export const launchUtilityProcess: LaunchChild = (entry, { name, reportsMemory }) => {
  const stdio = reportsMemory ? (['ignore', 'pipe', 'ignore'] as const) : 'ignore';
  const child = utilityProcess.fork(entry, [], {
    serviceName: name,
    stdio: typeof stdio === 'string' ? stdio : [...stdio],
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onMemory: (listener) => readMemory(child.stdout, listener),
    onExit: (listener) =>
      void child.once('exit', (code) => listener(clauseOf('engine.ended-with-code', { exitCode: code }))),
    kill: () => void child.kill(),
  };
};
