using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Services;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Models;

/// <summary>Reads the metadata of all models again, as a job: <c>{"ask_sources":true}</c> asks the sources as well. It goes on where it was stopped.</summary>
public sealed class MetadataJob(ModelMetadataService metadata) : IJobKind
{
    public const string KindName = "refresh";

    public string Name => KindName;

    public static string PayloadOf(bool asksSources) => new JsonObject { ["ask_sources"] = asksSources }.ToJsonString();

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var asks = JsonNode.Parse(run.Payload)?["ask_sources"]?.GetValue<bool>() == true;
        var place = run.Place is { } told ? JsonNode.Parse(told)! : new JsonObject();
        var (after, done, failed) = (
            place["after"]?.ToString(),
            place["done"]?.GetValue<int>() ?? 0,
            place["failed"]?.GetValue<int>() ?? 0
        );
        var ids = await metadata.LocalIdsAsync(after, cancellationToken);
        var all = done + ids.Count;
        foreach (var id in ids)
        {
            try
            {
                await metadata.RefreshModelMetadataAsync(run, id, asks, cancellationToken);
            }
            catch (LibraryException problem)
            {
                failed++;
                await run.LogAsync(problem.Message, "warning", cancellationToken);
            }

            var now = PlaceOf(id, ++done, failed);
            run.WithPlace = () => now;
            run.Report(done / (double)all);
        }

        return new JsonObject { ["refreshed"] = all - failed, ["failed"] = failed }.ToJsonString();
    }

    private static string PlaceOf(string after, int done, int failed) =>
        new JsonObject
        {
            ["after"] = after,
            ["done"] = done,
            ["failed"] = failed,
        }.ToJsonString();
}
