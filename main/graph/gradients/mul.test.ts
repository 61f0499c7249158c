import { testBroadcasting } from './broadcasting.test-support.ts';

testBroadcasting('Mul');
