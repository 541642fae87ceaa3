import { afterEach, expect, test, vi } from 'vitest';
import { answer } from '../../src/lib/server/http.ts';
import { describeBoth } from './both.ts';

afterEach(() => vi.restoreAllMocks());

describeBoth('An error nobody expected', (open) => {
	test('is in the log, masked, and tells whoever asked nothing of the inside', async () => {
		const said = vi.spyOn(console, 'error').mockImplementation(() => {});
		const db = await open();
		const response = await answer(() => db.query(`select '13812345678'::int from no_such_table`));
		expect(response.status).toBe(500);
		const body = await response.text();
		expect(Object.keys(JSON.parse(body) as object)).toEqual(['error']);
		expect(body).not.toMatch(/no_such_table|select|relation|node_modules|\.ts\b|\bat /);
		const [log] = said.mock.calls[0] as [string];
		expect(log).toContain('no_such_table');
		expect(log).not.toContain('13812345678');
	});
});
