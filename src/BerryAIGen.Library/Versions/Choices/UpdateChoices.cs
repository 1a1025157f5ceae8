namespace BerryAIGen.Library.Versions.Choices;

/// <summary>What a person wants of updates in one folder of models.</summary>
internal sealed record UpdateChoices
{
    public static readonly UpdateChoices None = new();

    public int SchemaVersion { get; init; } = 1;

    /// <summary>By the model's number. What a file that a person edited leaves out is empty, here and below.</summary>
    public IReadOnlyDictionary<int, ModelChoice> Models
    {
        get => field ?? new Dictionary<int, ModelChoice>();
        init;
    }

    public ModelChoice Of(int? model) =>
        model is { } id && Models.TryGetValue(id, out var choice) ? choice : ModelChoice.None;

    public UpdateChoices With(int model, ModelChoice choice)
    {
        var models = new Dictionary<int, ModelChoice>(Models) { [model] = choice };
        if (choice.IsEmpty)
            models.Remove(model);
        return this with { Models = models };
    }
}

/// <summary>What a person wants of the updates of one model.</summary>
public sealed record ModelChoice
{
    internal static readonly ModelChoice None = new();

    /// <summary>No update of the model is told.</summary>
    public bool Ignored { get; init; }

    /// <summary>Versions that are never offered.</summary>
    public IReadOnlyList<int> IgnoredVersions
    {
        get => field ?? [];
        init;
    }

    /// <summary>Versions whose files stay what they are.</summary>
    public IReadOnlyList<int> Pinned
    {
        get => field ?? [];
        init;
    }

    /// <summary>How many of the newest versions stay in place; null for no rule: then only the file that is replaced leaves.</summary>
    public int? Newest { get; init; }

    internal bool IsEmpty => this is { Ignored: false, IgnoredVersions.Count: 0, Pinned.Count: 0, Newest: null };

    /// <summary>The same after a change.</summary>
    /// <param name="change">What changes.</param>
    /// <param name="version">The version of the file that the change is about.</param>
    internal ModelChoice With(UpdateChoiceChange change, int version) =>
        change.FollowsAll
            ? None
            : new ModelChoice
            {
                Ignored = change.Ignored ?? Ignored,
                Pinned = Set(Pinned, version, change.Pinned),
                IgnoredVersions = change.IgnoredVersion is { } other
                    ? Set(IgnoredVersions, other, true)
                    : IgnoredVersions,
                Newest = change.Newest ?? Newest,
            };

    private static IReadOnlyList<int> Set(IReadOnlyList<int> ids, int id, bool? isIn) =>
        isIn switch
        {
            true => [.. ids.Append(id).Distinct().Order()],
            false => [.. ids.Where(other => other != id)],
            null => ids,
        };
}

/// <summary>What to change of it; null members stay as they are.</summary>
public sealed record UpdateChoiceChange
{
    /// <summary>The file stays at its version.</summary>
    public bool? Pinned { get; init; }

    /// <summary>No update of its model is told.</summary>
    public bool? Ignored { get; init; }

    /// <summary>A version of its model that is not offered any more.</summary>
    public int? IgnoredVersion { get; init; }

    /// <summary>How many of the newest versions of its model stay in place, from 1.</summary>
    public int? Newest { get; init; }

    /// <summary>Everything that was chosen for its model is taken back; the others are then not looked at.</summary>
    public bool FollowsAll { get; init; }

    /// <exception cref="LibraryException">It changes nothing, or a number makes no sense.</exception>
    internal void Check()
    {
        if (this == new UpdateChoiceChange())
            throw new LibraryException(
                FailureCode.Usage,
                "Say what you want of the updates: pin the file, ignore its model or a version of it, keep the newest few, or follow all."
            );
        if (Newest is < 1 or > 100)
            throw new LibraryException(FailureCode.Usage, $"The newest 1 to 100 versions can stay, not {Newest}.");
        if (IgnoredVersion is < 1)
            throw new LibraryException(FailureCode.Usage, $"{IgnoredVersion} is not the id of a version.");
    }
}
