import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { listAudit } from '../../src/lib/server/audit/list.ts';
import { verifyAudit } from '../../src/lib/server/audit/verify.ts';
import { doctor } from '../../src/lib/server/commands/doctor.ts';
import { readUpdatedAt } from '../../src/lib/server/features/updated-at.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { switchOn } from '../../src/lib/server/rules/use.ts';
import { openSise, type Sise } from '../../src/lib/server/sise.ts';
import { serverUrl } from './both.ts';
import { databaseUrl, onServer } from './postgres-server.ts';
import { AREAS, draw, square, TRUNK } from './small-district.ts';

const DISTRICT = '420198';

let name: string;
let folder: string;
let open: Sise[];
beforeEach(async () => {
	name = `sise_rights_${randomBytes(6).toString('hex')}`;
	folder = mkdtempSync(join(tmpdir(), 'sise-rights-'));
	open = [];
	await onServer(
		serverUrl(),
		`create role ${name}_owner login password 'test'`,
		`create role ${name}_app login password 'test'`,
		`create database ${name} owner ${name}_owner`
	);
	// What an administrator of the server does once: PostGIS is not for everybody to install.
	await onServer(databaseUrl(serverUrl(), name), 'create extension postgis');
});
afterEach(async () => {
	await Promise.all(open.map((sise) => sise.close()));
	rmSync(folder, { recursive: true, force: true });
	await onServer(
		serverUrl(),
		`drop database if exists ${name} with (force)`,
		`drop role if exists ${name}_owner`,
		`drop role if exists ${name}_app`
	);
});

function urlOf(role: 'owner' | 'app' | null): string {
	const url = new URL(databaseUrl(serverUrl(), name));
	if (role === null) return url.href;
	url.username = `${name}_${role}`;
	url.password = 'test';
	return url.href;
}

async function start(): Promise<Sise> {
	const sise = await openSise({ url: urlOf('app'), ownerUrl: urlOf('owner'), folder });
	open.push(sise);
	return sise;
}
const checksOf = async (sise: Sise) => (await doctor.perform({ ...sise, who: SYSTEM }, {}, () => {})).checks;

test('Sise works as a role that owns nothing: it imports, runs, changes, undoes, switches rules, and keeps its audit', async () => {
	const sise = await start();
	const { db } = sise;
	const house = square(100, 4, 10);
	await draw(db, [...AREAS, TRUNK, { layer: 'building', key: 'house', geometry: house }]);
	expect((await sise.runs.start(SYSTEM, DISTRICT)).status).toBe('done');
	const updatedAt = await readUpdatedAt(db, DISTRICT, 'building/house');
	await changeFeature(db, SYSTEM, DISTRICT, 'building/house', { updatedAt: updatedAt!, attributes: { people: 3 } });
	const { batch } = await draw(db, [{ layer: 'park', key: 'later', geometry: square(-500, -500, 50) }]);
	await undoBatch(db, SYSTEM, batch!);
	await switchOn(db, SYSTEM, DISTRICT, 'shipped');
	expect((await listAudit(db, { limit: 10 })).items.map(({ action }) => action)).toEqual([
		'rules.use',
		'batch.undo',
		'batch.import',
		'feature.change',
		'run.compute',
		'batch.import'
	]);
	expect(await verifyAudit(sise)).toMatchObject({ rows: 6, whole: true });
	// The statistics of the import are there, though only the owner may gather them.
	const { rows } = await db.query(`select 1 from pg_stats where tablename = 'feature' and attname = 'layer'`);
	expect(rows).toHaveLength(1);
	expect((await checksOf(sise)).filter(({ text }) => text.en.includes('only add to the audit'))).toMatchObject([
		{ ok: true }
	]);
});

test('PostgreSQL refuses that role every way to the rows of the audit', async () => {
	const { db } = await start();
	await draw(db, AREAS);
	// PostgreSQL only warns that nothing was granted.
	await db.query('grant all on audit to current_user');
	for (const statement of [
		`update audit set actor_name = 'x'`,
		'delete from audit',
		'truncate audit',
		'drop table audit cascade',
		'alter table audit disable trigger all',
		'drop trigger audit_is_append_only on audit',
		'alter table audit rename to gone',
		`create rule nothing as on insert to audit do instead nothing`,
		`create or replace function refuse_audit_change() returns trigger language plpgsql as 'begin return null; end'`,
		`set session_replication_role = replica`,
		'delete from schema_migration',
		// The history of dangers is kept in the same way.
		`update danger_step set note = 'x'`,
		'delete from danger_step',
		'truncate danger_step',
		'alter table danger_step disable trigger all'
	]) {
		await expect(db.query(statement), statement).rejects.toMatchObject({ code: '42501' });
	}
});

test('a second start changes nothing, and a third without the owner goes on as the same role', async () => {
	await (await start()).close();
	await (await start()).close();
	const alone = await openSise({ url: urlOf('app'), folder });
	open.push(alone);
	await draw(alone.db, AREAS);
	expect(await verifyAudit(alone)).toMatchObject({ rows: 1, whole: true });
});

test('one role for both is refused in words, and doctor says of a role that can do more what to do', async () => {
	await expect(openSise({ url: urlOf('owner'), ownerUrl: urlOf('owner'), folder })).rejects.toThrow(
		'name the same role'
	);
	const sise = await openSise({ url: urlOf('owner'), folder });
	open.push(sise);
	const [check] = (await checksOf(sise)).filter(({ ok, text }) => !ok && text.en.includes('change or remove'));
	expect(check.text.en).toContain('update, delete, truncate, owner');
	expect(check.text.en).toContain('DATABASE_OWNER_URL');
	// Handing the tables over later is what the refusal says.
	await sise.close();
	await expect(openSise({ url: urlOf('app'), ownerUrl: urlOf(null), folder })).rejects.toThrow('reassign owned by');
});
