import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, start } from './started.ts';

test('npm start prints its address when it answers, and Ctrl-C ends the server too', async () => {
	const data = mkdtempSync(join(tmpdir(), 'sise-start-'));
	const port = await freePort();
	const first = start(port, data);
	try {
		await expect.poll(first.said).toContain(`http://localhost:${port}`);
		expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);

		const second = start(port, data);
		expect(await second.code).toBe(1);
		expect(second.said()).toContain(`端口 ${port} 已被占用`);

		const other = start(await freePort(), data);
		expect(await other.code).not.toBe(0);
		const owner = JSON.parse(readFileSync(join(data, 'lock.json'), 'utf8')) as { pid: number; secret: string };
		expect(other.said(), 'the owner of the folder is named').toContain(String(owner.pid));
		expect(other.said(), 'its secret is not told').not.toContain(owner.secret);

		process.kill(owner.pid, 'SIGABRT');
		await expect.poll(first.said, 'a server that crashed is started again').toContain('SIGABRT');
		await expect
			.poll(() =>
				fetch(`http://localhost:${port}/`).then(
					(answer) => answer.status,
					() => 0
				)
			)
			.toBe(200);

		first.child.kill('SIGINT');
		expect(await first.code).toBe(0);
		await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow();
		expect(existsSync(join(data, 'lock.json')), 'the lock is given back').toBe(false);
	} finally {
		first.child.kill('SIGTERM');
		await first.code;
		rmSync(data, { recursive: true, force: true });
	}
});
