using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Services;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Models;

/// <summary>Reads the metadata of all models again, as a job: <c>{"ask_sources":true}</c> asks the sources as well.</summary>
public sealed class MetadataJob(ModelMetadataService metadata) : IJobKind
{
    public const string KindName = "refresh";

    public string Name => KindName;

    public static string PayloadOf(bool asksSources) => new JsonObject { ["ask_sources"] = asksSources }.ToJsonString();

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var asks = JsonNode.Parse(run.Payload)?["ask_sources"]?.GetValue<bool>() == true;
        var ids = await metadata.LocalIdsAsync(cancellationToken);
        var failed = 0;
        foreach (var (number, id) in ids.Index())
        {
            try
            {
                await metadata.RefreshAsync(id, asks, cancellationToken);
            }
            catch (LibraryException problem)
            {
                failed++;
                await run.LogAsync(problem.Message, "warning", cancellationToken);
            }

            run.Report((number + 1) / (double)ids.Count);
        }

        return new JsonObject { ["refreshed"] = ids.Count - failed, ["failed"] = failed }.ToJsonString();
    }
}
