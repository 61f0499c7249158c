/** Display values as the models are given them, for tests of pages, which may not know the imaging rooms. */
export { toDisplay } from '../../main/imaging/grey-image/display.ts';
