import * as v from 'valibot';
import type { DistrictInfo } from '../../api.ts';
import type { Words } from '../../risk/words.ts';
import { EVERYTHING } from '../access/sight.ts';
import { moveHead, type Remembering } from '../audit/head.ts';
import type { Database, Queryable } from '../db/database.ts';
import { powersOverAudit } from '../db/rights.ts';
import { currentDistrict, listDistricts } from '../districts.ts';
import { readRun } from '../runs/latest.ts';
import { VERSION } from '../version.ts';
import { command } from './command.ts';

export interface Check {
	ok: boolean;
	text: Words;
}

export interface DoctorAnswer {
	version: string;
	node: string;
	/** Process that answered: the command itself, or the server it worked through. */
	pid: number;
	memoryMB: number;
	folder: string;
	database: { kind: 'embedded' | 'postgres'; version: string; postgis: string };
	current: string | null;
	districts: DistrictInfo[];
	/** Landed batches that `undo` can take back, newest first. */
	batches: { id: number; district: string; file: string; kept: number; landedAt: string }[];
	checks: Check[];
}

/** What is running, versions, counts, what is wrong. */
export const doctor = command({
	input: v.object({ district: v.optional(v.string()) }),
	async perform({ db, folder }): Promise<DoctorAnswer> {
		const { rows } = await db.query<{ version: string; postgis: string }>(
			`select current_setting('server_version') as version, postgis_lib_version() as postgis`,
			[],
			1
		);
		const districts = await listDistricts(db, EVERYTHING);
		const checks: Check[] = [await checkHead({ db, folder }), ...(await checkPowers(db))];
		for (const district of districts) checks.push(...(await checkDistrict(db, district)));
		if (districts.length === 0) {
			checks.push({ ok: true, text: { zh: '还没有数据，请先导入。', en: 'No data yet: import some.' } });
		}
		return {
			version: VERSION,
			node: process.version,
			pid: process.pid,
			memoryMB: Math.round(process.memoryUsage().rss / 2 ** 20),
			folder,
			database: { kind: db.kind, version: `PostgreSQL ${rows[0].version}`, postgis: rows[0].postgis },
			current: await currentDistrict(db),
			districts,
			batches: await listBatches(db),
			checks
		};
	}
});

/** The end of the audit is where the data folder remembers it. */
async function checkHead(at: Remembering): Promise<Check> {
	const wrong = await moveHead(at);
	if (wrong !== null) return { ok: false, text: wrong };
	return {
		ok: true,
		text: {
			zh: '审计链的末端与数据文件夹所记一致。',
			en: 'The end of the audit is where the data folder remembers it.'
		}
	};
}

/** Whether the role that Sise works as could change or remove rows of the audit. */
async function checkPowers(db: Database): Promise<Check[]> {
	if (db.kind === 'embedded') return [];
	const powers = await powersOverAudit(db);
	if (powers.length === 0) {
		return [
			{
				ok: true,
				text: { zh: '应用的数据库角色只能添加审计记录。', en: 'The role of the application can only add to the audit.' }
			}
		];
	}
	return [
		{
			ok: false,
			text: {
				zh: `应用的数据库角色能删改审计记录（${powers.join('、')}）。请为应用另建角色，并以 DATABASE_OWNER_URL 给出所有者的地址，见 docs/decisions/0014。`,
				en: `The role of the application can change or remove rows of the audit (${powers.join(', ')}). Make it a role of its own and give the owner's address as DATABASE_OWNER_URL; see docs/decisions/0014.`
			}
		}
	];
}

async function listBatches(db: Queryable): Promise<DoctorAnswer['batches']> {
	const { rows } = await db.query<{ id: number; district: string; file: string; kept: number; landed_at: Date }>(
		`select id, district, file, kept, landed_at from batch where undone_at is null order by id desc`
	);
	return rows.map(({ landed_at, ...batch }) => ({ ...batch, landedAt: landed_at.toISOString() }));
}

