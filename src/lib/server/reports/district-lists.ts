import type { ListItem } from '../../api.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { DistrictInput } from './district-input.ts';
import { row, tableOf, withConfidence } from './district-rows.ts';
import { say, type Language, type Table } from './document.ts';
import { levelMark } from './looks.ts';

/** 区域风险清单: every unit at orange and above, with why. */
export function riskTable({ list, run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = list.items.map((item, i) =>
		row([
			`${i + 1}`,
			unitText(item, language),
			subdistrictOf(item, run.subdistrictNames),
			levelMark(item.level, language),
			item.reasons.map(({ text }) => say(text, language)).join('\n'),
			item.reasons.map(({ clause, confidence }) => withConfidence(clause, confidence, language)).join('\n'),
			item.measures ?? '—',
			dueText(item, language)
		])
	);
	const titles: [string, number][] = zh
		? [
				['序号', 12],
				['名称', 36],
				['街道', 24],
				['等级', 26],
				['评定依据', 56],
				['条款', 42],
				['管控措施', 34],
				['检查', 38]
			]
		: [
				['No.', 12],
				['Unit', 36],
				['Subdistrict', 24],
				['Level', 26],
				['Why', 56],
				['Clause', 42],
				['Measures', 34],
				['Inspection', 38]
			];
	return tableOf(zh ? '区域风险清单' : 'Risk list', titles, rows, language);
}

/** 风险责任清单: who answers for each of them. */
export function responsibilityTable({ list, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const hidden = zh ? '不披露' : 'not disclosed';
	const person = (item: ListItem, i: number): string => {
		const one = item.persons[i];
		if (one === undefined) return '—';
		const name = list.withheld.includes('persons') ? hidden : (one.name ?? (zh ? '未登记' : 'not on record'));
		const phone = list.withheld.includes('phones') ? hidden : one.phone;
		return [say(one.role, language), name, ...(phone === null ? [] : [phone])].join('\n');
	};
	const rows = list.items.map((item, i) =>
		row([
			`${i + 1}`,
			unitText(item, language),
			levelMark(item.level, language),
			item.subjectField === null ? '—' : `${item.subjectField.no} ${say(item.subjectField.name, language)}`,
			item.leadDepartment === null ? '—' : say(item.leadDepartment, language),
			person(item, 0),
			person(item, 1),
			person(item, 2)
		])
	);
	const titles: [string, number][] = zh
		? [
				['序号', 12],
				['名称', 38],
				['等级', 26],
				['专项', 28],
				['牵头部门', 28],
				['责任人一', 34],
				['责任人二', 34],
				['责任人三', 34]
			]
		: [
				['No.', 12],
				['Unit', 38],
				['Level', 26],
				['Field', 28],
				['Department', 28],
				['Person 1', 34],
				['Person 2', 34],
				['Person 3', 34]
			];
	return tableOf(zh ? '风险责任清单' : 'Responsibility list', titles, rows, language);
}

function unitText({ id, name, layer, grade }: ListItem, language: Language): string {
	const kind = say(layerOf(layer).name, language);
	return `${name ?? id}\n(${kind}${grade === null ? '' : ` · ${grade}`})`;
}

function subdistrictOf({ subdistrict }: ListItem, names: Readonly<Record<string, string>>): string {
	return subdistrict === null ? '—' : (names[subdistrict] ?? subdistrict);
}

function dueText({ lastInspected, nextDue, overdue }: ListItem, language: Language): string {
	const zh = language === 'zh';
	const last = `${zh ? '最近' : 'last'} ${lastInspected ?? (zh ? '未登记' : 'not on record')}`;
	if (nextDue === null) return `${last}\n${zh ? '下次无法确定' : 'next unknown'}`;
	return `${last}\n${zh ? '下次' : 'next'} ${nextDue}${overdue ? (zh ? '\n逾期' : '\noverdue') : ''}`;
}
