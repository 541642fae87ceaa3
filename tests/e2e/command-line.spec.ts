import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, start } from './started.ts';

const SHOPS = `名称,经度,纬度,类型
甲加油站,114.05,30.65,加油站
乙加油站,114.06,30.66,加油站
`;
const SCHOOLS = `名称,经度,纬度,类型
一小,114.0501,30.65,学校
`;

interface Said {
	code: number;
	out: string;
	err: string;
}

/** Runs the command line on a data folder, as `npm run sise --` does. */
function sise(data: string, ...words: string[]): Promise<Said> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			['src/cli/sise.ts', ...words],
			{ env: { ...process.env, SISE_DATA: data, DATABASE_URL: '' }, timeout: 100_000 },
			(error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err })
		);
	});
}

/** The whole round on one folder: import, near, run, zones, undo, doctor, and what goes wrong. */
async function round(data: string): Promise<{ pid: number }> {
	const shops = join(data, '..', 'shops.csv');
	const schools = join(data, '..', 'schools.csv');
	writeFileSync(shops, SHOPS);
	writeFileSync(schools, SCHOOLS);
	const imported = await sise(data, 'import', shops, '--layer', 'enterprise', '--district', '420112', '--json');
	expect(imported.code, imported.err).toBe(0);
	const report = JSON.parse(imported.out) as { kept: number; batch: number; landed: boolean };
	expect(report).toMatchObject({ kept: 2, landed: true });
	expect((await sise(data, 'import', schools, '--layer', 'protection_target', '--district', '420112')).code).toBe(0);

	const near = await sise(
		data,
		'near',
		'--layer',
		'enterprise',
		'--to',
		'protection_target',
		'--within',
		'20',
		'--json'
	);
	const { count, features } = JSON.parse(near.out) as {
		count: number;
		features: { name: string; distanceM: number }[];
	};
	expect(count).toBe(1);
	expect(features[0].name).toBe('甲加油站');
	expect(features[0].distanceM).toBeCloseTo(9.58, 1);

	const run = await sise(data, 'run', '--json');
	expect(run.code, run.err).toBe(0);
	expect(JSON.parse(run.out)).toMatchObject({ status: 'done', disputes: [] });
	const zones = await sise(data, 'zones', '--format', 'geojson');
	expect((JSON.parse(zones.out) as { type: string }).type).toBe('FeatureCollection');

	const bad = join(data, '..', 'bad.geojson');
	writeFileSync(bad, '{"type": "FeatureCollection", "features": [');
	const refused = await sise(data, 'import', bad, '--layer', 'enterprise');
	expect(refused.code).toBe(1);
	expect(refused.err).toContain('bad.geojson');
	expect((await sise(data, 'near', '--layer', 'house')).err).toContain('layer');
	expect((await sise(data, 'fly')).code).toBe(2);

	expect((await sise(data, 'undo', String(report.batch))).code).toBe(0);
	expect((await sise(data, 'undo', String(report.batch))).err).toContain(String(report.batch));
	const doctor = JSON.parse((await sise(data, 'doctor', '--json')).out) as {
		pid: number;
		districts: { counts: object }[];
		checks: { ok: boolean; text: { en: string } }[];
	};
	expect(doctor.districts[0].counts).toEqual({ protection_target: 1 });
	expect(doctor.checks.filter((check) => !check.ok).map((check) => check.text.en)).toEqual([
		expect.stringContaining('data changed after run')
	]);
	return doctor;
}

test('the command line works by itself on a folder that nobody serves', async () => {
	const place = mkdtempSync(join(tmpdir(), 'sise-cli-'));
	try {
		await round(join(place, 'data'));
	} finally {
		rmSync(place, { recursive: true, force: true });
	}
});

test('the command line works beside a running server, through it', async () => {
	const place = mkdtempSync(join(tmpdir(), 'sise-cli-'));
	const data = join(place, 'data');
	const server = start(await freePort(), data);
	try {
		await expect.poll(server.said).toContain('http://localhost:');
		const { pid } = await round(data);
		// It was the server that answered, not a second process on its folder.
		expect(pid).not.toBe(process.pid);
		expect(server.child.exitCode).toBeNull();
		const again = JSON.parse((await sise(data, 'doctor', '--json')).out) as { pid: number };
		expect(again.pid).toBe(pid);
	} finally {
		server.child.kill('SIGINT');
		await server.code;
		rmSync(place, { recursive: true, force: true });
	}
});
