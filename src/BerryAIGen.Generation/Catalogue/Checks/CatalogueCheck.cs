namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Asks of all definitions together what no file can promise alone.</summary>
internal static class CatalogueCheck
{
    /// <summary>Everything that is wrong, file by file; empty when all hold together.</summary>
    public static IReadOnlyList<DefinitionFinding> Run(GenerationCatalogue catalogue) =>
        [
            .. catalogue.Engines.Values.SelectMany(engine => EngineCheck.Run(catalogue, engine)),
            .. catalogue.Ecosystems.SelectMany(ecosystem => EcosystemCheck.Run(catalogue, ecosystem)),
            .. catalogue.Ecosystems.SelectMany(ecosystem => FormCheck.Run(catalogue, ecosystem)),
            .. catalogue.Workflows.SelectMany(workflow => Workflow(catalogue, workflow)),
            .. catalogue.Workflows.SelectMany(workflow => FormCheck.Run(catalogue, workflow)),
        ];

    private static IEnumerable<DefinitionFinding> Workflow(GenerationCatalogue catalogue, WorkflowDefinition workflow)
    {
        foreach (var other in (string?[])[workflow.VariantOf, workflow.WithImages, workflow.WithoutImages])
        {
            if (other is not null && catalogue.FindWorkflow(other) is null)
                yield return new("workflows", workflow.Id, other, NoWorkflow(other));
        }

        if (workflow.Ecosystem is not { } usual)
            yield break;
        // A variant has the forms of the workflow that it is in truth.
        var key = workflow.VariantOf ?? workflow.Key;
        if (catalogue.FindEcosystem(usual) is not { } ecosystem)
            yield return new("workflows", workflow.Id, usual, EcosystemCheck.NoEcosystem(usual));
        else if (!ecosystem.Forms.Any(form => form.Workflows.Contains(key)))
            yield return new(
                "workflows",
                workflow.Id,
                usual,
                $"\"{usual}\" has no form for \"{key}\"; write one there, or name another ecosystem{Doing(catalogue, key)}."
            );
    }

    private static string Doing(GenerationCatalogue catalogue, string key)
    {
        var able = catalogue
            .Ecosystems.Where(one => one.Forms.Any(form => form.Workflows.Contains(key)))
            .Select(one => one.Id)
            .Take(5)
            .ToArray();
        return able.Length == 0 ? "" : $", such as {string.Join(", ", able)}";
    }

    /// <summary>What is said of a word that should name a workflow.</summary>
    public static string NoWorkflow(string word) =>
        $"There is no workflow \"{word}\"; name the key of one of definitions/workflows.";
}
