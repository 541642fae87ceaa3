import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { dictionary } from '@zxcvbn-ts/language-common';
import { ACCESS_LIMITS } from '../../access/limits.ts';
import { AnswerError } from '../http.ts';

/**
 * scrypt with N = 2^15, r = 8, p = 3: one of the settings that the OWASP Password Storage Cheat Sheet gives as equal to
 * its first, with 32 MB a hash. It runs in Node's own pool of threads.
 */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const BYTES = 32;
const derive = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** `scrypt$32768$8$3$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const hash = await deriveBy(password, salt, COST);
	return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether a password gives the hash that is stored; false for a hash of another form. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
	const [kind, N, r, p, salt, hash] = stored.split('$');
	if (kind !== 'scrypt' || hash === undefined) return false;
	const wanted = Buffer.from(hash, 'base64url');
	const given = await deriveBy(password, Buffer.from(salt, 'base64url'), { N: +N, r: +r, p: +p });
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function deriveBy(password: string, salt: Uint8Array, cost: typeof COST): Promise<Buffer> {
	// A password is typed on many keyboards: the same letters count as the same.
	return derive(password.normalize('NFKC'), salt, BYTES, { ...cost, maxmem: 256 * cost.N * cost.r });
}

let known: ReadonlySet<string> | null = null;

/** Some 30,000 passwords that breaches have shown to be the most used, lower case. */
function breached(): ReadonlySet<string> {
	known ??= new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()));
	return known;
}

/**
 * Holds a new password against length, variety, the breached ones and the person's own names. Throws an AnswerError 400
 * that says what to change (ASVS 5.0 V6.2, GB/T 22239-2019 8.1.4.1 a).
 */
export function checkPassword(password: string, names: readonly string[]): void {
	const { minLength, maxLength, differentCharacters } = ACCESS_LIMITS.password;
	const letters = [...password.normalize('NFKC')];
	const plain = letters.join('').toLowerCase();
	if (letters.length < minLength) {
		refuse(`密码至少 ${minLength} 个字符`, `A password has at least ${minLength} characters`);
	}
	if (letters.length > maxLength) {
		refuse(`密码至多 ${maxLength} 个字符`, `A password has at most ${maxLength} characters`);
	}
	if (new Set(letters).size < differentCharacters) {
		refuse(
			`密码至少要有 ${differentCharacters} 个不同的字符`,
			`A password has at least ${differentCharacters} different characters`
		);
	}
	if (isBreached(plain)) {
		refuse(
			'这是常见或已泄露的密码，请换一个，例如几个不相干的词',
			'This password is common or was breached. Take another: a few unrelated words, say'
		);
	}
	if (names.some((name) => [...name].length >= 3 && plain.includes(name.toLowerCase()))) {
		refuse('密码不能包含账号或姓名', 'A password must not contain the account or the name of its person');
	}
}

/** Also with digits or signs around it, or written twice: what people add to a word that was refused. */
function isBreached(plain: string): boolean {
	const core = plain.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
	const half = plain.slice(0, plain.length / 2);
	return [plain, core, half === plain.slice(plain.length / 2) ? half : ''].some(
		(one) => one !== '' && breached().has(one)
	);
}

function refuse(zh: string, en: string): never {
	throw new AnswerError(400, 'bad-password', { zh: `${zh}。`, en: `${en}.` });
}
