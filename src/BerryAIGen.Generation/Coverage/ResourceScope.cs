using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Which models may be chosen in a place: the filter that its ecosystem and its workflow allow.</summary>
/// <param name="Types">Their types.</param>
/// <param name="Ecosystems">The ecosystems that they may be made for, the wanted one first; empty for all.</param>
/// <param name="BaseModels">The base models of those; empty where a base model decides nothing.</param>
/// <param name="Pairs">Which type of which ecosystem: not every type of a neighbour fits.</param>
public sealed record ResourceScope(
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Ecosystems,
    IReadOnlyList<string> BaseModels,
    IReadOnlyList<ResourcePair> Pairs
)
{
    /// <param name="rules">Say what goes together.</param>
    /// <param name="ecosystem">Its id, key, name or one of its base models; null for every ecosystem.</param>
    /// <param name="workflow">Its key; null for all.</param>
    /// <param name="types">The only types that are wanted; none for all.</param>
    /// <exception cref="GenerationException">There is no such ecosystem, workflow or type, or they do not go together.</exception>
    public static ResourceScope Of(
        CoverageRules rules,
        string? ecosystem,
        string? workflow,
        IReadOnlyList<string> types
    )
    {
        var catalogue = rules.Catalogue;
        string[] wanted = [.. types.Select(type => TypeOf(catalogue, type)).Distinct()];
        var target = ecosystem is null ? null : rules.Ecosystem(ecosystem);
        var way = workflow is null ? null : rules.Workflow(workflow);
        var allowed = AllowedIn(rules, target, way);
        string[] taken =
        [
            // Tools are of no ecosystem; only a form has no field for them.
            .. wanted.Length == 0
                ? allowed
                : wanted.Where(type => allowed.Contains(type) || (way is null && IsTool(catalogue, type))),
        ];
        if (target is null)
            return new(taken, [], [], [.. taken.Select(type => new ResourcePair(type, null))]);
        ResourcePair[] pairs = [.. taken.SelectMany(type => PairsOf(catalogue, type, target))];
        string[] homes = [target.Id, .. pairs.Select(pair => pair.Ecosystem).OfType<string>().Except([target.Id])];
        return new(
            taken,
            homes,
            taken.Any(type => IsTool(catalogue, type))
                ? []
                :
                [
                    .. homes
                        .SelectMany(id => catalogue.FindEcosystem(id)?.BaseModels ?? [])
                        .Where(model => !model.Disabled)
                        .Select(model => model.Name),
                ],
            pairs
        );
    }

    /// <summary>Whether a model that belongs there may be chosen.</summary>
    public bool Takes(ResourcePlace place) =>
        Pairs.Any(pair => pair.Type == place.Type && (pair.Ecosystem is null || pair.Ecosystem == place.Ecosystem));

    // The same answer as an item's own level.
    private static IEnumerable<ResourcePair> PairsOf(
        GenerationCatalogue catalogue,
        string type,
        EcosystemDefinition target
    ) =>
        IsTool(catalogue, type)
            ? [new(type, null)]
            : catalogue
                .Ecosystems.Where(own => ResourceFit.Of(catalogue, own, type, target).Level != ResourceFit.None)
                .Select(own => new ResourcePair(type, own.Id));

    private static IReadOnlyList<string> AllowedIn(
        CoverageRules rules,
        EcosystemDefinition? target,
        WorkflowDefinition? way
    )
    {
        var catalogue = rules.Catalogue;
        if (target is not null)
            return TypesOf(catalogue, target, way);
        if (way is null)
            return rules.Types;
        // A tool for what was made has a form of its own; else each ecosystem that does it has one.
        var shown = (
            way.Forms.Count > 0
                ? [way.Alone()]
                : catalogue.Ecosystems.Where(ecosystem => FormsOf(ecosystem, way).Length > 0)
        )
            .SelectMany(ecosystem => TypesOf(catalogue, ecosystem, way))
            .ToHashSet();
        return [.. catalogue.Types.Types.Concat(catalogue.Types.Tools).Select(type => type.Id).Where(shown.Contains)];
    }

    private static string[] TypesOf(
        GenerationCatalogue catalogue,
        EcosystemDefinition ecosystem,
        WorkflowDefinition? workflow
    )
    {
        string[] taken =
        [
            .. catalogue.GeneratesOf(ecosystem).Where(type => !CoverageRules.IsClosedTo(catalogue, ecosystem, type)),
        ];
        if (workflow is null)
            return taken;
        var forms = FormsOf(ecosystem, workflow);
        if (forms.Length == 0)
            throw new GenerationException(
                FailureCode.Usage,
                "workflow",
                $"{ecosystem.Name} does not do {workflow.Key}; it does {string.Join(", ", ecosystem.Forms.SelectMany(form => form.Workflows).Distinct())}."
            );
        return
        [
            .. taken.Where(type =>
                catalogue.Types.Find(type)?.IsMain == true || forms.Any(form => Shows(ecosystem, form, type))
            ),
            .. catalogue
                .Types.Tools.Select(tool => tool.Id)
                .Where(tool => forms.Any(form => Shows(ecosystem, form, tool))),
        ];
    }

    private static FormDefinition[] FormsOf(EcosystemDefinition ecosystem, WorkflowDefinition workflow) =>
        [.. ecosystem.Forms.Where(form => form.Workflows.Contains(workflow.VariantOf ?? workflow.Key))];

    private static bool IsTool(GenerationCatalogue catalogue, string type) =>
        catalogue.Types.Tools.Any(tool => tool.Id == type);

    // What a form has a field for: a VAE has one of its own, the others share one.
    private static bool Shows(EcosystemDefinition ecosystem, FormDefinition form, string type) =>
        form.Show.Any(key =>
            key.Equals(type, StringComparison.OrdinalIgnoreCase)
            || (form.Fields.GetValueOrDefault(key) ?? ecosystem.Fields.GetValueOrDefault(key))?.Types?.Contains(type)
                == true
        );

    private static string TypeOf(GenerationCatalogue catalogue, string word) =>
        catalogue.Types.Find(word)?.Id
        ?? throw new GenerationException(
            FailureCode.Usage,
            "type",
            $"A model of type \"{word}\" cannot be chosen; {string.Join(", ", catalogue.Types.Types.Select(one => one.Id))} can."
        );
}

/// <summary>Models of one type that were made for one ecosystem.</summary>
/// <param name="Type">In Civitai's words.</param>
/// <param name="Ecosystem">The id of the ecosystem; null for every one.</param>
public readonly record struct ResourcePair(string Type, string? Ecosystem);
