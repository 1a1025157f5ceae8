using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>Who does which steps on this machine: the registered workers, as their definitions tell.</summary>
public sealed class WorkerCatalogue
{
    private static readonly string[] MediaWords = ["image", "video", "audio"];

    private readonly FrozenDictionary<string, Able> _byType;
    private readonly Func<string, string?> _variable;

    // Whoever asks is told a moment later that nobody here does it.
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(1);

    /// <param name="workers">The registered ones.</param>
    /// <param name="configurationFolder">Holds <c>definitions</c> of the user; null for none.</param>
    /// <param name="variable">Finds the programs.</param>
    /// <exception cref="JsonException">A shipped definition is wrong, or names a worker that nobody registered.</exception>
    public WorkerCatalogue(
        IEnumerable<IStepWorker> workers,
        string? configurationFolder,
        Func<string, string?> variable
    )
    {
        _variable = variable;
        var byName = workers.ToFrozenDictionary(worker => worker.Name, StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = DefinitionFiles<WorkerDefinition>.Load(
            "workers",
            "worker",
            configurationFolder,
            WorkerJson.Default.WorkerDefinition,
            definition => Check(definition, byName),
            definition => Claim(definition, owners)
        );
        Warnings = files.Warnings;
        var byType = new Dictionary<string, Able>(StringComparer.Ordinal);
        foreach (var definition in files.ById.Values)
        foreach (var step in definition.Steps)
            byType[step.Type] = new Able(byName[definition.Worker], definition, step);
        _byType = byType.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The types of steps that other servers of the same database do, with the group of each; null while nobody asked.</summary>
    public IReadOnlyDictionary<string, string>? Elsewhere { get; set; }

    /// <summary>What other servers of the same database lack for types of steps that they would do, as they last said.</summary>
    public IReadOnlyDictionary<string, string> MissingElsewhere { get; set; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Since when nobody does a type of steps.</summary>
    public WorkerWatch Watch { get; } = new();

    /// <summary>The types of steps that are done here, as far as their tools are there.</summary>
    public IEnumerable<string> Types =>
        _byType.Where(row => MissingTool(row.Value) is null).Select(row => row.Key).Order(StringComparer.Ordinal);

    /// <summary>What is missing for the types of steps that would be done here: the program, and how one gets it.</summary>
    public IReadOnlyDictionary<string, string> Missing =>
        _byType
            .Where(row => MissingTool(row.Value) is not null)
            .ToDictionary(row => row.Key, row => TellMissing(row.Value)!, StringComparer.Ordinal);

    /// <summary>The groups in which steps wait for each other.</summary>
    public IEnumerable<string> Groups => _byType.Values.Select(able => able.Definition.Group).Distinct();

    /// <summary>What the definitions say of all types of steps, done here or not.</summary>
    public IEnumerable<WorkerStep> Steps =>
        _byType.Values.Select(able => able.Step).OrderBy(step => step.Type, StringComparer.Ordinal);

    /// <summary>Why this server does no such step; null when it does.</summary>
    /// <param name="type">The word of <c>$type</c>.</param>
    /// <param name="input">Says of some whose work it is; null to ask of the type alone.</param>
    public string? FindProblem(string type, JsonNode? input) =>
        _byType.GetValueOrDefault(type) is not { } able
            ? $"No worker on this machine does \"{type}\"; there are {string.Join(", ", Types)}."
        : TellMissing(able) is { } missing ? $"No worker on this machine does \"{type}\": {missing}."
        : able.Worker.StandsFor(input) is { } other && other != type ? FindProblem(other, null)
        : null;

    /// <summary>Why no server of the database does such a step; null when one does.</summary>
    public string? FindRefusal(string type, JsonNode? input) =>
        FindProblem(type, input) is { } problem && !IsElsewhere(type, input) ? problem : null;

    /// <summary>Whether another server of the database does such a step.</summary>
    public bool IsElsewhere(string type, JsonNode? input) =>
        Elsewhere is { } others
        && others.ContainsKey(type)
        && (OtherOf(type, input) is not { } other || others.ContainsKey(other));

    /// <summary>The type that a step needs and no server has done for long; null while one does it, or may come back.</summary>
    public string? FindLost(string type, JsonNode? input) =>
        Watch.IsLost(type) ? type
        : OtherOf(type, input) is { } other && Watch.IsLost(other) ? other
        : null;

    /// <summary>What is said of a step that waited for a server which does not come back.</summary>
    public string TellLost(string type)
    {
        var missing = _byType.GetValueOrDefault(type) is { } able ? TellMissing(able) : null;
        return $"No server has done \"{type}\" for {WorkerWatch.Patience.TotalMinutes:0} minutes"
            + ((missing ?? MissingElsewhere.GetValueOrDefault(type)) is { } why ? $": {why}" : "")
            + "; submit it again once one does.";
    }

    /// <summary>The group of a step that is done here or elsewhere.</summary>
    public string GroupOf(string type, JsonNode? input) =>
        OtherOf(type, input) is { } other ? GroupOf(other, null)
        : _byType.GetValueOrDefault(type) is { } able ? able.Definition.Group
        : Elsewhere?.GetValueOrDefault(type)
            ?? throw new LibraryException(FailureCode.Usage, $"No worker does \"{type}\" any more.");

    /// <summary>Whether such steps work on pictures, videos or sounds.</summary>
    public bool TakesMedia(string type, JsonNode? input) =>
        OtherOf(type, input) is { } other
            ? TakesMedia(other, null)
            : _byType.GetValueOrDefault(type)?.Step.Takes.Any(MediaWords.Contains) == true;

    /// <summary>How long one takes, as the definition guesses.</summary>
    public double SecondsOf(string type) => _byType.GetValueOrDefault(type)?.Step.Seconds ?? 0;

    /// <summary>After which one is given up.</summary>
    public TimeSpan TimeLimitOf(string type) => _byType.GetValueOrDefault(type)?.Step.TimeLimit ?? Unknown;

    /// <summary>Remembers what is wrong with an input; that of a step of which only others know is theirs to look at.</summary>
    public void Check(string type, JsonNode? input, string place, FieldProblems problems) =>
        _byType.GetValueOrDefault(type)?.Worker.Check(type, input, place, problems);

    /// <inheritdoc cref="IStepWorker.RunAsync"/>
    public Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken) =>
        _byType[work.Type].Worker.RunAsync(work, cancellationToken);

    private string? OtherOf(string type, JsonNode? input) =>
        _byType.GetValueOrDefault(type)?.Worker.StandsFor(input) is { } other && other != type ? other : null;

    private string? TellMissing(Able able) =>
        MissingTool(able) is not { } tool ? null
        : able.Definition.Install is { } install ? $"{tool} is not installed ({install})"
        : $"{tool} is not installed";

    private string? MissingTool(Able able) =>
        able.Definition.Tools.FirstOrDefault(tool => ChildTool.Find(tool, _variable) is null);

    private static void Check(WorkerDefinition definition, FrozenDictionary<string, IStepWorker> workers)
    {
        if (workers.GetValueOrDefault(definition.Worker) is not { } worker)
            throw new JsonException(
                $"There is no worker \"{definition.Worker}\"; there are {string.Join(", ", workers.Keys)}."
            );
        if (!DefinitionFolder.IsId(definition.Group))
            throw new JsonException(
                $"\"{definition.Group}\" is no group: lower-case letters, digits, dots and hyphens."
            );
        if (definition.Steps.FirstOrDefault(step => !worker.Types.Contains(step.Type)) is { } strange)
            throw new JsonException(
                $"The worker \"{definition.Worker}\" does no \"{strange.Type}\"; it does {string.Join(", ", worker.Types)}."
            );
        if (
            definition.Steps.FirstOrDefault(step => step.TimeLimit <= TimeSpan.Zero || step.Seconds <= 0) is
            { } timeless
        )
            throw new JsonException($"The step \"{timeless.Type}\" needs \"seconds\" and \"timeLimit\".");
    }

    // A type of steps is done by one definition; what a file has in whose place another stands is given back.
    private static void Claim(WorkerDefinition definition, Dictionary<string, string> owners)
    {
        if (
            definition.Steps.FirstOrDefault(step =>
                owners.GetValueOrDefault(step.Type, definition.Id) != definition.Id
            ) is
            { } taken
        )
            throw new JsonException(
                $"\"{taken.Type}\" is done as the definition \"{owners[taken.Type]}\" says already; give the file that id to put it in its place, or leave the step out.",
                "$.steps",
                null,
                null
            );
        foreach (var old in owners.Where(row => row.Value == definition.Id).Select(row => row.Key).ToArray())
            owners.Remove(old);
        foreach (var step in definition.Steps)
            owners[step.Type] = definition.Id;
    }

    private sealed record Able(IStepWorker Worker, WorkerDefinition Definition, WorkerStep Step);
}
