// Drives an orchestrator with the published client: node drive.mjs ADDRESS KEY FOLDER, where FOLDER holds node_modules.
import assert from "node:assert/strict";
import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [address, key, folder] = process.argv.slice(2);
register("./resolve.mjs", import.meta.url);
const civitai = await import(pathToFileURL(join(folder, "node_modules/@civitai/client/dist/index.js")).href);
const client = civitai.createCivitaiClient({ baseUrl: address, auth: key });
const done = [];
const says = (what) => done.push(what);
const good = ({ data, error, response }, status) => {
    assert.equal(error, undefined, JSON.stringify(error));
    assert.equal(response.status, status);
    return data;
};

// A picture of two pixels.
const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
    "base64",
);
const convert = (image, more = {}) => ({
    $type: "convertImage",
    input: { image, transforms: [{ type: "resize", targetWidth: 8 }], output: { format: "webp", lossless: true, hideMetadata: true } },
    ...more,
});

const sent = good(
    await civitai.uploadConsumerBlob({
        client,
        body: png,
        bodySerializer: (body) => body,
        headers: { "Content-Type": "image/png" },
    }),
    201,
);
assert.equal(sent.available, true);
says("blob uploaded");

const guess = good(
    await civitai.submitWorkflow({ client, query: { whatif: true }, body: { steps: [convert(sent.url)] } }),
    200,
);
assert.equal(guess.id, undefined);
assert.ok(guess.cost.total > 0);
says("estimated");

const first = good(
    await civitai.submitWorkflow({
        client,
        query: { wait: 60 },
        body: {
            externalId: "npm-1",
            tags: ["npm", "first"],
            metadata: { name: "berries" },
            steps: [convert(sent.url, { name: "small" }), convert({ $ref: "small", path: "output.blob.url" }, { name: "again" })],
        },
    }),
    200,
);
assert.equal(first.status, "succeeded");
assert.deepEqual(first.steps.map((step) => step.status), ["succeeded", "succeeded"]);
const made = first.steps[1].output.blob;
assert.deepEqual([made.type, made.width, made.height, made.available], ["image", 8, 4, true]);
const bytes = Buffer.from(await (await fetch(made.url)).arrayBuffer());
assert.equal(bytes.toString("latin1", 8, 12), "WEBP");
says("submitted and waited");

const twin = good(await civitai.submitWorkflow({ client, body: { externalId: "npm-1", steps: [convert(sent.url)] } }), 200);
assert.equal(twin.id, first.id);
says("submitted once");

await good(
    await civitai.submitWorkflow({ client, query: { wait: 60 }, body: { tags: ["npm"], steps: [{ $type: "echo", input: { message: "hi" } }] } }),
    200,
);
const all = good(await civitai.queryWorkflows({ client, query: { tags: ["npm"], take: 1, hideMatureContent: false } }), 200);
assert.equal(all.items.length, 1);
assert.equal(all.items[0].steps[0].output.message, "hi");
const rest = good(await civitai.queryWorkflows({ client, query: { tags: ["npm"], cursor: all.next, hideMatureContent: false } }), 200);
assert.deepEqual(rest.items.map((one) => one.id), [first.id]);
const both = good(await civitai.queryWorkflows({ client, query: { tags: ["npm", "first"], query: "BERR" } }), 200);
assert.deepEqual(both.items.map((one) => one.id), [first.id]);
assert.equal(both.items[0].steps[0].output.blob.url, undefined);
says("queried");

const path = { workflowId: first.id };
good(
    await civitai.patchWorkflow({
        client,
        path,
        body: [
            { op: "test", path: "/metadata/name", value: "berries" },
            { op: "add", path: "/metadata/rating", value: 5 },
        ],
    }),
    204,
);
good(await civitai.updateWorkflowStep({ client, path: { ...path, stepName: "small" }, body: { metadata: { seen: true } } }), 204);
const step = good(await civitai.getWorkflowStep({ client, path: { ...path, stepName: "small" } }), 200);
assert.deepEqual(step.metadata, { seen: true });
assert.deepEqual(good(await civitai.getWorkflow({ client, path }), 200).metadata, { name: "berries", rating: 5 });
says("patched");

good(await civitai.addWorkflowTag({ client, path, body: JSON.stringify("new"), bodySerializer: (body) => body }), 204);
good(await civitai.removeWorkflowTag({ client, path: { ...path, tag: "first" } }), 204);
assert.deepEqual(good(await civitai.getWorkflow({ client, path }), 200).tags, ["npm", "new"]);
says("tagged");

// The first step fetches from an address that holds it until somebody gives up.
const slow = good(
    await civitai.submitWorkflow({ client, body: { steps: [convert(process.env.SLOW_PICTURE, { name: "slow" }), convert({ $ref: "slow", path: "output.blob.url" })] } }),
    202,
);
good(await civitai.updateWorkflow({ client, path: { workflowId: slow.id }, body: { status: "canceled" } }), 204);
const ended = good(await civitai.getWorkflow({ client, path: { workflowId: slow.id }, query: { wait: 60 } }), 200);
assert.equal(ended.status, "canceled");
assert.deepEqual(ended.steps.map((one) => one.status), ["canceled", "canceled"]);
says("cancelled");

good(await civitai.headBlob({ client, path: { blobId: made.id } }), 204);
assert.equal(good(await civitai.refreshBlob({ client, path: { blobId: made.id } }), 200).id, made.id);
const upload = good(await civitai.getConsumerBlobUploadUrl({ client }), 200);
const posted = await fetch(upload.uploadUrl, { method: "POST", body: png, headers: { "Content-Type": "image/png" } });
assert.equal(posted.status, 201);
const redirected = await civitai.getBlob({ client, path: { blobId: (await posted.json()).id }, parseAs: "arrayBuffer" });
assert.deepEqual(Buffer.from(good(redirected, 200)), png);
says("blobs");

const recipe = good(
    await civitai.invokeConvertImageStepTemplate({ client, body: { image: sent.id, output: { format: "jpeg", quality: 90, hideMetadata: false } } }),
    200,
);
assert.equal(recipe.blob.width, 2);
says("recipe");

const wrong = await civitai.submitWorkflow({ client, body: { steps: [convert(sent.url, { input: { image: sent.url, output: { format: "avif" } } })] } });
assert.equal(wrong.response.status, 400);
assert.ok(wrong.error.errors["steps[0].input.output.format"][0].includes("avif"));
good(await civitai.deleteWorkflow({ client, path }), 204);
assert.equal((await civitai.getWorkflow({ client, path })).response.status, 404);
says("refused and deleted");

console.log(JSON.stringify(done));
