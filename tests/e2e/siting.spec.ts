import { checkAccess } from './open-page.ts';
import { expect, test as base } from './page.ts';
import { SitingPage } from './siting-page.ts';

const test = base.extend<{ siting: SitingPage }>({
	siting: async ({ page, map }, use) => use(new SitingPage(page, map))
});

/** Typed corners have three decimals: the distance between their line and another is good to a millimetre. */
const THREE_METRES = /实测 (2\.999|3\.000|3\.001) m/;

/** Pixels of a drag that carries a parcel well away from a pipeline at the zoom at which parcels are looked at. */
const AWAY_PX = 220;

test('a house 3 m from a trunk pipeline is vetoed by Article 30, and dragged away it is not, before the mouse is let go', async ({
	page,
	siting
}) => {
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 3);
	await siting.chooseType('housing');
	await siting.answered();
	await expect(siting.verdict).toHaveAttribute('data-verdict', 'veto');
	const finding = siting.finding('PIPE-30-5');
	await expect(finding).toContainText('第30条');
	await expect(finding).toContainText(THREE_METRES);
	await expect(finding).toContainText('5.000 m');
	await expect(finding).toContainText('强制');
	await expect(finding.getByRole('link')).toContainText(trunk.name);

	await siting.map.settled();
	const before = await siting.liveCount();
	const at = await siting.middle();
	const [x0, y0] = trunk.at(0, 0);
	const [x1, y1] = trunk.at(0, 1);
	await page.mouse.move(at.x, at.y);
	await page.mouse.down();
	for (let step = 1; step <= 8; step++) {
		const far = (AWAY_PX * step) / 8;
		await page.mouse.move(at.x + (x1 - x0) * far, at.y - (y1 - y0) * far);
	}
	await expect(finding).toHaveCount(0);
	await expect(siting.verdict).toHaveAttribute('data-from', 'page');
	expect(await siting.liveCount()).toBeGreaterThan(before);
	const live = await siting.verdict.getAttribute('data-verdict');
	expect(live).not.toBe('veto');
	test.info().annotations.push({ type: 'live answer', description: `${await siting.liveMs()} ms` });
	await page.mouse.up();
	await siting.answered();
	await expect(siting.verdict).toHaveAttribute('data-verdict', live!);
	await expect(page.locator('[data-part="parting"]')).toHaveCount(0);

	await page.keyboard.press('Control+z');
	await expect(finding).toContainText(THREE_METRES);
	await siting.answered();
	await page.keyboard.press('Control+Shift+z');
	await expect(finding).toHaveCount(0);
	await page.getByRole('button', { name: '撤销' }).click();
	await expect(finding).toContainText(THREE_METRES);
});

test('what is drawn becomes a parcel: rectangle, polygon, point; undo takes it away, and a reload loses nothing', async ({
	page,
	siting
}) => {
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 60);
	await siting.map.settled();
	const { x, y } = await siting.middle();
	await page.getByRole('button', { name: '矩形' }).click();
	await page.mouse.click(x + 120, y + 60);
	await page.mouse.move(x + 160, y + 90);
	await page.mouse.click(x + 200, y + 120);
	await expect(siting.parcels()).toHaveCount(2);
	await page.getByRole('button', { name: '多边形' }).click();
	for (const [dx, dy] of [
		[-200, 60],
		[-120, 60],
		[-120, 140]
	]) {
		await page.mouse.move(x + dx, y + dy);
		await page.mouse.click(x + dx, y + dy);
	}
	await page.keyboard.press('Enter');
	await expect(siting.parcels()).toHaveCount(3);
	await page.getByRole('button', { name: '点', exact: true }).click();
	await page.mouse.click(x + 150, y - 100);
	await expect(siting.parcels()).toHaveCount(4);
	await page.keyboard.press('Control+z');
	await expect(siting.parcels()).toHaveCount(3);
	await siting.chooseType('school');
	await siting.answered();
	await expect(page.getByRole('list', { name: '各地块的结论' }).getByRole('listitem')).toHaveCount(3);
	await page.reload();
	await expect(siting.parcels()).toHaveCount(3);
	await siting.answered();
});

