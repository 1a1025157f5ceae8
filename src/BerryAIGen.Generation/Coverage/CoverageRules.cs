using BerryAIGen.Civitai.References;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Which models generate, why, and what goes together; all of it follows from the definitions.</summary>
public sealed class CoverageRules
{
    private readonly GenerationCatalogue _catalogue;
    private readonly Dictionary<long, EcosystemCheckpoint> _listed;
    private readonly Dictionary<string, GenerationBaseModel> _open;

    private readonly TimeProvider _time;

    internal CoverageRules(GenerationCatalogue catalogue, TimeProvider? time = null)
    {
        _catalogue = catalogue;
        _time = time ?? TimeProvider.System;
        _listed = ListedOf(catalogue);
        _open = OpenOf(catalogue).ToDictionary(row => row.BaseModel, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The versions that generate whatever else is said of them.</summary>
    public IReadOnlyCollection<EcosystemCheckpoint> Checkpoints => _listed.Values;

    /// <summary>The base models with which models of everybody generate.</summary>
    public IReadOnlyCollection<GenerationBaseModel> BaseModels => _open.Values;

    /// <summary>The types that can be chosen in a form, in Civitai's words.</summary>
    public IReadOnlyList<string> Types => [.. _catalogue.Types.Types.Select(type => type.Id)];

    /// <summary>The kinds of files on Civitai that hold a model.</summary>
    public IReadOnlyList<string> FileKinds => _catalogue.Types.Files;

    /// <summary>Whether this is a base model in Civitai's words.</summary>
    public bool IsBaseModel(string? name) => _catalogue.FindEcosystemOf(name) is not null;

    internal GenerationCatalogue Catalogue => _catalogue;

    /// <summary>Whether a model generates, and why not.</summary>
    /// <param name="facts">What is known of it.</param>
    public CoverageVerdict Judge(ResourceFacts facts) =>
        new(CivitaiRules.Judge(this, facts), OwnRules.Judge(this, facts));

    /// <summary>When everybody may have a model that only those who paid for it may have now; null when everybody may.</summary>
    public DateTimeOffset? EarlyAccessOf(ResourceFacts facts) =>
        facts.Site?.EarlyAccessUntil is { } until && until > _time.GetUtcNow() ? until : null;

    /// <summary>What the AIR of an epoch of a training says of it; null for every other AIR.</summary>
    public ResourceFacts? EpochOf(Air air)
    {
        if (air is not { Source: "orchestrator", Version: not null })
            return null;
        var line = _catalogue.Ecosystems.FirstOrDefault(ecosystem =>
            ecosystem.Parent is null && _catalogue.AirOf(ecosystem) == air.Ecosystem
        );
        return new ResourceFacts
        {
            Type = _catalogue.Types.Types.FirstOrDefault(type => AirWords.TypeOf(type.Id) == air.Type)?.Id ?? air.Type,
            Epoch = new EpochFacts(air.ToString(), line?.Id),
        };
    }

    /// <summary>What the definitions alone say of a version that they list, for when nobody else knows it; null for every other.</summary>
    public ResourceFacts? FactsOfListed(long version)
    {
        if (ListedAs(version) is not { } listed || _catalogue.FindEcosystem(listed.Ecosystem) is not { } ecosystem)
            return null;
        var main = _catalogue.Types.Types.FirstOrDefault(type => type.IsMain)?.Id;
        return new ResourceFacts
        {
            VersionId = version,
            ModelId = listed.ModelId,
            Type = _catalogue.GeneratesOf(ecosystem).FirstOrDefault(type => type == main),
            BaseModel = ecosystem.BaseModels is [var first, ..] ? first.Name : null,
        };
    }

    /// <summary>Where a model belongs: by its version's picker, by its base model, else by its header.</summary>
    public ResourcePlace Place(ResourceFacts facts)
    {
        var ecosystem = EcosystemOf(facts);
        return new ResourcePlace(ecosystem?.Id, ecosystem?.Name, facts.BaseModel, TypeOf(facts));
    }

    /// <summary>How strongly a model works when nobody says otherwise; its creator's word goes first. Null where there is nothing to set.</summary>
    public ResourceStrength? StrengthOf(ResourceFacts facts) =>
        _catalogue.Types.Find(TypeOf(facts))?.Strength is not { } usual ? null : StrengthOf(facts.Site, usual);

    /// <summary>The AIR of a version of Civitai's; null for a file that Civitai does not have.</summary>
    public string? AirOf(ResourceFacts facts)
    {
        if ((facts.Epoch?.Air ?? facts.Site?.Air) is { } told)
            return told;
        if (facts is not { ModelId: { } model, VersionId: { } version } || model is < 1 or > int.MaxValue)
            return null;
        var air = Air.ForModel(facts.BaseModel, TypeOf(facts), new ModelId((int)model));
        return (
            EcosystemOf(facts) is { } ecosystem
                ? air with
                {
                    Ecosystem = _catalogue.AirOf(ecosystem),
                    Version = $"{version}",
                }
                : air with
                {
                    Version = $"{version}",
                }
        ).ToString();
    }

    /// <summary>The id of an ecosystem by its id, key, name or one of its base models.</summary>
    /// <exception cref="GenerationException">There is none.</exception>
    public string GetEcosystem(string name) => Ecosystem(name).Id;

    /// <summary>Whether an ecosystem is new and may change.</summary>
    public IReadOnlyList<string> ExperimentalEcosystems =>
        [
            .. _catalogue
                .Ecosystems.Where(ecosystem => ecosystem.BaseModels.Any(model => model.Experimental))
                .Select(ecosystem => ecosystem.Id),
        ];

    /// <summary>The key of a workflow by its key or id.</summary>
    /// <exception cref="GenerationException">There is none.</exception>
    public string GetWorkflow(string name) => Workflow(name).Key;

    internal EcosystemDefinition Ecosystem(string name) =>
        _catalogue.FindEcosystem(name)
        ?? _catalogue.FindEcosystemOf(name)
        ?? throw new GenerationException(
            FailureCode.Usage,
            "ecosystem",
            $"There is no ecosystem \"{name}\"; 'berry ecosystems list' shows all."
        );

    internal WorkflowDefinition Workflow(string name) =>
        _catalogue.FindWorkflow(name)
        ?? throw new GenerationException(
            FailureCode.Usage,
            "workflow",
            $"There is no workflow \"{name}\"; 'berry workflows list' shows all."
        );

    internal EcosystemCheckpoint? ListedAs(long? version) => version is { } id ? _listed.GetValueOrDefault(id) : null;

    internal GenerationBaseModel? OpenAs(string? baseModel) =>
        baseModel is null ? null : _open.GetValueOrDefault(baseModel.Trim());

    internal EcosystemDefinition? EcosystemOf(ResourceFacts facts) =>
        (ListedAs(facts.VersionId) is { } listed ? _catalogue.FindEcosystem(listed.Ecosystem) : null)
        ?? _catalogue.FindEcosystemOf(facts.BaseModel)
        ?? (facts.Epoch?.Ecosystem is { } line ? _catalogue.FindEcosystem(line) : null)
        ?? _catalogue.FindEcosystemOfHeader(facts.Header?.Base, facts.Header?.Variant);

    internal string? TypeOf(ResourceFacts facts) =>
        facts.Type is { } word
            ? _catalogue.Types.Find(word)?.Id ?? word
            : _catalogue.Types.OfHeader(facts.Header?.Type)?.Id;

    // A creator may name one of the three alone, and beyond the usual limits.
    private static ResourceStrength StrengthOf(SiteFacts? site, ResourceStrength usual)
    {
        var wanted = site?.Strength ?? usual.Default;
        var min = site?.MinStrength ?? Math.Min(usual.Min, site?.MaxStrength ?? usual.Min);
        var max = Math.Max(min, site?.MaxStrength ?? usual.Max);
        return new ResourceStrength(Math.Clamp(wanted, min, max), min, max);
    }

    private static Dictionary<long, EcosystemCheckpoint> ListedOf(GenerationCatalogue catalogue)
    {
        Dictionary<long, EcosystemCheckpoint> listed = [];
        // Where a version belongs to is said by its own ecosystem before any whose picker it shares.
        foreach (var ecosystem in catalogue.Ecosystems)
        {
            if (ecosystem.Checkpoint is not { } choice || IsHeldBack(ecosystem))
                continue;
            var own = choice.Versions.FirstOrDefault(version => version.Id == choice.Default);
            listed[choice.Default] = new(
                choice.Default,
                own?.Label ?? ecosystem.Name,
                ecosystem.Id,
                choice.Model ?? own?.Model,
                IsDefault: true
            );
        }

        foreach (var ecosystem in catalogue.Ecosystems)
        {
            foreach (var version in IsHeldBack(ecosystem) ? [] : ecosystem.Checkpoint?.Versions ?? [])
            {
                var home = version.Ecosystem is { } sister ? catalogue.FindEcosystem(sister) : ecosystem;
                listed.TryAdd(
                    version.Id,
                    new(version.Id, version.Label, (home ?? ecosystem).Id, version.Model, IsDefault: false)
                );
            }

            foreach (var runs in ecosystem.Forms.Select(form => form.RunsOn).OfType<long>())
            {
                listed.TryAdd(runs, new(runs, ecosystem.Name, ecosystem.Id, null, IsDefault: false));
            }
        }

        return listed;
    }

    // A closed engine makes what its forms say, and without any it makes nothing.
    private static bool IsHeldBack(EcosystemDefinition ecosystem) =>
        ecosystem is { Checkpoint.Locked: true, Forms.Count: 0 };

    private static IEnumerable<GenerationBaseModel> OpenOf(GenerationCatalogue catalogue)
    {
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (var ecosystem in catalogue.Ecosystems)
        {
            var types = catalogue
                .GeneratesOf(ecosystem)
                .Where(type => !IsClosedTo(catalogue, ecosystem, type))
                .ToArray();
            foreach (var model in ecosystem.BaseModels.Where(model => !model.Disabled && types.Length > 0))
            {
                if (known.Add(model.Name))
                    yield return new(model.Name, ecosystem.Id, types);
            }
        }
    }

    /// <summary>A closed engine runs checkpoints of its own alone.</summary>
    internal static bool IsClosedTo(GenerationCatalogue catalogue, EcosystemDefinition ecosystem, string? type) =>
        ecosystem.Checkpoint?.Locked == true && catalogue.Types.Find(type)?.IsMain == true;
}
