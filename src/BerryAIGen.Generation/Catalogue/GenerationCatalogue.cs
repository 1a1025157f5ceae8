using System.Text.Json;
using BerryAIGen.Generation.Catalogue.Shapes;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>Everything that can be generated, from data: the shipped definitions, and the user's over them by id.</summary>
internal sealed class GenerationCatalogue
{
    private readonly Dictionary<string, EcosystemDefinition> _ecosystems = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, WorkflowDefinition> _workflows = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EcosystemDefinition> _byBaseModel = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, EcosystemDefinition> _byVersion = [];
    private readonly Dictionary<string, EcosystemDefinition> _byHeader = new(StringComparer.OrdinalIgnoreCase);

    private GenerationCatalogue(
        DefinitionFiles<EcosystemDefinition> ecosystems,
        DefinitionFiles<EngineDefinition> engines,
        DefinitionFiles<WorkflowDefinition> workflows,
        DefinitionFiles<LicenceDefinition> licences,
        DefinitionFiles<EcosystemGroup> groups,
        DefinitionFiles<GraphDefinition> graphs,
        SingleFiles files
    )
    {
        Ecosystems = [.. ecosystems.ById.Values.OrderBy(ecosystem => ecosystem.Order)];
        Engines = engines.ById;
        Workflows = [.. workflows.ById.Values];
        Licences = licences.ById;
        Groups = groups.ById;
        Graphs = graphs.ById;
        Fields = files.Fields;
        Sizes = files.Sizes;
        Limits = files.Limits;
        Types = files.Types;
        Preprocessors = files.Preprocessors.Preprocessors.ToDictionary(row => row.Id);
        Files = new HashSet<string>(
            [
                .. ecosystems.Paths,
                .. engines.Paths,
                .. workflows.Paths,
                .. licences.Paths,
                .. groups.Paths,
                .. graphs.Paths,
            ],
            StringComparer.Ordinal
        );
        Warnings =
        [
            .. ecosystems.Warnings,
            .. engines.Warnings,
            .. workflows.Warnings,
            .. licences.Warnings,
            .. groups.Warnings,
            .. graphs.Warnings,
            .. files.Warnings,
        ];
        foreach (var ecosystem in Ecosystems)
        {
            Name(ecosystem);
        }

        foreach (var workflow in Workflows)
        {
            _workflows.TryAdd(workflow.Key, workflow);
            _workflows.TryAdd(workflow.Id, workflow);
        }
    }

    /// <summary>In the order of lists.</summary>
    public IReadOnlyList<EcosystemDefinition> Ecosystems { get; }

    public IReadOnlyDictionary<string, EngineDefinition> Engines { get; }

    public IReadOnlyList<WorkflowDefinition> Workflows { get; }

    public IReadOnlyDictionary<string, LicenceDefinition> Licences { get; }

    public IReadOnlyDictionary<string, EcosystemGroup> Groups { get; }

    public IReadOnlyDictionary<string, GraphDefinition> Graphs { get; }

    /// <summary>The vocabulary of fields, by key.</summary>
    public IReadOnlyDictionary<string, FieldDefinition> Fields { get; }

    /// <summary>Which types of models generate.</summary>
    public GenerationTypeFile Types { get; }

    /// <summary>Table, ratio, width and height.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<int>>> Sizes { get; }

    /// <summary>How much each tier may ask for at once.</summary>
    public LimitFile Limits { get; }

    /// <summary>What prepares control pictures, by its word in forms.</summary>
    public IReadOnlyDictionary<string, PreprocessorDefinition> Preprocessors { get; }

