import type { Geometry } from 'geojson';
import { receiveAround } from './around.ts';
import type { FromWorker, ToWorker } from './live-words.ts';

/** Asks the engine of the server, on the features that the server sent, off the thread that draws. */
let answer: ReturnType<typeof receiveAround> | null = null;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
	if (data.kind === 'around') {
		answer = receiveAround(data.district, data.neighbours, data.proposal);
		return;
	}
	postMessage(replyTo(data.number, data.geometry, data.accuracyM));
});

function replyTo(number: number, geometry: Geometry, accuracyM: number | null): FromWorker {
	if (answer === null) return { number, wrong: 'Nothing was sent to ask of.' };
	try {
		return { number, said: answer(geometry, accuracyM) };
	} catch (error) {
		return { number, wrong: String(error) };
	}
}
