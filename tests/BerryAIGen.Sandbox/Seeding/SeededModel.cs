namespace BerryAIGen.Sandbox.Seeding;

/// <summary>A model of the Sandbox.</summary>
public sealed class SeededModel
{
    internal SeededModel(ModelSpec spec, SeedContext context)
    {
        Spec = spec;
        PublishedAt = context.Epoch.AddHours(-(spec.Id % 9000) - 24);
        CreatorId = SeedContext.CreatorIdOf(spec.Creator);
        Versions = [.. spec.Versions.Select((version, index) => new SeededVersion(this, version, index, context))];
    }

    /// <summary>What was asked for.</summary>
    public ModelSpec Spec { get; }

    /// <summary>Id of the model.</summary>
    public int Id => Spec.Id;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SeededVersion> Versions { get; private set; }

    internal DateTimeOffset PublishedAt { get; }

    internal int CreatorId { get; }

    /// <summary>By which lists are sorted that show the newest first: a new version brings an old model to the top.</summary>
    internal DateTimeOffset LastVersionAt => Versions is [var newest, ..] ? newest.PublishedAt : PublishedAt;

    internal int NsfwLevel => Versions.Aggregate(0, (mask, version) => mask | version.NsfwLevel);

    internal int ThumbsUp => (Spec.Downloads ?? 50) / 9;

    internal int Comments => Id % 17;

    internal SeededVersion AddVersion(VersionSpec spec, SeedContext context, DateTimeOffset publishedAt)
    {
        var number = Versions.Count == 0 ? Id * 10 : Versions.Max(version => version.Id);
        var added = new SeededVersion(this, spec with { Id = spec.Id ?? number + 1 }, 0, context, publishedAt);
        foreach (var version in Versions)
            version.Index++;
        Versions = [added, .. Versions];
        return added;
    }

    internal bool IsVisible => Spec is { Status: "Published", Poi: false } && Spec.Availability != "Private";
}
