import { testBroadcasting } from './broadcasting.test-support.ts';

// Away from the pole at zero.
testBroadcasting('Div', [0.5, 2]);
