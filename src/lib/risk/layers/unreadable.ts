import type { Words } from '../words.ts';

/** A value of a file that cannot be read as its attribute asks; the words say what is wrong and what is wanted. */
export class Unreadable extends Error {
	readonly words: Words;
	constructor(zh: string, en: string) {
		super(en);
		this.name = 'Unreadable';
		this.words = { zh, en };
	}
}
