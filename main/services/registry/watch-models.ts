import { describeBug, type Log } from '../logging/log.ts';
import type { ModelRegistry } from './model-registry.ts';

/** How often the user's folder of models is looked at. */
const LOOK_EVERY_MS = 2000;

/** Notices what other programs do to the models and decide on them, until the function returned is called. */
export function watchModels(models: Pick<ModelRegistry, 'reload'>, log: Log): () => void {
  const look = (): void =>
    void models
      .reload()
      .catch((error: unknown) => log.error(describeBug(error), 'The models’ folder could not be read'));
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
