import * as v from 'valibot';
import { importDemo } from '../demo.ts';
import { command } from './command.ts';

/** Generates the demo district and imports it: at scale 1 60,000 buildings, at 16.7 a city of 1,000,000. */
export const demo = command({
	input: v.object({ scale: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(50)), 1) }),
	perform: (sise, { scale }, tell) => importDemo(sise, sise.who, scale, ({ done, text }) => tell({ done, text }))
});
