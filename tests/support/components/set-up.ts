/** Before each file of component tests: what a page finds in the browser before its own code runs. */
import { standInForElectron } from './fake-workstation.ts';

standInForElectron();
