using BerryAIGen.Database.Coverage;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Database.Resources;

/// <summary>Models as one who asks sees them in one place: how well they fit, and what the gates of now say.</summary>
/// <param name="Rules">Which models generate.</param>
/// <param name="Gates">The gates of now.</param>
/// <param name="Caller">Whom they take whoever asks for.</param>
/// <param name="Experiments">The ids of ecosystems that bear a badge.</param>
/// <param name="Ecosystem">The id of the wanted ecosystem; null for none.</param>
internal sealed record ResourceView(
    CoverageRules Rules,
    GateRules Gates,
    string? Caller,
    IReadOnlyList<string> Experiments,
    string? Ecosystem
)
{
    /// <summary>Where they are to generate: one of <see cref="CoveragePlace.All"/>; null for anywhere.</summary>
    public string? At { get; init; }

    /// <summary>A model of the library.</summary>
    public ResourceItem Of(FoundResource found)
    {
        var item = Of(found.Facts, found.Name);
        return item with
        {
            Source = ResourceQuery.Local,
            Id = found.Id,
            Name = found.Name,
            TrainedWords = found.TrainedWords.Count > 0 ? found.TrainedWords : item.TrainedWords,
            SizeBytes = found.SizeBytes ?? item.SizeBytes,
            State = found.Status,
            Path = found.Path,
            Creator = found.Creator,
        };
    }

    /// <summary>A version as Civitai tells of it, with what of it is here.</summary>
    public ResourceItem Of(ResourceFacts told, FoundResource? here)
    {
        if (here is null)
            return Of(told, $"version {told.VersionId}");
        var item = Of(told with { File = here.Facts.File, Header = here.Facts.Header }, here.Name);
        return item with { Id = here.Id, State = here.Status, Path = here.Path };
    }

    /// <summary>A version at Civitai.</summary>
    public ResourceItem Of(ResourceFacts facts, string name)
    {
        var (place, site) = (Rules.Place(facts), facts.Site);
        var gate = Gates.Judge(Caller, null, place.Ecosystem, facts.VersionId);
        var verdict = Rules.Judge(facts);
        return new ResourceItem
        {
            Source = ResourceQuery.Civitai,
            ModelId = facts.ModelId,
            VersionId = facts.VersionId,
            Air = Rules.AirOf(facts),
            Name = site?.ModelName ?? name,
            VersionName = site?.VersionName,
            Place = place,
            Fit = Ecosystem is { } wanted ? ResourceFit.Of(Rules, place, wanted) : null,
            Verdict =
                gate.Outcome == GateOutcome.Open ? verdict : verdict.Behind(new(gate.Code, gate.Message ?? gate.Code)),
            At = At,
            Gate = gate,
            Picture = site?.Picture,
            TrainedWords = site?.TrainedWords ?? [],
            Strength = Rules.StrengthOf(facts),
            SizeBytes = site?.Files.Select(file => file.SizeBytes).FirstOrDefault(size => size is not null),
            EarlyAccessUntil = Rules.EarlyAccessOf(facts),
            NsfwLevel = site?.NsfwLevel ?? 0,
            PictureLevel = site?.PictureLevel,
            IsExperimental = place.Ecosystem is { } own && Experiments.Contains(own),
            Creator = site?.Creator,
        };
    }

    /// <summary>What nobody knows: told with its reason, never left out.</summary>
    public ResourceItem Unknown(string asked, string code, string message)
    {
        var none = new CoverageAnswer(null, [new(code, message)]);
        return new ResourceItem
        {
            Asked = asked,
            Name = asked,
            Place = new ResourcePlace(null, null, null, null),
            Fit = Ecosystem is null ? null : new ResourceFit(ResourceFit.None, code, message),
            Verdict = new CoverageVerdict(none, none),
            State = "unknown",
        };
    }
}
