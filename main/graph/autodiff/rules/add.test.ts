import { testBroadcasting } from '../../../../tests/support/check-broadcasting.ts';

testBroadcasting('Add');
