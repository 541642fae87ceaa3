import { recordAlone } from '../audit/record.ts';
import { AnswerError } from '../http.ts';
import { WALL_COOKIE, type Accounts, type Visitor } from './accounts.ts';
import { whoHolds } from './passes.ts';

/** Browsers keep no cookie for longer. */
const LONGEST_DAYS = 400;

/**
 * Opens a wall by its pass: the browser keeps the pass in a cookie that no script reads, and shows it again at each
 * request, so that a pass that is over or revoked is seen at once. Throws an AnswerError 401 for one that does not hold.
 */
export async function openWall(
	{ db, secureCookies }: Accounts,
	{ who }: Visitor,
	secret: string
): Promise<{ name: string; cookies: string[] }> {
	const wall = await whoHolds(db, 'wall', secret, who.address);
	if (wall === null) {
		await recordAlone(db, { who, action: 'wall.open', result: 'refused' });
		throw new AnswerError(401, 'no-pass', {
			zh: '通行证无效、已过期或已撤销，请向安全管理员索取新的链接。',
			en: 'This pass is none, is over or was revoked. Ask the security administrator for a new link.'
		});
	}
	await recordAlone(db, { who: wall, action: 'wall.open', object: wall.name });
	const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${LONGEST_DAYS * 86_400}`];
	if (secureCookies) attributes.push('Secure');
	return { name: wall.name, cookies: [[`${WALL_COOKIE}=${secret}`, ...attributes].join('; ')] };
}
