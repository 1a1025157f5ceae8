namespace BerryAIGen.IO.Recipes;

/// <summary>A model that took part in making a picture, as far as the picture names it.</summary>
public sealed record RecipeResource
{
    /// <summary>One of <see cref="ResourceTypes"/>, or the program's own word, in lower case.</summary>
    public required string Type { get; init; }

    /// <summary>The name that the program gave it: a file name with or without folder and ending, or a title.</summary>
    public string? Name { get; init; }

    /// <summary>A hash in lower-case hexadecimal digits, of whatever kind the program writes.</summary>
    public string? Hash { get; init; }

    /// <summary>One of <see cref="ResourceHashKinds"/> where the program says that the hash is no usual one; else null.</summary>
    public string? HashKind { get; init; }

    /// <summary>How strongly it was applied; 1 is the plain strength.</summary>
    public double? Weight { get; init; }

    /// <summary>Civitai's number of the version.</summary>
    public long? ModelVersionId { get; init; }

    /// <summary>Civitai's number of the model.</summary>
    public long? ModelId { get; init; }

    /// <summary>Civitai's name of the version.</summary>
    public string? VersionName { get; init; }

    /// <summary>The AIR (<c>urn:air:…</c>).</summary>
    public string? Air { get; init; }

    /// <summary>
    /// Whether two mentions of one name must be two models: high and low of a pair have one name in two folders, and versions of
    /// a model have one name and two numbers.
    /// </summary>
    /// <param name="other">The other mention.</param>
    public bool Contradicts(RecipeResource other) =>
        AreOthers(ModelVersionId, other.ModelVersionId)
        || AreOthers(ModelName.Folder(Name), ModelName.Folder(other.Name))
        // Hashes of other kinds have other lengths.
        || (HashKind == other.HashKind && Hash?.Length == other.Hash?.Length && Hash != other.Hash);

    private static bool AreOthers<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);

    /// <summary>This one with what only another mention of the same model says.</summary>
    /// <param name="other">The other mention.</param>
    public RecipeResource JoinedWith(RecipeResource other) =>
        this with
        {
            Name = Name ?? other.Name,
            Hash = Hash ?? other.Hash,
            HashKind = Hash is null ? other.HashKind : HashKind,
            Weight = Weight ?? other.Weight,
            ModelVersionId = ModelVersionId ?? other.ModelVersionId,
            ModelId = ModelId ?? other.ModelId,
            VersionName = VersionName ?? other.VersionName,
            Air = Air ?? other.Air,
        };
}
