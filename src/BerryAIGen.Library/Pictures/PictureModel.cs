using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Candidates;

namespace BerryAIGen.Library.Pictures;

/// <summary>Whether a model that made a picture is here.</summary>
public enum PictureModelState
{
    /// <summary>Its file is here, by hash or by name.</summary>
    Present,

    /// <summary>It is not here, and somebody has it.</summary>
    Missing,

    /// <summary>It is not here, and nobody who was asked knows it; or no place for models is named.</summary>
    Unknown,
}

/// <summary>A model that pictures were made with.</summary>
/// <param name="Resource">What the pictures say of it; of several pictures all that any says.</param>
public sealed record PictureModel(RecipeResource Resource)
{
    /// <summary>Whether it is here.</summary>
    public PictureModelState State { get; init; }

    /// <summary>The file, when it is present.</summary>
    public string? Path { get; init; }

    /// <summary><c>hash</c> or <c>name</c>: how the file was found; null when it was not.</summary>
    public string? MatchedBy { get; init; }

    /// <summary>What a person should know of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Where it may be had, the surest first; empty when it is present.</summary>
    public IReadOnlyList<ModelCandidate> Candidates { get; init; } = [];

    /// <summary>The pictures that were made with it, as they were named.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];
}
