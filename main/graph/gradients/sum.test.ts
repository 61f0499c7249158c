import { testBroadcastingOfThree } from './broadcasting.test-support.ts';

testBroadcastingOfThree('Sum');
