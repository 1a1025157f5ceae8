namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Whether an ecosystem names only what is there, and says under what terms its models may be used.</summary>
internal static class EcosystemCheck
{
    public static IEnumerable<DefinitionFinding> Run(GenerationCatalogue catalogue, EcosystemDefinition ecosystem)
    {
        foreach (var baseModel in ecosystem.BaseModels)
        {
            if (baseModel.Licence is null && baseModel.NoLicence is null)
                yield return Of(
                    ecosystem,
                    baseModel.Name,
                    $"The base model \"{baseModel.Name}\" has no licence: name one of definitions/licences, or say under \"noLicence\" why there is none."
                );
            if (baseModel.Licence is { } licence && !catalogue.Licences.ContainsKey(licence))
                yield return Of(ecosystem, licence, $"There is no licence \"{licence}\" in definitions/licences.");
        }

        foreach (var other in Others(ecosystem).Where(other => catalogue.FindEcosystem(other) is null))
        {
            yield return Of(ecosystem, other, $"There is no ecosystem \"{other}\".");
        }

        var types = catalogue.Types.Types.Select(type => type.Id).ToArray();
        foreach (
            var type in ecosystem
                .Generates.Concat(ecosystem.Partial.SelectMany(row => row.Types))
                .Where(type => !types.Contains(type))
        )
        {
            yield return Of(ecosystem, type, $"\"{type}\" does not generate; {string.Join(", ", types)} do.");
        }

        if (ecosystem.Group is { } group && !catalogue.Groups.ContainsKey(group))
            yield return Of(ecosystem, group, $"There is no group \"{group}\" in definitions/ecosystem-groups.");
        if (ecosystem.Checkpoint is { Versions: { Count: > 0 } versions } && Repeated(versions) is { } twice)
            yield return Of(ecosystem, $"{twice.Id}", $"The version {twice.Id} is there twice.");
    }

    // The same version may stand once for each of its workflows.
    private static VersionDefinition? Repeated(IReadOnlyList<VersionDefinition> versions) =>
        versions.GroupBy(version => version.Id).FirstOrDefault(group => group.Count() > 1)?.First();

    private static IEnumerable<string> Others(EcosystemDefinition ecosystem)
    {
        if (ecosystem.Parent is { } parent)
            yield return parent;
        foreach (var row in ecosystem.Partial)
        {
            yield return row.Ecosystem;
        }

        foreach (var version in ecosystem.Checkpoint?.Versions ?? [])
        {
            if (version.Ecosystem is { } sister)
                yield return sister;
        }

        foreach (var form in ecosystem.Forms)
        {
            if (form.Ecosystem is { } meant)
                yield return meant;
            foreach (var one in form.EcosystemBy?.Values.SelectMany(cases => cases.Values) ?? [])
            {
                yield return one;
            }
        }
    }

    private static DefinitionFinding Of(EcosystemDefinition ecosystem, string word, string message) =>
        new("ecosystems", ecosystem.Id, word, message);
}
