import type * as v from 'valibot';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import type { Sise } from '../sise.ts';

/** How far a command is: said while it works. `done` is 0 to 1, or null where nobody can tell. */
export interface Step {
	done: number | null;
	text: Words;
}

/** Sise, and whoever asks it for something. */
export interface Asked extends Sise {
	who: Who;
}

/** What the command line can ask, of its own process or of a running server: the same either way. */
export interface Command<Schema extends v.GenericSchema, Answer> {
	input: Schema;
	/** True for a command that asks no database: it then works beside whatever runs, alone, and leaves no deed. */
	alone?: true;
	/** Throws a CommandError for what a person can mend. */
	perform(sise: Asked, input: v.InferOutput<Schema>, tell: (step: Step) => void): Promise<Answer>;
}

/** What a person can mend, in words that say how. */
export class CommandError extends Error {
	readonly text: Words;
	/** Whatever explains it further: an import's report, row by row. */
	readonly detail: unknown;
	constructor(text: Words, detail: unknown = null) {
		super(text.en);
		this.name = 'CommandError';
		this.text = text;
		this.detail = detail;
	}
}

/** Keeps the types of a command's input and answer. */
export function command<Schema extends v.GenericSchema, Answer>(one: Command<Schema, Answer>): Command<Schema, Answer> {
	return one;
}
