import { testBroadcastingOfThree } from '../../../../tests/support/check-broadcasting.ts';

testBroadcastingOfThree('Sum');
