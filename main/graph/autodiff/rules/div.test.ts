import { testBroadcasting } from '../../../../tests/support/check-broadcasting.ts';

// Away from the pole at zero.
testBroadcasting('Div', [0.5, 2]);
