import { createHmac } from 'node:crypto';

/** The code of a secret, by RFC 6238; `steps` half minutes from now. */
export function totp(secret: string, steps = 0): string {
	const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
	const bytes = Buffer.alloc(Math.floor((bits.length * 5) / 8));
	for (const [i, value] of bits.entries()) {
		for (let bit = 0; bit < 5; bit++) {
			const at = i * 5 + bit;
			if (at < bytes.length * 8 && value & (16 >> bit)) bytes[at >> 3] |= 128 >> (at & 7);
		}
	}
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
	const mac = createHmac('sha1', bytes).update(counter).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
