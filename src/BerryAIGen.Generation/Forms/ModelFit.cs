using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Whether a model goes with the ecosystem of a form, by what it says that it was made for.</summary>
internal sealed class ModelFit(GenerationCatalogue catalogue, FormChoice choice)
{
    /// <summary>An add-on: full, in part, or not at all, with the reason.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="type">Its type; null where nobody says it.</param>
    public ModelEntry Judge(JsonObject entry, string? type)
    {
        var meant = Meant().ToArray();
        var (home, baseModel) = HomeOf(entry, meant);
        // Whoever does not say what a model was made for knows it.
        if (home is null)
            return new(entry, ResourceFit.Full, null);
        if (meant.Contains(home))
            return new(entry, ResourceFit.Full, null);
        if (meant.Any(ecosystem => GoesInPart(ecosystem, home, type)))
            return new(
                entry,
                ResourceFit.Partial,
                $"{ModelWords.NameOf(entry)} was made for {baseModel}; it works with {choice.Ecosystem.Name} in part."
            );
        return new(
            entry,
            ResourceFit.None,
            $"{ModelWords.NameOf(entry)} was made for {baseModel} and does not go with {choice.Ecosystem.Name}."
        );
    }

    /// <summary>Refuses a checkpoint that was made for something else, before anybody pays for it.</summary>
    /// <exception cref="GenerationException">It does not go with the ecosystem.</exception>
    public void RequireCheckpoint(JsonNode given)
    {
        var number = FormValues.IdOf(given);
        // Another one runs, and that is said.
        if (number is null ? FormValues.EpochOf(given) is null : choice.VersionId != number)
            return;
        var written = given as JsonObject;
        if (FormValues.AirOf(written) is { Source: FormValues.Trainings, Type: not "checkpoint" } epoch)
            throw new GenerationException(FailureCode.Usage, "model", $"{epoch} is no checkpoint.");
        if (
            FormValues.AirOf(written) is { } named
            && catalogue.Types.FindByAir(named.Type) is { } type
            && catalogue.Types.Find(type)?.IsMain != true
        )
            throw new GenerationException(FailureCode.Usage, "model", $"{named} is a {type}, which is no checkpoint.");
        if (
            FormValues.AirOf(written) is { Ecosystem: { } line, Type: "checkpoint" } air
            && !Meant().Any(one => catalogue.AirOf(one).Equals(line, StringComparison.OrdinalIgnoreCase))
        )
            throw new GenerationException(
                FailureCode.Usage,
                "model",
                $"{air} is a checkpoint of {line}, and {choice.Ecosystem.Name} does not run it; choose another ecosystem or another version."
            );
        if (number is not { } version)
            return;
        var baseModel = written is null ? null : FormValues.TextOf(written, "baseModel");
        var home = baseModel is null ? catalogue.FindEcosystemOf(version) : catalogue.FindEcosystemOf(baseModel);
        if (
            home is null
            || Meant().Contains(home)
            || (home.Group is { } group && group == choice.Ecosystem.Group)
            // Of one line: Pony's checkpoints are made of SDXL's.
            || catalogue.AirOf(home) == catalogue.AirOf(choice.Ecosystem)
            || GoesInPart(choice.Ecosystem, home, "Checkpoint")
        )
            return;
        throw new GenerationException(
            FailureCode.Usage,
            "model",
            $"Version {version.ToString(CultureInfo.InvariantCulture)} was made for {baseModel ?? home.Name}, which {choice.Ecosystem.Name} cannot run; choose the ecosystem {home.Key}, or another version."
        );
    }

    private IEnumerable<EcosystemDefinition> Meant() =>
        (choice.Form.EcosystemBy?.Values.SelectMany(cases => cases.Values) ?? [])
            .Append(choice.Form.Ecosystem)
            .OfType<string>()
            .Select(catalogue.FindEcosystem)
            .OfType<EcosystemDefinition>()
            .Append(choice.Ecosystem);

    // As coverage says; who does not say what a model is means a LoRA.
    private bool GoesInPart(EcosystemDefinition ecosystem, EcosystemDefinition home, string? type) =>
        ResourceFit.Of(catalogue, home, catalogue.Types.Find(type)?.Id ?? type ?? ModelWords.Usual, ecosystem).Level
        == ResourceFit.Partial;

    // An AIR says no more than the line, which several ecosystems share.
    private (EcosystemDefinition? Home, string? Name) HomeOf(JsonObject entry, EcosystemDefinition[] meant)
    {
        if (FormValues.TextOf(entry, "baseModel") is { } baseModel)
            return (catalogue.FindEcosystemOf(baseModel), baseModel);
        if (FormValues.AirOf(entry)?.Ecosystem is not { } line)
            return (null, null);
        var own = Array.Find(meant, one => catalogue.AirOf(one).Equals(line, StringComparison.OrdinalIgnoreCase));
        var home = own ?? catalogue.FindEcosystemByAir(line);
        return (home, home?.Name);
    }
}
