import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import type { FeaturePage, Status } from '../../src/lib/api.ts';
import type { DangerPage } from '../../src/lib/dangers/api.ts';
import type { RoundDetail, VisitDetail, VisitPage } from '../../src/lib/rounds/api.ts';
import { dayFromNow } from '../day-from-now.ts';

export const PHONE = {
	viewport: { width: 390, height: 844 },
	hasTouch: true,
	isMobile: true,
	permissions: ['geolocation'],
	geolocation: { longitude: 114.1, latitude: 30.65, accuracy: 12 }
};

/** A round of three enterprises, planned at the desk. */
export async function planRound(api: APIRequestContext): Promise<RoundDetail> {
	const { current } = (await (await api.get('/api/status')).json()) as Status;
	const asked = `/api/features?district=${current}&layer=enterprise&limit=3`;
	const { items } = (await (await api.get(asked)).json()) as FeaturePage;
	const sites = items.map(({ id }) => id);
	const order = { district: current, id: randomUUID(), day: dayFromNow(), name: '离线检查', sites };
	const answer = await api.post('/api/rounds', { data: order });
	expect(answer.ok(), await answer.text()).toBe(true);
	return (await answer.json()) as RoundDetail;
}

/** What the server has of a round: its visits, and the dangers of each. */
export async function arrived(api: APIRequestContext, { district, id }: RoundDetail) {
	const visits = (await (await api.get(`/api/visits?district=${district}&round=${id}`)).json()) as VisitPage;
	const dangers: DangerPage[] = [];
	for (const visit of visits.items) {
		const asked = `/api/dangers?district=${district}&visit=${visit.id}`;
		dangers.push((await (await api.get(asked)).json()) as DangerPage);
	}
	return { visits: visits.items, dangers };
}

/** Every photo that a visit names is there, with as many bytes as it says. */
export async function expectPhotos(api: APIRequestContext, visit: VisitDetail): Promise<void> {
	for (const { sha256, bytes } of visit.photos) {
		const answer = await api.get(`/api/photos/${sha256}?district=${visit.district}`);
		expect(answer.ok(), sha256).toBe(true);
		expect((await answer.body()).length).toBe(bytes);
	}
}

/** What an inspector does on the phone. */
export class GoPage {
	readonly page: Page;
	readonly counts: Locator;

	constructor(page: Page) {
		this.page = page;
		this.counts = page.locator('[data-part="queue"] .counts');
	}

	async open({ district, id }: RoundDetail): Promise<void> {
		await this.page.goto(`/inspect/go?${new URLSearchParams({ district, round: id })}`);
		await expect(this.page.locator('.page-root:not([inert])')).toBeAttached();
	}

	/** Takes the round along, and sees that the page would come up without the server. */
	async take(round: RoundDetail): Promise<void> {
		await this.open(round);
		await this.page.locator(`[data-take="${round.id}"]`).click();
		await expect(this.stops()).toHaveCount(round.stops.length);
		await expect(this.page.locator('[data-part="taken"]')).toContainText('MB');
	}

	stops(): Locator {
		return this.page.locator('[data-stop]');
	}

	async begin(visit: string): Promise<void> {
		await this.page.locator(`[data-stop="${visit}"] a.primary`).click();
		await this.page.getByRole('button', { name: '开始检查' }).click();
		await expect(this.items().first()).toBeVisible();
	}

	items(): Locator {
		return this.page.locator('[data-item]');
	}

	/** Answers everything with yes or a number that can be, with a photo where one is wanted; but for one no. */
	async answerAll(photo: Buffer, no: number): Promise<void> {
		for (let at = 0; at < (await this.items().count()); at++) {
			const item = this.items().nth(at);
			const number = item.locator('input[type="number"]');
			if ((await number.count()) > 0) await number.fill('1');
			else await item.locator(`[data-choice="${at === no ? 'no' : 'yes'}"] input`).check();
			const wantsPhoto = (await item.getByText('需要拍照').count()) > 0;
			if (wantsPhoto || at === no) await this.photograph(item, photo);
		}
	}

	async photograph(part: Locator, photo: Buffer): Promise<void> {
		const before = await part.locator('[data-photo]').count();
		await part.locator('input[type="file"]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: photo });
		await expect(part.locator('[data-photo]')).toHaveCount(before + 1);
	}

	/** Records the danger of the item that was answered with no. */
	async recordDanger(text: string): Promise<void> {
		await this.page.locator('[data-part="danger-of"]').first().click();
		const danger = this.page.locator('[data-danger]').last();
		await danger.getByLabel('隐患描述').fill(text);
		await danger.getByLabel('整改措施').fill('更换');
		await danger.getByLabel('整改责任人').fill('张三');
		await danger.getByLabel('整改期限').fill('2027-12-31');
	}

	/** The whole visit of a stop, with photos and a danger, handed in. */
	async visit(visit: string, photo: Buffer, danger: string): Promise<void> {
		await this.begin(visit);
		await this.answerAll(photo, 2);
		await this.recordDanger(danger);
		await this.handIn();
		await this.back();
	}

	async handIn(): Promise<void> {
		const done = this.page.locator('[data-part="handed-in"]');
		// What is not in order and has no danger, as a number beyond its limit, is asked about once.
		const allTheSame = this.page.getByRole('button', { name: '仍然提交' });
		await this.page.locator('[data-part="hand-in"]').click();
		await expect(done.or(allTheSame)).toBeVisible();
		if (await allTheSame.isVisible()) await allTheSame.click();
		await expect(done).toBeVisible();
	}

	/** What can be touched and is lower than 44 px; what stands in a line of words is none of it. */
	async smallTargets(): Promise<string[]> {
		return this.page.evaluate(() =>
			[...document.querySelectorAll<HTMLElement>('.go :is(button, a, input, select, textarea, summary)')]
				.filter((one) => one.checkVisibility() && !one.matches('.skip, .hidden-words *'))
				// Of these the label is what is touched.
				.map((one) => ({ one: one.matches('[type="radio"], [type="checkbox"]') ? one.closest('label')! : one }))
				.filter(({ one }) => Math.round(one.getBoundingClientRect().height) < 44)
				.map(({ one }) => `${one.tagName} ${one.innerText.slice(0, 30)} ${one.getBoundingClientRect().height}`)
		);
	}

	async back(): Promise<void> {
		await this.page.getByRole('link', { name: '返回' }).click();
	}
}

/** A picture as a camera makes it: no two are alike, and it does not become small. */
export async function takePicture(page: Page, size: number): Promise<Buffer> {
	const url = await page.evaluate((side) => {
		const canvas = document.createElement('canvas');
		canvas.width = canvas.height = side;
		const pen = canvas.getContext('2d')!;
		const image = pen.createImageData(side, side);
		for (let at = 0; at < image.data.length; at++) image.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
		pen.putImageData(image, 0, 0);
		return canvas.toDataURL('image/png');
	}, size);
	return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
