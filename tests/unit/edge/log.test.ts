import { afterEach, expect, test, vi } from 'vitest';
import { logError, masked } from '../../../src/lib/server/edge/log.ts';

afterEach(() => vi.restoreAllMocks());

const MASKED: [what: string, text: string, kept: string][] = [
	['a mobile telephone', '联系人13812345678。', '联系人138****5678。'],
	['one with its country', 'call +8613812345678 now', 'call +86138****5678 now'],
	['one written in groups', '138-1234-5678 / 138 1234 5678', '138****5678 / 138****5678'],
	['one that letters touch', 'tel13812345678x', 'tel138****5678x'],
	['a telephone of a house', '027-87654321', '027-****321'],
	['an identity number', '身份证420112199001011234', '身份证420112********1234'],
	['one that ends in X', '42011219900101123X', '420112********123X'],
	['an address of mail', 'to li.ming@wuhan.gov.cn:', 'to ***@***:'],
	['the password of a database', 'postgres://sise:p@ss/w0rd@db/sise failed', 'postgres://sise:***@db/sise failed'],
	['a pass', `Bearer sise_${'a'.repeat(43)}`, 'Bearer ***'],
	['a pass alone', `/wall#sise_${'a'.repeat(43)}`, '/wall#sise_***'],
	['a password in JSON', '{"password":"a \\"b, c","name":"李"}', '{"password":***,"name":"李"}'],
	['a password in code', "{ password: 'a b', name }", '{ password: ***, name }'],
	['a password in Chinese', '密码：abc12345 错误', '密码：*** 错误'],
	['a cookie', 'cookie: sise.session_token=abc.def', 'cookie: ***'],
	['the secret of a client', 'client_secret=abc&x=1', 'client_secret=***&x=1']
];

test.each(MASKED)('%s is masked', (_what, text, kept) => expect(masked(text)).toBe(kept));

test('numbers that are nobody’s stay: a log without them is no use', () => {
	const text =
		'Feature enterprise/enterprise-00012 at 114.0512345,30.6512345 in 420112, run 12, 2026-11-29T20:19:54.123Z';
	expect(masked(text)).toBe(text);
});

test('nothing in a log steers the terminal that shows it', () => {
	expect(masked('a\x1b[2Jb\rc\u2028d\x00')).toBe('a�[2Jb�c�d�');
	expect(masked('first\n\tat second')).toBe('first\n\tat second');
});

test('an error is written with its stack, masked, and without what hangs on it', () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {});
	logError(Object.assign(new Error('no row for 13812345678'), { detail: 'Failing row contains (13987654321)' }));
	const [text] = said.mock.calls[0] as [string];
	expect(text).toMatch(/^Error: no row for 138\*{4}5678\n\s+at /);
	expect(text).not.toContain('Failing row');
});
