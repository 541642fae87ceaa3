import { expect, test } from './page.ts';

test('a run is started here, shows its progress, and is shown when it is done', async ({ page, map }) => {
	await map.open();
	const { run } = await map.status();
	const box = page.getByRole('region', { name: '评估', exact: true });
	await expect(box).toContainText(`第 ${run?.id} 批评估`);
	await box.getByRole('button', { name: '重新评估' }).click();
	await expect(box.getByRole('progressbar')).toBeVisible();
	await expect(box.getByRole('button', { name: '重新评估' })).toBeDisabled();
	await expect(box).toContainText(`第 ${(run?.id ?? 0) + 1} 批评估`, { timeout: 90_000 });
	await expect(box.getByRole('progressbar')).toBeHidden();
	await expect(box.getByRole('button', { name: '重新评估' })).toBeEnabled();
	await map.settled();
});

test('a disputed run is shown as disputed and never as done', async ({ page, map }) => {
	await page.route('**/api/status*', async (route) => {
		const response = await route.fetch();
		const status = (await response.json()) as { run: Record<string, unknown> };
		const text = { zh: '距离相差 2 mm', en: 'distances differ by 2 mm' };
		status.run.status = 'disputed';
		status.run.disputes = [{ rule: 'PIPE-30-5', source: 'pipeline/1', target: 'building/2', text }];
		await route.fulfill({ json: status });
	});
	await map.open();
	// The first answer came with the page; coming back online asks anew.
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	const box = page.getByRole('region', { name: '评估', exact: true });
	await expect(box.getByText(/有争议/).first()).toBeVisible();
	await box.getByText('评估说明').click();
	await expect(box.getByText('距离相差 2 mm')).toBeVisible();
});

test.describe('when the server fails', () => {
	test.use({ provoked: /status of 503/ });

	test('the failure is said in its words, with a way to try again', async ({ page, map }) => {
		await map.open();
		let fails = true;
		await page.route('**/api/features?*', async (route) => {
			const text = { zh: '数据库忙，请重试', en: 'The database is busy, try again' };
			if (fails) await route.fulfill({ status: 503, json: { error: { code: 'busy', text } } });
			else await route.continue();
		});
		await map.list.getByLabel('按图层筛选').selectOption('park');
		const alert = page.getByRole('alert').filter({ hasText: '数据库忙' });
		await expect(alert).toBeVisible();
		const again = alert.getByRole('button', { name: '重试' });
		await expect(again).toBeVisible();
		// At once, without waiting for frames: the page may ask again by itself, and the button would be gone.
		fails = false;
		await again.evaluate((button: HTMLElement) => button.click());
		await expect(alert).toBeHidden();
		await expect(map.rows().first()).toBeVisible();
	});
});
