import { createHmac } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_S = 30;

/**
 * The six digits that an authenticator shows for a secret (RFC 6238). Each is taken once; `ahead` by a step or behind by one
 * gives another that is still taken, so that nothing has to wait for half a minute.
 */
export function totp(secret: string, ahead: -1 | 0 | 1 = 0): string {
	const bits = [...secret.replace(/=+$/, '')]
		.map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
		.join('');
	const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_S) + ahead));
	const mac = createHmac('sha1', key).update(counter).digest();
	const at = mac[19] & 15;
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
