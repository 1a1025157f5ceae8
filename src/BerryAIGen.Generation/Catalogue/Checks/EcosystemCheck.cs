using System.Globalization;

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
        foreach (var finding in Offer(ecosystem))
        {
            yield return finding;
        }
    }

    // What is offered leads to a form, and whatever can be chosen to one of its own.
    private static IEnumerable<DefinitionFinding> Offer(EcosystemDefinition ecosystem)
    {
        if (ecosystem.Forms.Count == 0)
        {
            if ((ecosystem.Generates.Count > 0 || ecosystem.Checkpoint is not null) && ecosystem.NoForms is null)
                yield return Of(
                    ecosystem,
                    ecosystem.Generates.Count > 0 ? "generates" : "checkpoint",
                    $"\"{ecosystem.Name}\" is offered and has no form; write one, take \"generates\" and \"checkpoint\" out, or say under \"noForms\" why there is none."
                );
            yield break;
        }

        if (ecosystem.NoForms is not null)
            yield return Of(ecosystem, "noForms", "It has forms, and says why it has none; take \"noForms\" out.");
        if (ecosystem.Checkpoint is not { Versions: { Count: > 0 } versions } checkpoint)
            yield break;
        if (versions.All(version => version.Id != checkpoint.Default))
            yield return Of(
                ecosystem,
                Text(checkpoint.Default),
                $"The default version {checkpoint.Default} is none of \"versions\"; add it there, or name one of {string.Join(", ", versions.Select(version => version.Id))}."
            );
        foreach (var version in versions.Where(version => version.Ecosystem is null && !IsReached(ecosystem, version)))
        {
            yield return Of(
                ecosystem,
                Text(version.Id),
                $"No form is for the version {version.Id} ({version.Label}); add it to the \"versions\" of one, or take it out of the picker."
            );
        }
    }

    private static bool IsReached(EcosystemDefinition ecosystem, VersionDefinition version) =>
        ecosystem.Forms.Any(form =>
            (form.Versions.Count == 0 || form.Versions.Contains(version.Id))
            && !form.Workflows.All(version.Not.Contains)
        );

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

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static DefinitionFinding Of(EcosystemDefinition ecosystem, string word, string message) =>
        new("ecosystems", ecosystem.Id, word, message);
}
