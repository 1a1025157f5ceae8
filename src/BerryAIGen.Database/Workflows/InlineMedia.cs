using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Workflows;

/// <summary>
/// Pictures, videos and sounds that stand in an input become blobs before it is written down: an input is told again with
/// every list and callback.
/// </summary>
public sealed class InlineMedia(BlobStore blobs, WorkerCatalogue workers, WorkflowLimits limits)
{
    private const int Short = 4096;

    /// <summary>The same steps, with ids in the place of bytes.</summary>
    public async Task<WorkflowOrder> MoveAsync(string owner, WorkflowOrder order, CancellationToken cancellationToken)
    {
        var steps = new List<StepOrder>();
        foreach (var step in order.Steps)
        {
            if (!workers.TakesMedia(step.Type, step.Input))
            {
                steps.Add(step);
                continue;
            }

            var input = await MoveAsync(owner, step.Input, cancellationToken);
            steps.Add(step with { Input = input ?? new JsonObject() });
        }

        return order with
        {
            Steps = steps,
        };
    }

    private async Task<JsonNode?> MoveAsync(string owner, JsonNode? node, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case JsonObject json:
                var members = new JsonObject();
                foreach (var (name, value) in json)
                    members[name] = await MoveAsync(owner, value, cancellationToken);
                return members;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list)
                    items.Add(await MoveAsync(owner, item, cancellationToken));
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Length > Short:
                return await KeepAsync(owner, text, cancellationToken) ?? value.DeepClone();
            default:
                return node?.DeepClone();
        }
    }

    // What cannot be read as one is left for the step to say so.
    private async Task<JsonNode?> KeepAsync(string owner, string text, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = MediaIntake.Decode(text, limits.BlobBytes);
        }
        catch (LibraryException)
        {
            return null;
        }

        if (MediaKind.Of(bytes) is not { } kind)
            return null;
        using var body = new MemoryStream(bytes, writable: false);
        return (await blobs.ReceiveAsync(owner, body, kind, cancellationToken)).Id;
    }
}
