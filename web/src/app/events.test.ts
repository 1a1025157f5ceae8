import { expect, test } from "vitest";
import { read } from "./events";

test("events are read though they come in pieces", async () => {
  const pieces = [
    "retry: 2000\n\nid: 4-1\nevent: down",
    'load.progress\ndata: {"task_id":"a"}\n',
    "\n:\n\nid: 5-1\nevent: reset\ndata: {}\n\n",
  ];
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const seen = [];
  for await (const one of read(new Response(body))) seen.push(one);
  expect(seen).toEqual([
    { id: "4-1", event: { kind: "download.progress", body: { task_id: "a" } } },
    { id: "5-1", event: { kind: "reset", body: {} } },
  ]);
});

test("a sign of life is no event, and an event that cannot be read is left out", async () => {
  let signs = 0;
  const seen = [];
  const body = new Response(':\n\nid: 1\nevent: job.failed\ndata: {"id"\n\nid: 2\nevent: reset\ndata: {}\n\n');
  for await (const one of read(body, () => signs++)) seen.push(one.id);
  expect(signs).toBeGreaterThan(0);
  expect(seen).toEqual(["2"]);
});
