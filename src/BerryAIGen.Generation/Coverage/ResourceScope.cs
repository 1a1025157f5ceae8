using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Which models may be chosen in a place: the filter that its ecosystem and its workflow allow.</summary>
/// <param name="Types">Their types.</param>
/// <param name="Ecosystems">The ecosystems that they may be made for, the wanted one first.</param>
/// <param name="BaseModels">The base models of those.</param>
public sealed record ResourceScope(
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Ecosystems,
    IReadOnlyList<string> BaseModels
)
{
    /// <param name="rules">Say what goes together.</param>
    /// <param name="ecosystem">Its id, key, name or one of its base models; null for every ecosystem.</param>
    /// <param name="workflow">Its key; null for all.</param>
    /// <param name="type">The only type that is wanted; null for all.</param>
    /// <exception cref="GenerationException">There is no such ecosystem, workflow or type, or they do not go together.</exception>
    public static ResourceScope Of(CoverageRules rules, string? ecosystem, string? workflow, string? type)
    {
        var catalogue = rules.Catalogue;
        var wanted = type is null ? null : TypeOf(catalogue, type);
        var target = ecosystem is null ? null : rules.Ecosystem(ecosystem);
        var way = workflow is null ? null : rules.Workflow(workflow);
        IReadOnlyList<string> allowed = target is null ? rules.Types : TypesOf(catalogue, target, way);
        string[] types =
        [
            .. wanted is null ? allowed
            : catalogue.Types.Tools.Any(tool => tool.Id == wanted) ? [wanted]
            : allowed.Where(one => one == wanted),
        ];
        if (target is null)
            return new(types, [], []);
        EcosystemDefinition[] homes =
        [
            target,
            .. target
                .Partial.Concat(Root(catalogue, target)?.Partial ?? [])
                .Where(row => row.Types.Any(types.Contains))
                .Select(row => catalogue.FindEcosystem(row.Ecosystem))
                .OfType<EcosystemDefinition>()
                .Where(home => home != target)
                .Distinct(),
        ];
        return new(
            types,
            [.. homes.Select(home => home.Id)],
            [.. homes.SelectMany(home => home.BaseModels).Where(model => !model.Disabled).Select(model => model.Name)]
        );
    }

    private static EcosystemDefinition? Root(GenerationCatalogue catalogue, EcosystemDefinition ecosystem) =>
        ecosystem.Parent is { } parent ? catalogue.FindEcosystem(parent) : null;

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
        var forms = ecosystem
            .Forms.Where(form => form.Workflows.Contains(workflow.VariantOf ?? workflow.Key))
            .ToArray();
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
        ];
    }

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
