/**
 * `npm run bench`: medians of five beside result counts, against native PostGIS and ogr2ogr in the same run.
 * SISE_BENCH_QUICK=1 asks the slow peers for a tenth. Words after the command name the benches to run.
 */
import { cpus } from 'node:os';
import { startServer } from '../tests/db/postgres-server.ts';
import { benchAudit } from './audit.ts';
import { benchChange } from './change.ts';
import { benchClearance } from './clearance.ts';
import { benchImport } from './import.ts';
import { benchInspect } from './inspect.ts';
import type { Row } from './row.ts';
import { benchSignedIn } from './signed-in.ts';
import { benchSiting } from './siting.ts';
import { benchWall } from './wall.ts';
import { benchZoning } from './zoning.ts';

const BENCHES: Record<string, (report: (row: Row) => void) => Promise<void>> = {
	clearance: benchClearance,
	zoning: benchZoning,
	import: benchImport,
	change: benchChange,
	siting: benchSiting,
	'signed-in': benchSignedIn,
	audit: benchAudit,
	wall: benchWall,
	inspect: benchInspect
};

const asked = process.argv.slice(2);
for (const name of asked)
	if (!(name in BENCHES)) throw new Error(`There is no bench ${name}: ${Object.keys(BENCHES).join(', ')}.`);

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`);
console.log(`${'count'.padStart(9)} ${'median ms'.padStart(11)} ${'min'.padStart(9)} ${'max'.padStart(9)}  what`);
const server = process.env.SISE_BENCH_DATABASE_URL ? null : await startServer();
if (server) process.env.SISE_BENCH_DATABASE_URL = server.url;
try {
	for (const [name, bench] of Object.entries(BENCHES)) {
		if (asked.length === 0 || asked.includes(name)) await bench(print);
	}
} finally {
	await server?.stop();
}

function print({ name, count, medianMs, minMs, maxMs, note }: Row): void {
	const ms = [medianMs, minMs, maxMs].map((value) => value.toFixed(value < 100 ? 1 : 0));
	console.log(
		`${String(count).padStart(9)} ${ms[0].padStart(11)} ${ms[1].padStart(9)} ${ms[2].padStart(9)}  ${name}${note ? ` — ${note}` : ''}`
	);
}
