/**
 * A process that keeps the embedded database of its first argument busy for as long as V8 needs to take some of its code for
 * dead. With `collect` as its second argument V8 may collect it, as it would by itself.
 */
import { setFlagsFromString } from 'node:v8';
import { openDatabase } from '../../src/lib/server/db/open.ts';

const db = await openDatabase({ folder: process.argv[2] });
if (process.argv[3] === 'collect') setFlagsFromString('--wasm-code-gc');
for (let k = 0; k < 40; k++) {
	await db.query(
		`select count(*) from generate_series(1, 20000) i where ST_Area(ST_Buffer(ST_MakePoint(i, i)::geometry, 10)) > 0`
	);
}
await db.close();