test('with the keyboard alone: a parcel is put down, moved by metres, named, asked about, and taken away', async ({
	page,
	siting
}) => {
	await siting.open();
	await page.getByRole('button', { name: '放在中央' }).focus();
	await page.keyboard.press('Enter');
	await expect(siting.parcels()).toHaveCount(1);
	await siting.map.settled();
	await page.getByLabel('项目类型').focus();
	await page.keyboard.type('学校');
	await page.keyboard.press('Enter');
	await siting.answered();
	await page.getByRole('button', { name: '编辑拐点坐标' }).focus();
	await page.keyboard.press('Enter');
	const corners = page.getByLabel('每行一个拐点');
	const before = (await corners.inputValue()).split('\n')[0].split(',').map(Number);
	await page.locator('.map canvas').first().focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Shift+ArrowUp');
	await page.getByRole('form', { name: '拐点坐标' }).getByRole('button', { name: '取消' }).press('Enter');
	await page.getByRole('button', { name: '编辑拐点坐标' }).press('Enter');
	const after = (await corners.inputValue()).split('\n')[0].split(',').map(Number);
	expect(after[1] - before[1]).toBeCloseTo(10, 2);
	expect(after[2] - before[2]).toBeCloseTo(1, 2);
	await page.locator('.map canvas').first().focus();
	await page.keyboard.press('Delete');
	await expect(siting.parcels()).toHaveCount(0);
	await page.keyboard.press('Control+z');
	await expect(siting.parcels()).toHaveCount(1);
});

test('corners are read while they are typed, and each wrong line says what to do', async ({ page, siting }) => {
	await siting.open();
	await page.getByRole('button', { name: '输入拐点坐标' }).click();
	const lines = page.getByLabel('每行一个拐点');
	const add = page.getByRole('button', { name: '添加地块' });
	await lines.fill('J1,511500,3394900\nabc,1\nJ3');
	const said = page.getByRole('form', { name: '拐点坐标' }).getByRole('status');
	await expect(said).toContainText('第 1 行');
	await expect(said).toContainText('颠倒');
	await expect(said).toContainText('第 2 行');
	await expect(said).toContainText('第 3 行');
	await expect(add).toBeDisabled();
	await page.getByLabel('坐标系').selectOption('null');
	await page.getByLabel('坐标顺序').selectOption('east');
	await lines.fill('114.12,30.68\n114.13,30.69\n114.13,30.68\n114.12,30.69');
	await expect(said).toContainText('自相交');
	await expect(add).toBeDisabled();
});

test('two alternatives stand side by side', async ({ page, siting }) => {
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 3);
	await siting.chooseType('housing');
	await siting.answered();
	await page.getByRole('button', { name: '复制为新方案' }).click();
	await siting.parcels().first().getByRole('button', { name: '定位' }).click();
	await siting.map.settled();
	await page.locator('.map canvas').first().focus();
	const [x0, y0] = trunk.at(0, 0);
	const [x1, y1] = trunk.at(0, 60);
	const press = async (key: string, metres: number) => {
		for (let i = 0; i < Math.round(Math.abs(metres) / 10); i++) await page.keyboard.press(`Shift+${key}`);
	};
	await press(x1 > x0 ? 'ArrowRight' : 'ArrowLeft', x1 - x0);
	await press(y1 > y0 ? 'ArrowUp' : 'ArrowDown', y1 - y0);
	await expect(siting.finding('PIPE-30-5')).toHaveCount(0);
	await siting.answered();
	await page.getByRole('button', { name: '并排比较' }).click();
	const table = page.getByRole('table');
	await expect(table.getByRole('button', { name: '方案 A' })).toBeVisible();
	const verdicts = table.getByRole('row', { name: /结论/ }).getByRole('cell');
	await expect(verdicts.first()).toContainText('一票否决');
	await expect(verdicts.nth(1)).not.toContainText('一票否决');
	await expect(table.getByRole('row', { name: /最小余量/ })).toContainText(/-(1\.999|2\.000|2\.001) m/);
});

