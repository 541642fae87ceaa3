import { randomBytes } from 'node:crypto';
import type { DrawDetail, DrawOrder, DrawProblems } from '../../draws/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { drawBySize } from '../../risk/draw/draw-by-size.ts';
import { drawInspectors } from '../../risk/draw/draw-inspectors.ts';
import type { Inspector } from '../../risk/draw/recusal.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Who } from '../access/who.ts';
import { record, recordAlone } from '../audit/record.ts';
import { contentHash } from '../dangers/content-hash.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet, keepRuleSet } from '../rules/rule-sets.ts';
import { readInspectors, subdistrictsOf } from './inspectors.ts';
import { mustBeDrawable, readPool, type Pooled } from './pool.ts';
import { readDraw } from './read.ts';
import { lastInspectorsOf } from './visited.ts';

/** 64 bits that nobody can foresee. */
const SEED_BYTES = 8;

/**
 * Makes a draw whole or not at all: sites by weight, inspectors by lot with the rules of recusal kept. The same order again
 * answers the draw that was made. Throws an AnswerError: 409 where the id stands for another draw; 422 `recused` with the
 * problems where a site has too few who may go (the try is in the audit, with its seed); 422 naming the field that is wrong.
 */
export async function makeDraw(db: Database, who: Who, order: DrawOrder, now = new Date()): Promise<DrawDetail> {
	const { district, id } = order;
	const seed = order.seed ?? randomBytes(SEED_BYTES).toString('hex');
	try {
		await db.transaction(async (tx) => {
			if (await isMade(tx, order)) return;
			const rules = await currentRuleSet(tx, district);
			await keepRuleSet(tx, rules);
			const made = await draw(tx, order, seed, rules);
			const { count } = await tx.query(
				`insert into draw (district, id, day, name, seed, seed_given, rules_version, run, filter, size, pool, inspectors,
					recused, content_sha256, by_id, by_name, at)
				values ($1, $2::uuid, $3::date, $4, $5, $6, $7, $8::bigint, $9::text::jsonb, $10::text::jsonb,
					$11::text::jsonb, $12::text::jsonb, $13::text::jsonb, $14, $15, $16, $17::timestamptz)
				on conflict (district, id) do nothing`,
				[
					...[district, id, districtDay(now, rules), order.name, seed, order.seed !== undefined],
					...[rules.version, made.run],
					...[order.filter, order.size, made.pool, made.people, made.recused].map((part) => JSON.stringify(part)),
					...[contentHash(order), who.id, who.name, now.toISOString()]
				]
			);
			// Somebody sent the same at the same moment and was first.
			if (count === 0) return void (await isMade(tx, order));
			await tx.query(
				`insert into draw_site (district, draw, no, feature, inspectors)
				select $1, $2::uuid, s.no, s.feature, array(select jsonb_array_elements_text(s.inspectors))
				from jsonb_to_recordset($3::text::jsonb) as s(no integer, feature text, inspectors jsonb)`,
				[district, id, JSON.stringify(made.sites)],
				made.sites.length
			);
			const after = { name: order.name, seed, pool: made.pool.length, drawn: made.sites.map(({ feature }) => feature) };
			await record(tx, { who, district, action: 'draw.make', object: id, after });
		});
	} catch (error) {
		// Whoever tries until the lot suits them leaves every try behind.
		if (error instanceof AnswerError && error.code === 'recused') {
			const after = { name: order.name, seed };
			await recordAlone(db, { who, district, action: 'draw.make', object: id, after, result: 'refused' });
		}
		throw error;
	}
	return readDraw(db, who, district, id);
}

async function draw(tx: Queryable, order: DrawOrder, seed: string, rules: RuleSet) {
	const { district, filter, size } = order;
	const { run, units } = await readPool(tx, district, filter, rules);
	mustBeDrawable(units);
	if ('count' in size && size.count > units.length) {
		throw new AnswerError(422, 'too-many', {
			zh: `size.count：要抽 ${size.count} 个，符合条件的只有 ${units.length} 个。请减少数量或放宽条件。`,
			en: `size.count: ${size.count} are asked for and ${units.length} meet the filter. Ask for fewer, or widen the filter.`
		});
	}
	const { keys, drawn } = drawBySize(units, size, seed, rules);
	if (drawn.length === 0) {
		throw new AnswerError(422, 'none-drawn', {
			zh: 'size.share：按此比例一个也抽不到。请至少为一个等级填写比例。',
			en: 'size.share: by these shares nothing is drawn. Give at least one level a share.'
		});
	}
	const people = chosen(await readInspectors(tx, district), order.inspectors);
	const byId = new Map(units.map((one) => [one.id, one]));
	const [last, places] = [await lastInspectorsOf(tx, district, drawn), await subdistrictsOf(tx, district, drawn)];
	const sites = drawn.map((id) => ({
		id,
		name: byId.get(id)!.name ?? id,
		lastInspectors: last.get(id) ?? [],
		subdistricts: places.get(id) ?? []
	}));
	const { pairs, recused, problems } = drawInspectors(sites, people, seed, rules);
	if (pairs === null) throw tooFew(problems, seed);
	const sentTo = new Map(pairs.map(({ site, inspectors }) => [site, inspectors]));
	return {
		run,
		pool: keys.map((key) => ({ ...key, ...namedOf(byId.get(key.id)!) })),
		people: people.map(({ id, name }) => ({ id, name })),
		recused,
		sites: drawn.map((feature, i) => ({ no: i + 1, feature, inspectors: sentTo.get(feature)! }))
	};
}

function namedOf({ name, level }: Pooled) {
	return { name, level };
}

function chosen(people: readonly Inspector[], ids: readonly string[] | undefined): Inspector[] {
	if (ids === undefined) return [...people];
	const unknown = ids.find((id) => !people.some((one) => one.id === id));
	if (unknown !== undefined) {
		throw new AnswerError(422, 'no-inspector', {
			zh: `inspectors：没有可派的检查人员 ${unknown}。请重新打开页面后选择。`,
			en: `inspectors: there is no inspector ${unknown} who can be sent. Open the page again and choose.`
		});
	}
	return people.filter(({ id }) => ids.includes(id));
}

function tooFew(problems: DrawProblems['problems'], seed: string): AnswerError {
	const [first] = problems;
	const more = problems.length - 1;
	return new AnswerError(
		422,
		'recused',
		{
			zh: first.zh + (more > 0 ? `另有 ${more} 个对象同样人员不足。` : ''),
			en: first.en + (more > 0 ? ` ${more} more sites lack people too.` : '')
		},
		{ problems, seed } satisfies DrawProblems
	);
}

/** Whether the draw of an order is made already. Throws an AnswerError 409 where its id stands for another one. */
async function isMade(tx: Queryable, order: DrawOrder): Promise<boolean> {
	const { rows } = await tx.query<{ content_sha256: string }>(
		'select content_sha256 from draw where district = $1 and id = $2::uuid',
		[order.district, order.id]
	);
	if (rows.length === 0) return false;
	if (rows[0].content_sha256 === contentHash(order)) return true;
	throw new AnswerError(409, 'other-content', {
		zh: 'id：这个编号已用于另一次抽取，没有覆盖。请用新的编号。',
		en: 'id: another draw has it already and was not overwritten. Use a new one.'
	});
}
