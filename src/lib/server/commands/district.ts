import { currentDistrict } from '../districts.ts';
import type { Sise } from '../sise.ts';
import { CommandError } from './command.ts';

/** The district a command means: the one named, else the current one. Throws a CommandError where there is none. */
export async function meantDistrict({ db }: Sise, named: string | undefined): Promise<string> {
	if (named !== undefined) {
		const { rows } = await db.query<{ code: string }>('select code from district where code = $1 or name = $1', [
			named
		]);
		if (rows.length > 0) return rows[0].code;
		throw new CommandError({
			zh: `没有辖区 ${named}。用 npm run sise -- doctor 查看已有的辖区。`,
			en: `There is no district ${named}. npm run sise -- doctor lists those there are.`
		});
	}
	const current = await currentDistrict(db);
	if (current !== null) return current;
	throw new CommandError({
		zh: '还没有数据。请先导入：npm run sise -- import 文件',
		en: 'There is no data yet. Import some first: npm run sise -- import FILE'
	});
}
