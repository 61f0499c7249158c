/** The engine in Electron's own kind of child process. */
import { clauseOf } from '../../domain/messages/clause.ts';
import { utilityProcess } from 'electron';
import type { FromChild } from '../../runtime/process/engine-messages.ts';
import type { LaunchChild } from '../../runtime/process/fork-child.ts';

export const launchUtilityProcess: LaunchChild = (entry) => {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Overread engine', stdio: 'ignore' });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: FromChild) => listener(message)),
    onExit: (listener) =>
      void child.once('exit', (code) => listener(clauseOf('engine.ended-with-code', { exitCode: code }))),
    kill: () => void child.kill(),
  };
};