async function checkDistrict(db: Queryable, { code, name, version }: DistrictInfo): Promise<Check[]> {
	return [
		await checkRun(db, code, name, version),
		await checkBatches(db, code, name),
		await checkPlane(db, code, name)
	];
}

async function checkRun(db: Queryable, code: string, name: string, version: number): Promise<Check> {
	const run = await readRun(db, EVERYTHING, code);
	if (run === null) {
		return { ok: false, text: { zh: `${name}：还没有评估，请运行 run。`, en: `${name}: no run yet; use run.` } };
	}
	if (run.status === 'disputed') {
		return {
			ok: false,
			text: {
				zh: `${name}：评估批次 ${run.id} 有争议，两个引擎在 ${run.disputes.length} 处不一致。`,
				en: `${name}: run ${run.id} is disputed; the engines differ in ${run.disputes.length} places.`
			}
		};
	}
	if (run.districtVersion !== version) {
		return {
			ok: false,
			text: {
				zh: `${name}：评估批次 ${run.id} 之后数据有变动，请重新评估。`,
				en: `${name}: data changed after run ${run.id}; run again.`
			}
		};
	}
	return {
		ok: true,
		text: { zh: `${name}：评估批次 ${run.id} 与数据一致。`, en: `${name}: run ${run.id} is of the data there is.` }
	};
}

/** A batch holds what it says it kept, less what later ones replaced: a half batch would show here. */
async function checkBatches(db: Queryable, code: string, name: string): Promise<Check> {
	const { rows } = await db.query<{ id: number; kept: number; held: number }>(
		`select b.id, b.kept,
			(select count(*) from feature f where f.district = b.district and f.batch = b.id)
			+ (select count(*) from feature_past p where p.district = b.district and p.batch = b.id) as held
		from batch b where b.district = $1 and b.undone_at is null order by b.id`,
		[code]
	);
	const short = rows.find((row) => row.held !== row.kept);
	if (short) {
		return {
			ok: false,
			text: {
				zh: `${name}：批次 ${short.id} 应有 ${short.kept} 个要素，实有 ${short.held} 个。请撤销后重新导入。`,
				en: `${name}: batch ${short.id} should hold ${short.kept} features and holds ${short.held}. Undo and import it again.`
			}
		};
	}
	return {
		ok: true,
		text: { zh: `${name}：${rows.length} 批导入完整。`, en: `${name}: ${rows.length} batches are whole.` }
	};
}

/** The metric geometry of a hundred features, computed again by PROJ: beyond a millimetre something is wrong. */
async function checkPlane(db: Queryable, code: string, name: string): Promise<Check> {
	const { rows } = await db.query<{ worst: number | null; many: number }>(
		`select max(greatest(abs(ST_XMin(t) - ST_XMin(m)), abs(ST_YMin(t) - ST_YMin(m)),
				abs(ST_XMax(t) - ST_XMax(m)), abs(ST_YMax(t) - ST_YMax(m)))) as worst, count(*) as many
		from (select ST_Transform(geom, ST_SRID(geom_m)) as t, geom_m as m from feature
			where district = $1 and ST_NPoints(geom) = ST_NPoints(geom_m) order by id limit 100) as sample`,
		[code],
		1
	);
	const worst = rows[0].worst ?? 0;
	return worst <= 0.001
		? {
				ok: true,
				text: {
					zh: `${name}：抽查 ${rows[0].many} 个要素，平面坐标与 PROJ 相差不超过 1 毫米。`,
					en: `${name}: of ${rows[0].many} features the plane agrees with PROJ to 1 mm.`
				}
			}
		: {
				ok: false,
				text: {
					zh: `${name}：平面坐标与 PROJ 相差 ${worst.toFixed(3)} 米，请重新导入。`,
					en: `${name}: the plane differs from PROJ by ${worst.toFixed(3)} m; import again.`
				}
			};
}
