using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>What each step makes and costs; the numbers are round ones, the shapes those of the API's document.</summary>
internal sealed class OrchestratorTables
{
    private readonly Tables tables = SeedData.Read<Tables>("orchestrator.json");

    public IReadOnlyDictionary<string, StepShape> Steps => tables.Steps;

    public IReadOnlyDictionary<string, EngineShape> ImageEngines => tables.ImageEngines;

    public IReadOnlyDictionary<string, EngineShape> VideoEngines => tables.VideoEngines;

    /// <summary>What single models cost on top, by their AIR.</summary>
    public IReadOnlyDictionary<string, double> Fees => tables.Fees;

    /// <summary>Has an engine of videos that nobody knew so far.</summary>
    public void AddVideoEngine(string word, int perSecond) =>
        tables.VideoEngines[word] = new EngineShape(perSecond, Size: false, null, Seconds: true, null, null);

    /// <summary>The engines of a step; null when it has none.</summary>
    public IReadOnlyDictionary<string, EngineShape>? EnginesOf(string type) =>
        type switch
        {
            "imageGen" => ImageEngines,
            "videoGen" => VideoEngines,
            _ => null,
        };

    /// <summary>The engine of an input, in any case of letters; the first one when none is named, null when unknown.</summary>
    public EngineShape? EngineOf(string type, JsonObject input)
    {
        if (EnginesOf(type) is not { } engines)
            return null;
        var wanted = JsonParts.Text(input, "engine") ?? engines.Keys.First();
        return engines.FirstOrDefault(engine => engine.Key.Equals(wanted, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private sealed record Tables(
        Dictionary<string, StepShape> Steps,
        Dictionary<string, EngineShape> ImageEngines,
        Dictionary<string, EngineShape> VideoEngines,
        Dictionary<string, double> Fees
    );
}

/// <summary>What a step answers.</summary>
/// <param name="Member">The member of the output with its blobs; empty: the output itself.</param>
/// <param name="Media">image, video, audio, model3d; null: it makes no blobs.</param>
/// <param name="IsList">The member is a list.</param>
/// <param name="Base">What it costs.</param>
/// <param name="Sample">The other members of its output.</param>
internal sealed record StepShape(string? Member, string? Media, bool IsList, int Base, JsonObject? Sample);

/// <summary>What an engine costs and takes.</summary>
/// <param name="Base">What one result costs.</param>
/// <param name="Size">The price grows with the pixels.</param>
/// <param name="Steps">The number of steps that the price is of; null: any.</param>
/// <param name="Seconds">The price is for one second.</param>
/// <param name="Resolutions">The resolutions that it takes; null: any.</param>
/// <param name="Words">The words of its other discriminators: version, provider, operation, model, ecosystem.</param>
internal sealed record EngineShape(
    int Base,
    bool Size,
    int? Steps,
    bool Seconds,
    string[]? Resolutions,
    Dictionary<string, string[]>? Words
)
{
    /// <summary>The first discriminator whose word is not known; a missing one has its default.</summary>
    public string? UnknownWordIn(JsonObject input) =>
        Words
            ?.FirstOrDefault(word =>
                JsonParts.Text(input, word.Key) is { } given
                && !word.Value.Contains(given, StringComparer.OrdinalIgnoreCase)
            )
            .Key;
}
