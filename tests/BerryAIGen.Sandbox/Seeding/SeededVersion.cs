namespace BerryAIGen.Sandbox.Seeding;

/// <summary>A version of a model of the Sandbox.</summary>
public sealed class SeededVersion
{
    private readonly SeedContext context;

    internal SeededVersion(
        SeededModel model,
        VersionSpec spec,
        int index,
        SeedContext context,
        DateTimeOffset? publishedAt = null
    )
    {
        this.context = context;
        Model = model;
        Spec = spec;
        Index = index;
        Id = spec.Id ?? model.Id * 10 + index + 1;
        PublishedAt = publishedAt ?? model.PublishedAt.AddHours(-13 * index);
        EarlyAccessEndsAt = spec.EarlyAccessDays is { } days ? context.Now.AddDays(days) : null;
        Files = [.. spec.Files.Select((file, position) => new SeededFile(this, file, position, context))];
        // A model that was taken down loses its pictures but not its files.
        Images =
            model.Spec.Mode == "TakenDown"
                ? []
                : [.. spec.ImageLevels.Select((level, position) => new SeededImage(this, level, position))];
    }

    /// <summary>The model that the version belongs to.</summary>
    public SeededModel Model { get; }

    /// <summary>What was asked for.</summary>
    public VersionSpec Spec { get; }

    /// <summary>Id of the version.</summary>
    public int Id { get; }

    /// <summary>The files, in database order.</summary>
    public IReadOnlyList<SeededFile> Files { get; }

    /// <summary>The example pictures.</summary>
    public IReadOnlyList<SeededImage> Images { get; }

    /// <summary>A component that lies with another version; null for none.</summary>
    public SeededFile? LinkedFile => Spec.LinkedFile is { } id ? context.GetFile(id) : null;

    internal int Index { get; set; }

    internal DateTimeOffset PublishedAt { get; }

    internal DateTimeOffset? EarlyAccessEndsAt { get; }

    internal int NsfwLevel => Images.Aggregate(0, (mask, image) => mask | image.Level);

    internal int? Downloads => Model.Spec.Downloads / (Index + 1);

    internal bool IsPublished => Spec.Status == "Published" && Model.Spec.Status == "Published";
}
