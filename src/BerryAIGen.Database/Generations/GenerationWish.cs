using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Generations;

/// <summary>What the job of a generation is to do beside bringing what there is; written down with the job.</summary>
internal static class GenerationWish
{
    public const string None = "{}";

    /// <summary>Mature results are to be allowed, which are paid anew.</summary>
    public const string Unlock = """{"unlock":true}""";

    public static bool WantsUnlock(JobRun run) =>
        JsonNode.Parse(run.Payload)?["unlock"] is JsonValue value && value.TryGetValue<bool>(out var wants) && wants;
}
