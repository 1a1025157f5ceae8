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
                yield return Of(
                    ecosystem,
                    licence,
                    $"There is no licence \"{licence}\"; name the id of one of definitions/licences, or add a file for it."
                );
        }

        foreach (var other in Others(ecosystem).Where(other => catalogue.FindEcosystem(other) is null))
        {
            yield return Of(ecosystem, other, NoEcosystem(other));
        }

        var types = catalogue.Types.Types.Select(type => type.Id).ToArray();
        foreach (
            var type in ecosystem
                .Generates.Concat(ecosystem.Partial.SelectMany(row => row.Types))
                .Where(type => !types.Contains(type))
        )
        {
            yield return Of(ecosystem, type, $"\"{type}\" does not generate; name one of {string.Join(", ", types)}.");
        }

        if (ecosystem.Group is { } group && !catalogue.Groups.ContainsKey(group))
            yield return Of(
                ecosystem,
                group,
                $"There is no group \"{group}\"; name the id of one of definitions/ecosystem-groups, or leave \"group\" out."
            );
    }

    /// <summary>What is said of a word that should name an ecosystem.</summary>
    public static string NoEcosystem(string word) =>
        $"There is no ecosystem \"{word}\"; name the id or key of one of definitions/ecosystems.";

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
