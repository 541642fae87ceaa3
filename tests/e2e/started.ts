import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** npm start's own script, on a folder of its own without the demo unless `env` says so. `said` is all that it printed. */
export function start(port: number, data: string, env: Record<string, string> = {}) {
	const child = spawn(process.execPath, ['scripts/start.mjs'], {
		env: {
			...process.env,
			PORT: String(port),
			HOST: '127.0.0.1',
			SISE_DATA: data,
			SISE_DEMO: '0',
			DATABASE_URL: '',
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
	return { child, said: () => said, code: exitCode(child) };
}

function exitCode(child: ChildProcess): Promise<number | null> {
	return new Promise((resolve) => child.once('exit', resolve));
}

export function freePort(): Promise<number> {
	const probe = createServer();
	return new Promise((resolve) =>
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		})
	);
}