    /// <summary>The files of the user that hold, of the kinds that are a file each.</summary>
    public IReadOnlySet<string> Files { get; }

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <param name="configurationFolder">Holds <c>definitions/ecosystems/*.json</c> and the others; null for none.</param>
    /// <exception cref="JsonException">A shipped file is wrong.</exception>
    public static GenerationCatalogue Load(string? configurationFolder)
    {
        var json = CatalogueJson.Default;
        var files = SingleFiles.Load(configurationFolder);
        var shape = new FormShape(files.Fields);
        return new GenerationCatalogue(
            DefinitionFiles<EcosystemDefinition>.Load(
                "ecosystems",
                "ecosystem",
                configurationFolder,
                json.EcosystemDefinition,
                shape.Check,
                shape.Claim
            ),
            DefinitionFiles<EngineDefinition>.Load(
                "engines",
                "engine",
                configurationFolder,
                json.EngineDefinition,
                EngineShape.Check
            ),
            DefinitionFiles<WorkflowDefinition>.Load(
                "workflows",
                "workflow",
                configurationFolder,
                json.WorkflowDefinition,
                shape.Check,
                shape.Claim
            ),
            DefinitionFiles<LicenceDefinition>.Load(
                "licences",
                "licence",
                configurationFolder,
                json.LicenceDefinition,
                static _ => { }
            ),
            DefinitionFiles<EcosystemGroup>.Load(
                "ecosystem-groups",
                "group of ecosystems",
                configurationFolder,
                json.EcosystemGroup,
                static _ => { }
            ),
            DefinitionFiles<GraphDefinition>.Load(
                "graphs",
                "graph",
                configurationFolder,
                json.GraphDefinition,
                EngineShape.Check
            ),
            files
        );
    }

    /// <summary>The ecosystem by its id, its key or its name; null for none.</summary>
    public EcosystemDefinition? FindEcosystem(string name) => _ecosystems.GetValueOrDefault(name.Trim());

    /// <summary>The ecosystem of a base model, in Civitai's words; null for one that is not known.</summary>
    public EcosystemDefinition? FindEcosystemOf(string? baseModel) =>
        baseModel is null ? null : _byBaseModel.GetValueOrDefault(baseModel.Trim());

    /// <summary>The ecosystem that a version of its picker belongs to; null for a version that no picker has.</summary>
    public EcosystemDefinition? FindEcosystemOf(long version) => _byVersion.GetValueOrDefault(version);

    /// <summary>The ecosystem of what <c>berry inspect</c> says; null where it says too little.</summary>
    /// <param name="word">The base: <c>flux2</c>.</param>
    /// <param name="variant">Which of several: <c>klein-9b</c>; null for none.</param>
    public EcosystemDefinition? FindEcosystemOfHeader(string? word, string? variant) =>
        word is null ? null
        : variant is not null && _byHeader.TryGetValue($"{word}/{variant}", out var exact) ? exact
        : _byHeader.GetValueOrDefault(word);

    /// <summary>The workflow by its key or id; null for none.</summary>
    public WorkflowDefinition? FindWorkflow(string name) => _workflows.GetValueOrDefault(name.Trim());

    /// <summary>The types that generate with an ecosystem: its own, else those of the nearest that it descends from.</summary>
    public IReadOnlyList<string> GeneratesOf(EcosystemDefinition ecosystem)
    {
        var source = ecosystem;
        // A file of the user may close the line to a ring.
        for (var steps = 0; source.Generates.Count == 0 && source.Parent is { } parent && steps < 16; steps++)
        {
            source = FindEcosystem(parent) ?? source;
        }

        return source.Generates;
    }

    /// <summary>The ecosystem that a word of AIRs stands for: the one of that name, else the first of its line; null for none.</summary>
    public EcosystemDefinition? FindEcosystemByAir(string? word) =>
        word is null
            ? null
            : Ecosystems
                .Where(ecosystem => AirOf(ecosystem).Equals(word, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(ecosystem => ecosystem.Key.Equals(word, StringComparison.OrdinalIgnoreCase))
                .FirstOrDefault();

    /// <summary>The word of an ecosystem in AIRs: that of the first of its line.</summary>
    public string AirOf(EcosystemDefinition ecosystem)
    {
        var root = ecosystem;
        // A file of the user may close the line to a ring.
        for (var steps = 0; root.Air is null && root.Parent is { } parent && steps < 16; steps++)
        {
            root = FindEcosystem(parent) ?? root;
        }

        // AIRs have small letters.
        return root.Air ?? root.Key.ToLowerInvariant();
    }

    private void Name(EcosystemDefinition ecosystem)
    {
        foreach (var name in (string[])[ecosystem.Id, ecosystem.Key, ecosystem.Name])
        {
            _ecosystems.TryAdd(name, ecosystem);
        }

        foreach (var header in ecosystem.Headers)
        {
            _byHeader.TryAdd(header, ecosystem);
        }

        foreach (var baseModel in ecosystem.BaseModels)
        {
            _byBaseModel.TryAdd(baseModel.Name, ecosystem);
        }

        if (ecosystem.Checkpoint is not { } checkpoint)
            return;
        _byVersion.TryAdd(checkpoint.Default, ecosystem);
        foreach (var version in checkpoint.Versions.Where(version => version.Ecosystem is null))
        {
            _byVersion.TryAdd(version.Id, ecosystem);
        }
    }
}