test('a file is uploaded: its parcel is the one that was typed, and what cannot be read is told', async ({
	page,
	siting
}) => {
	await siting.open();
	const trunk = await siting.trunk();
	const square = siting.square(trunk, 3);
	const file = (name: string, text: string) => ({
		name,
		mimeType: 'application/octet-stream',
		buffer: Buffer.from(text)
	});
	await page.getByRole('button', { name: '上传文件' }).click();
	const input = page.locator('input[type="file"]');
	const feature = { type: 'Feature', geometry: square, properties: { name: '东地块' } };
	await input.setInputFiles(
		file('parcels.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
	);
	await expect(page.getByText('已导入 1 个地块')).toBeVisible();
	await expect(siting.parcels()).toHaveCount(1);
	await siting.chooseType('housing');
	await siting.answered();
	await expect(siting.finding('PIPE-30-5')).toContainText(THREE_METRES);
	await page.keyboard.press('Control+z');
	await expect(siting.parcels()).toHaveCount(0);
});

test.describe('a file that is none', () => {
	test.use({ provoked: /status of 4\d\d/ });

	test('is refused in words, and what was drawn stays', async ({ page, siting }) => {
		await siting.open();
		await page.getByRole('button', { name: '放在中央' }).click();
		await page.getByRole('button', { name: '上传文件' }).click();
		await page
			.locator('input[type="file"]')
			.setInputFiles({ name: 'parcels.geojson', mimeType: 'application/json', buffer: Buffer.from('{ nothing') });
		await expect(page.getByRole('group', { name: '从文件导入地块' }).getByRole('alert')).toContainText(
			/[\u4e00-\u9fff]/
		);
		await expect(siting.parcels()).toHaveCount(1);
	});
});

test('a case is saved, opened by its link, decided by hand, checked again, and deleted', async ({ page, siting }) => {
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 3);
	await siting.chooseType('housing');
	await siting.answered();
	await page.getByLabel('案例名称').fill('河东住宅');
	await expect(page.locator('[data-unsaved]')).toBeVisible();
	await page.getByRole('button', { name: '保存' }).click();
	const link = page.locator('[data-case-link]');
	await expect(link).toBeVisible();
	await expect(page.locator('[data-unsaved]')).toHaveCount(0);
	const address = (await link.getAttribute('href'))!;
	await page.evaluate(() => sessionStorage.clear());
	await page.goto('/account');
	await page.evaluate(() => sessionStorage.clear());
	await page.goto(address);
	await expect(page.getByLabel('案例名称')).toHaveValue('河东住宅');
	await siting.answered();
	const finding = siting.finding('PIPE-30-5');
	await finding.getByRole('button', { name: '人工判断' }).click();
	await finding.getByLabel('按此计入结论').selectOption('conditional');
	await finding.getByLabel('理由').fill('管道将于开工前改线');
	await finding.getByLabel('批准人').fill('李主任');
	await finding.getByRole('button', { name: '确定' }).click();
	await expect(finding.locator('[data-part="override"]')).toContainText('李主任');
	await expect(page.locator('[data-overridden]')).not.toHaveAttribute('data-overridden', 'veto');
	await expect(siting.verdict).toHaveAttribute('data-verdict', 'veto');
	await finding.getByRole('button', { name: '撤回人工判断' }).click();
	await expect(page.locator('[data-overridden]')).toHaveCount(0);
	await page.getByRole('button', { name: '重新核查' }).click();
	await expect(page.locator('[data-part="changed"]')).toContainText('结论与上次相同');
	await page.getByRole('button', { name: '已存案例' }).click();
	await page.getByRole('button', { name: '删去 河东住宅' }).click();
	await page.getByRole('button', { name: '确认删除' }).click();
	await expect(page.getByText('还没有保存的案例')).toBeVisible();
});

