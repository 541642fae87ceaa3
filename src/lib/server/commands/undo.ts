import * as v from 'valibot';
import { undoBatch, UndoRefused } from '../imports/undo.ts';
import { command, CommandError } from './command.ts';

/** Takes back a whole batch. */
export const undo = command({
	input: v.object({ batch: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
	async perform(sise, { batch }) {
		try {
			return await undoBatch(sise.db, sise.who, batch);
		} catch (error) {
			throw error instanceof UndoRefused ? new CommandError(error.words) : error;
		}
	}
});
