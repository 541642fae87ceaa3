import { randomInt } from 'node:crypto';
import { AnswerError } from '../http.ts';
import { checkPassword } from './password.ts';

const CONSONANTS = 'bdfghjkmnprstvwz';
const VOWELS = 'aeiou';
const WORDS = 3;
const SYLLABLES = 3;

/**
 * A password that one person can read out to another and that holds until the first sign-in: three made-up words, nine
 * syllables of 80, 57 bits. `names` are those of its person.
 */
export function makeInitialPassword(names: readonly string[]): string {
	for (;;) {
		const password = Array.from({ length: WORDS }, makeWord).join('-');
		try {
			checkPassword(password, names);
			return password;
		} catch (error) {
			if (!(error instanceof AnswerError)) throw error;
		}
	}
}

function makeWord(): string {
	return Array.from({ length: SYLLABLES }, () => pick(CONSONANTS) + pick(VOWELS)).join('');
}

function pick(letters: string): string {
	return letters[randomInt(letters.length)];
}