test('a corner that is drawn near the corner of another parcel snaps to it', async ({ page, siting }) => {
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 3);
	await siting.chooseType('housing');
	await siting.answered();
	await expect.poll(() => siting.liveCount()).toBeGreaterThan(0);
	await siting.map.settled();
	// Its own corner is snapped to as well: the parcel's nearest to the pipeline, half its side from the middle.
	const { x, y } = await siting.middle();
	const [cx, cy] = trunk.at(0, 18);
	const [ax, ay] = trunk.at(15, 3);
	const metresPerPx = (40_075_016.686 * Math.cos((trunk.plane.unproject(cx, cy)[1] * Math.PI) / 180)) / (512 * 2 ** 18);
	const corner = { x: x + (ax - cx) / metresPerPx, y: y - (ay - cy) / metresPerPx };
	await page.getByRole('button', { name: '线', exact: true }).click();
	for (const [dx, dy] of [
		[4, 3],
		[120, 40],
		[160, 90]
	]) {
		await page.mouse.move(corner.x + dx, corner.y + dy);
		await page.mouse.click(corner.x + dx, corner.y + dy);
	}
	await page.keyboard.press('Enter');
	await expect(siting.parcels()).toHaveCount(2);
	await page.getByRole('button', { name: '编辑拐点坐标' }).click();
	const [, north, east] = (await page.getByLabel('每行一个拐点').inputValue()).split('\n')[0].split(',').map(Number);
	expect(Math.hypot(east - ax, north - ay)).toBeLessThan(0.002);
});

test('the report of what is asked is handed over as a file, in each kind', async ({ page, siting }) => {
	await siting.open();
	await siting.typeParcel(await siting.trunk(), 3);
	await siting.chooseType('housing');
	await siting.answered();
	for (const [kind, ending] of [
		['PDF', '.pdf'],
		['Word', '.docx'],
		['XLSX', '.xlsx']
	]) {
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: `${kind} 报告` }).click();
		expect((await coming).suggestedFilename()).toMatch(new RegExp(`\\${ending}$`));
	}
});

test('where a footprint could stand is a map, and one step leads to the nearest place that passes', async ({
	page,
	siting
}) => {
	await siting.open();
	const trunk = await siting.trunk();
	await siting.typeParcel(trunk, 3);
	await siting.chooseType('housing');
	await siting.answered();
	const where = page.locator('[data-part="where"]');
	await where.getByRole('button', { name: '在全区查找' }).click();
	await expect(where.getByRole('listitem')).toHaveCount(4);
	await where.getByRole('button', { name: '移到那里' }).click();
	await siting.answered();
	await expect(siting.verdict).not.toHaveAttribute('data-verdict', 'veto');
	await page.keyboard.press('Control+z');
	await expect(siting.finding('PIPE-30-5')).toContainText(THREE_METRES);
});

for (const { width, height } of [
	{ width: 1920, height: 1080 },
	{ width: 390, height: 844 }
]) {
	test.describe(`at ${width} × ${height}`, () => {
		test.use({ viewport: { width, height } });

		test('axe finds nothing serious, before and after there is a verdict', async ({ page, siting }) => {
			await siting.open();
			await checkAccess(page);
			await siting.typeParcel(await siting.trunk(), 3);
			await siting.chooseType('warehouse');
			await siting.answered();
			await page.locator('[data-part="not-applied"] summary').click();
			await page.getByRole('button', { name: '编辑拐点坐标' }).click();
			await checkAccess(page);
		});
	});
}

test.describe('in English', () => {
	test.use({ locale: 'en-GB' });

	test('it says the same', async ({ page, siting }) => {
		await siting.open();
		await page.getByRole('button', { name: 'At the middle' }).click();
		await siting.chooseType('school');
		await siting.answered();
		await expect(page.getByRole('heading', { name: 'Siting' })).toBeVisible();
		await expect(page.locator('[data-subjects]')).toContainText('relevant subjects answered');
	});
});
