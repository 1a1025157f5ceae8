using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Pictures;

/// <summary>The models of some pictures.</summary>
/// <param name="Pictures">One per file, in the order in which they were named.</param>
/// <param name="Models">Every model once, in the order in which pictures name them.</param>
public sealed record PictureReport(IReadOnlyList<ReadPicture> Pictures, IReadOnlyList<PictureModel> Models)
{
    /// <summary>Who was asked for what is not here.</summary>
    public IReadOnlyList<SearchedSource> Sources { get; init; } = [];

    /// <summary>What goes for all of them; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A picture that was read.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Reading">What stands in it; null when <paramref name="Failure"/> says why there is nothing.</param>
/// <param name="Failure">Why it could not be read.</param>
public sealed record ReadPicture(string Path, RecipeReading? Reading, Failure? Failure = null);
