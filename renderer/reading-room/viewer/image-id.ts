import type { InstanceId } from '../../../main/domain/ids.ts';

export const scheme = 'overread';

export const imageIdOf = (instanceId: InstanceId, frameIndex: number): string =>
  `${scheme}:${instanceId}/${frameIndex}`;
